/** A page that was just left or killed lets go a moment later. */
const WAIT_MS = 1_500

/**
 * Takes a recording for this page alone; answers how to let go, or undefined when another page of this browser has it. The
 * browser lets go by itself when the page dies.
 */
export function holdRecording(recordingId: string): Promise<(() => void) | undefined> {
  const { locks } = navigator
  // Browsers without locks: two pages on one recording are told apart by the station, which refuses the second's chunks.
  if (!locks) return Promise.resolve(() => {})
  return new Promise((resolve, reject) => {
    const held = () =>
      new Promise<void>((letGo) => {
        resolve(() => letGo())
      })
    locks.request(`len-song.ban-thu.${recordingId}`, { signal: AbortSignal.timeout(WAIT_MS) }, held).catch((thrown) => {
      if (thrown instanceof DOMException && thrown.name === 'TimeoutError') resolve(undefined)
      else reject(thrown)
    })
  })
}

/** What a page hears of the station. */
export interface LineListener {
  /** The line stands: ours, or that of another page of this browser. */
  onOpen: () => void
  onEvent: (event: LineEvent, data: string) => void
  /** Our own line broke; it is closed. */
  onBreak: () => void
}

const EVENTS = ['on-air', 'render', 'changed'] as const
export type LineEvent = (typeof EVENTS)[number]

type Passed = { event: LineEvent; data: string }

const NAME = 'len-song-live'

/**
 * Opens one line to the station for all the pages of this browser: a browser opens six connections at most, and each line
 * keeps one. The page that holds the lock listens and passes on what it hears; when it goes, the next one takes over. Where
 * a browser has no locks (plain http on the LAN) each page listens for itself. The function returned closes it.
 */
export function openLine(listener: LineListener): () => void {
  if (!('locks' in navigator)) return listen(listener)
  const leaving = new AbortController()
  const channel = new BroadcastChannel(NAME)
  let isOpen = false
  const open = () => {
    if (isOpen) return
    isOpen = true
    listener.onOpen()
  }
  channel.onmessage = ({ data }: MessageEvent<Passed>) => {
    open()
    listener.onEvent(data.event, data.data)
  }
  const lead = () =>
    new Promise<void>((resolve) => {
      // Its turn may come in the moment in which it leaves: nobody would close this line any more.
      if (leaving.signal.aborted) return resolve()
      const close = listen({
        onOpen: open,
        onEvent: (event, data) => {
          channel.postMessage({ event, data } satisfies Passed)
          listener.onEvent(event, data)
        },
        onBreak: listener.onBreak,
      })
      leaving.signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  navigator.locks.request(NAME, { signal: leaving.signal }, lead).catch((thrown: unknown) => {
    // Left while it waited for its turn.
    if (!leaving.signal.aborted) throw thrown
  })
  return () => {
    leaving.abort()
    channel.close()
  }
}

function listen({ onOpen, onEvent, onBreak }: LineListener): () => void {
  const source = new EventSource('/api/live')
  source.onopen = onOpen
  source.onerror = () => {
    source.close()
    onBreak()
  }
  for (const event of EVENTS) source.addEventListener(event, ({ data }: MessageEvent<string>) => onEvent(event, data))
  return () => source.close()
}

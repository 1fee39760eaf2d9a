import { PlayerError } from '../system/index.ts'
import { createPlayer } from './player.ts'

/**
 * Sounds one WAV file (48 kHz PCM) from its beginning, now, on a device: test tones and listening. Resolves with how much
 * of it sounded, at its end or soon after `signal` aborts (a short fade).
 * @throws PlayerError for a file or device that cannot be used, or a device lost on the way; nothing is tried twice.
 */
export function playOnce(
  deviceId: string,
  wavPath: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ soundedMs: number }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ soundedMs: number }>()
  const id = 'once'
  const player = createPlayer({
    reopen: false,
    onEvent(event) {
      if (event.type === 'ended') resolve({ soundedMs: event.soundedMs })
      if (event.type === 'device-refused' || event.type === 'device-lost') {
        reject(new PlayerError(event.code, event.details))
      }
    },
  })
  const stop = () => {
    player.stop(id)
    if (!player.armed().includes(id)) resolve({ soundedMs: 0 })
  }
  if (signal?.aborted) return Promise.resolve({ soundedMs: 0 })
  signal?.addEventListener('abort', stop, { once: true })
  player.arm(deviceId, { id, wavPath, startsAtMs: undefined }).catch(reject)
  return promise.finally(async () => {
    signal?.removeEventListener('abort', stop)
    await player.close()
  })
}

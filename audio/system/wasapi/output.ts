import { PlayerError } from '../errors.ts'
import { CHANNELS, type Pcm, RATE } from '../pcm.ts'
import type { WasapiBinding } from './binding.ts'
import { fits, laidOut } from './format.ts'
import { letGo, opening, running } from './refusal.ts'

/** AUDCLNT_STREAMFLAGS_EVENTCALLBACK of audioclient.h. */
const EVENT_CALLBACK = 0x00040000
/** As much ahead as on Linux: see the measurements of buffers there. */
const BUFFER_MS = 200
const CHUNK = RATE / 100
/** Readings of the position among which the earliest is believed: about a second of them. */
const POSITIONS = 100

/**
 * Opens an endpoint in shared mode, event-driven, in the very format that Windows mixes it in, so that nothing is
 * resampled: `format-refused` when that is not 48 kHz (Windows: Sound → device → Advanced → default format).
 * 16-bit becomes 32-bit float, which is exact; of more than two channels only the front ones sound.
 * @throws PlayerError `device-absent`, `device-busy`, `no-sound-system` or `format-refused`.
 */
export function openWasapiOutput(binding: WasapiBinding, endpointId: string): Pcm {
  const client = opening(endpointId, () => binding.activate(endpointId, 'render'))
  const prepare = () => {
    const format = client.mixFormat()
    if (format.rate !== RATE || !fits(format)) {
      const { rate, channels, bits } = format
      throw new PlayerError('format-refused', { device: endpointId, rate, channels, bits })
    }
    client.initialize('render', EVENT_CALLBACK, BUFFER_MS, format.bytes)
    return { format, bufferFrames: client.bufferFrames() }
  }
  let prepared: ReturnType<typeof prepare>
  try {
    prepared = opening(endpointId, prepare)
  } catch (error) {
    letGo(() => client.release())
    throw error
  }
  const { format, bufferFrames } = prepared
  let started = false
  let written = 0
  let zerosMs: number[] = []

  const begin = () => {
    client.start()
    started = true
  }
  const beginAnew = () => {
    client.stop()
    client.reset()
    started = false
    written = 0
    zerosMs = []
  }

  return {
    bufferFrames,
    wait: (timeoutMs) =>
      running(() => {
        const endMs = client.nowMs() + timeoutMs
        while (bufferFrames - client.paddingFrames() < CHUNK) {
          const leftMs = endMs - client.nowMs()
          if (leftMs <= 0) return false
          client.waitForEvent(Math.max(1, Math.min(leftMs, 20)))
        }
        return true
      }),
    write: (samples) =>
      running(() => {
        const padding = client.paddingFrames()
        // The engine took the last frame and found no next one: what was heard after it was silence.
        if (started && padding === 0) {
          beginAnew()
          return { kind: 'xrun' }
        }
        const frames = Math.max(0, Math.min(samples.length / CHANNELS, bufferFrames - padding))
        if (frames > 0) client.put(laidOut(samples, frames, format), frames)
        written += frames
        if (!started && bufferFrames - padding - frames < CHUNK) begin()
        return { kind: 'written', frames }
      }),
    delayFrames: () =>
      running(() => {
        if (!started) return undefined
        const { heardMs, atMs } = client.position()
        if (heardMs <= 0) return undefined
        // The position moves on once a period, 10 ms, and stands still between: of many readings the one that puts
        // frame 0 earliest is the one that was read just after a move.
        zerosMs.push(atMs - heardMs)
        if (zerosMs.length > POSITIONS) zerosMs.shift()
        return written - ((client.nowMs() - Math.min(...zerosMs)) * RATE) / 1000
      }),
    close: () =>
      letGo(
        () => client.stop(),
        () => client.release(),
      ),
  }
}

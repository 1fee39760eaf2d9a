import type { InputWish, PcmInput } from '../pcm.ts'
import type { Packet, WasapiBinding } from './binding.ts'
import { pcm16Format } from './format.ts'
import { letGo, opening, running } from './refusal.ts'

/** An id that begins so is the sound that leaves an output endpoint. */
export const LOOPBACK = 'loopback:'

/** AUDCLNT_STREAMFLAGS_* of audioclient.h and audiosessiontypes.h. */
const STREAM_LOOPBACK = 0x00020000
const STREAM_CONVERT = 0x80000000
const STREAM_CONVERT_WELL = 0x08000000
/** AUDCLNT_BUFFERFLAGS_* of audioclient.h. */
const DISCONTINUITY = 1
const SILENT = 2
const NO_TIMESTAMP = 4
const BUFFER_MS = 400
const LOOK_EVERY_MS = 5

/**
 * Opens a capturing endpoint, or `loopback:` and an output endpoint, in shared mode; Windows resamples and mixes down
 * to what is wanted (AUDCLNT_STREAMFLAGS_AUTOCONVERTPCM with SRC_DEFAULT_QUALITY, since Windows 7).
 * @throws PlayerError `device-absent`, `device-busy`, `no-sound-system` or `format-refused`.
 */
export function openWasapiInput(binding: WasapiBinding, inputId: string, wanted: InputWish): PcmInput {
  const { rate, channels } = wanted
  const isLoopback = inputId.startsWith(LOOPBACK)
  const endpointId = isLoopback ? inputId.slice(LOOPBACK.length) : inputId
  const flags = STREAM_CONVERT + STREAM_CONVERT_WELL + (isLoopback ? STREAM_LOOPBACK : 0)
  const client = opening(inputId, () => binding.activate(endpointId, isLoopback ? 'render' : 'capture'))
  try {
    opening(inputId, () => {
      client.initialize('capture', flags, BUFFER_MS, pcm16Format(rate, channels))
      client.start()
    })
  } catch (error) {
    letGo(() => client.release())
    throw error
  }
  const never = new Int32Array(new SharedArrayBuffer(4))
  /** The packet being read: Windows gives packets only whole. */
  let packet: Packet | undefined
  let used = 0
  let isFirst = true
  let lostSound = false
  let newestAtMs: number | undefined

  const next = (): Packet | undefined => {
    const taken = client.take(channels)
    if (taken === undefined) return undefined
    if ((taken.flags & SILENT) !== 0) taken.samples.fill(0)
    // The first packet of a stream is one after nothing, and may be marked so.
    if (!isFirst && (taken.flags & DISCONTINUITY) !== 0) lostSound = true
    isFirst = false
    used = 0
    return taken
  }

  return {
    rate,
    channels,
    wait: (timeoutMs) =>
      running(() => {
        const endMs = client.nowMs() + timeoutMs
        while (packet === undefined) {
          packet = next()
          if (packet !== undefined) break
          const leftMs = endMs - client.nowMs()
          if (leftMs <= 0) return false
          Atomics.wait(never, 0, 0, Math.max(1, Math.min(leftMs, LOOK_EVERY_MS)))
        }
        return true
      }),
    read: (into) =>
      running(() => {
        const room = Math.floor(into.length / channels)
        let got = 0
        while (got < room) {
          packet ??= next()
          if (packet === undefined) break
          if (lostSound && got > 0) break
          if (lostSound) {
            lostSound = false
            return 'xrun'
          }
          const frames = Math.min(room - got, packet.frames - used)
          into.set(packet.samples.subarray(used * channels, (used + frames) * channels), got * channels)
          got += frames
          used += frames
          newestAtMs = (packet.flags & NO_TIMESTAMP) === 0 ? packet.atMs + (used * 1000) / rate : undefined
          if (used === packet.frames) packet = undefined
        }
        return got
      }),
    delayFrames: () =>
      running(() =>
        newestAtMs === undefined ? undefined : Math.max(0, ((client.nowMs() - newestAtMs) * rate) / 1000),
      ),
    close: () =>
      letGo(
        () => client.stop(),
        () => client.release(),
      ),
  }
}

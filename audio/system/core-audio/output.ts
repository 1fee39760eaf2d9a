import { PlayerError } from '../errors.ts'
import { CHANNELS, type Pcm, RATE } from '../pcm.ts'
import { type AudioQueue, type CoreAudioBinding, StatusError } from './binding.ts'
import { findDevice } from './device.ts'
import { CANNOT_START_YET, letGo, opening, running } from './refusal.ts'

/** 200 ms ahead, as on Linux, in the pieces of 10 ms that the device's loop writes. */
const BUFFERS = { count: 20, frames: RATE / 100 }
const TURN_MS = 20

/**
 * Opens a device through an audio queue bound to it, 48 kHz stereo 16-bit. `format-refused` when the device itself does
 * not run at 48 kHz (Audio MIDI Setup shows and sets it): the queue would resample.
 * @throws PlayerError `device-absent`, `device-busy` or `format-refused`.
 */
export function openCoreAudioOutput(binding: CoreAudioBinding, uid: string): Pcm {
  const device = findDevice(binding, uid, 'output')
  const { rate, latencyFrames } = device.facts
  if (rate !== RATE) throw new PlayerError('format-refused', { device: uid, rate })
  const fresh = () => binding.openQueue('output', uid, { rate: RATE, channels: CHANNELS }, BUFFERS)
  let queue: AudioQueue = opening(uid, fresh)
  let free = Array.from({ length: BUFFERS.count }, (_, i) => i)
  let started = false
  let written = 0

  const collect = (timeoutMs: number) => {
    for (const { buffer } of queue.turn(timeoutMs)) free.push(buffer)
  }
  /** A queue that cannot start yet is started by a later turn. */
  const begin = () => {
    try {
      queue.start()
      started = true
    } catch (error) {
      if (!(error instanceof StatusError) || error.status !== CANNOT_START_YET) throw error
    }
  }
  const ranDry = () => started && (queue.currentFrame() ?? 0) >= written

  return {
    bufferFrames: BUFFERS.count * BUFFERS.frames,
    wait: (timeoutMs) =>
      running(() => {
        const endMs = binding.nowMs() + timeoutMs
        collect(0)
        while (free.length === 0) {
          if (!started) begin()
          device.watch(queue)
          const leftMs = endMs - binding.nowMs()
          if (leftMs <= 0) return false
          collect(Math.min(leftMs, TURN_MS))
        }
        device.watch(queue)
        return true
      }),
    write: (samples) =>
      running(() => {
        collect(0)
        // A queue that has run dry goes on counting: what comes now would sound at another frame than its own. A new
        // queue counts from 0, and no buffer of the old one can come back into it.
        if (ranDry()) {
          letGo(() => queue.dispose())
          queue = fresh()
          free = Array.from({ length: BUFFERS.count }, (_, i) => i)
          started = false
          written = 0
          return { kind: 'xrun' }
        }
        let frames = 0
        while (frames < samples.length / CHANNELS) {
          const buffer = free.shift()
          if (buffer === undefined) break
          const piece = samples.subarray(frames * CHANNELS, (frames + BUFFERS.frames) * CHANNELS)
          queue.enqueue(buffer, piece)
          frames += piece.length / CHANNELS
        }
        written += frames
        if (!started && free.length === 0) begin()
        return { kind: 'written', frames }
      }),
    delayFrames: () =>
      running(() => {
        const at = started ? queue.currentFrame() : undefined
        return at === undefined || at <= 0 ? undefined : written - at + latencyFrames
      }),
    close: () => letGo(() => queue.dispose()),
  }
}

import type { InputWish, PcmInput } from '../pcm.ts'
import type { CoreAudioBinding, HandedBuffer } from './binding.ts'
import { findDevice } from './device.ts'
import { letGo, opening, running } from './refusal.ts'

/** 400 ms in pieces of 20 ms. */
const COUNT = 20
const PIECES_A_SECOND = 50
const TURN_MS = 20

/**
 * Opens an input through an audio queue bound to it; the queue resamples and mixes down to what is wanted. macOS asks
 * the user once whether this program may hear the microphone; until then, and when refused, the input is silent.
 * @throws PlayerError `device-absent`, `device-busy` or `format-refused`.
 */
export function openCoreAudioInput(binding: CoreAudioBinding, uid: string, wanted: InputWish): PcmInput {
  const { rate, channels } = wanted
  const device = findDevice(binding, uid, 'input')
  const latencyFrames = (device.facts.latencyFrames * rate) / device.facts.rate
  const frames = Math.ceil(rate / PIECES_A_SECOND)
  const queue = opening(uid, () => binding.openQueue('input', uid, { rate, channels }, { count: COUNT, frames }))
  try {
    opening(uid, () => {
      for (let buffer = 0; buffer < COUNT; buffer++) queue.enqueue(buffer)
      queue.start()
    })
  } catch (error) {
    letGo(() => queue.dispose())
    throw error
  }
  let come: HandedBuffer[] = []
  let used = 0
  let expectedFrame: number | undefined
  let newestFrame: number | undefined

  const collect = (timeoutMs: number) => {
    for (const handed of queue.turn(timeoutMs)) {
      if (handed.samples.length > 0) come.push(handed)
      queue.enqueue(handed.buffer)
    }
  }
  /** Whether sound is missing between what was read last and this. */
  const gapBefore = ({ atFrame }: HandedBuffer) =>
    used === 0 && atFrame !== undefined && expectedFrame !== undefined && atFrame - expectedFrame > 1

  return {
    rate,
    channels,
    wait: (timeoutMs) =>
      running(() => {
        const endMs = binding.nowMs() + timeoutMs
        collect(0)
        device.watch(queue)
        while (come.length === 0) {
          const leftMs = endMs - binding.nowMs()
          if (leftMs <= 0) return false
          collect(Math.min(leftMs, TURN_MS))
          device.watch(queue)
        }
        return true
      }),
    read: (into) =>
      running(() => {
        collect(0)
        const room = Math.floor(into.length / channels)
        let got = 0
        while (got < room) {
          const [first] = come
          if (first === undefined) break
          if (gapBefore(first)) {
            if (got > 0) break
            expectedFrame = undefined
            return 'xrun'
          }
          const total = first.samples.length / channels
          const taken = Math.min(room - got, total - used)
          into.set(first.samples.subarray(used * channels, (used + taken) * channels), got * channels)
          got += taken
          used += taken
          newestFrame = first.atFrame === undefined ? undefined : first.atFrame + used
          if (used < total) continue
          expectedFrame = first.atFrame === undefined ? undefined : first.atFrame + total
          come = come.slice(1)
          used = 0
        }
        return got
      }),
    delayFrames: () =>
      running(() => {
        const at = queue.currentFrame()
        return at === undefined || newestFrame === undefined ? undefined : Math.max(0, at - newestFrame + latencyFrames)
      }),
    close: () => letGo(() => queue.dispose()),
  }
}

import { CHANNELS, RATE } from '../system/index.ts'

/**
 * Sound on its way from an input to the device's thread, in shared memory: one writer that never waits, one reader that
 * stays near it. The last four seconds are there; frames are named by their number since the input was first opened.
 */
export interface LiveRing {
  /** Give this to the other thread, and `liveRingOver` it there. */
  readonly shared: SharedArrayBuffer
  /** Writer: appends interleaved samples, over the oldest ones. */
  push(samples: Int16Array): void
  /** How many frames have come since the beginning. */
  written(): number
  /** Reader: copies frames from `frame` on into `out`; how many of them have come. */
  peek(frame: number, out: Int16Array): number
}

export const LIVE_RING_FRAMES = 4 * RATE
const HEADER_BYTES = 64

export function createLiveRing(frames = LIVE_RING_FRAMES): LiveRing {
  return liveRingOver(new SharedArrayBuffer(HEADER_BYTES + frames * CHANNELS * 2))
}

/** The same ring seen from the other thread. */
export function liveRingOver(shared: SharedArrayBuffer): LiveRing {
  const header = new BigInt64Array(shared, 0, 1)
  const data = new Int16Array(shared, HEADER_BYTES)
  const capacity = data.length / CHANNELS
  const written = () => Number(Atomics.load(header, 0))

  return {
    shared,
    written,
    push(samples) {
      const from = written()
      const at = (from % capacity) * CHANNELS
      const head = Math.min(samples.length, data.length - at)
      data.set(samples.subarray(0, head), at)
      data.set(samples.subarray(head), 0)
      Atomics.store(header, 0, BigInt(from + samples.length / CHANNELS))
    },
    peek(frame, out) {
      const there = Math.max(0, Math.min(out.length / CHANNELS, written() - frame))
      const at = (frame % capacity) * CHANNELS
      const head = Math.min(there * CHANNELS, data.length - at)
      out.set(data.subarray(at, at + head), 0)
      out.set(data.subarray(0, there * CHANNELS - head), head)
      return there
    },
  }
}

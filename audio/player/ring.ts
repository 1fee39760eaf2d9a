import { CHANNELS, RATE } from '../system/index.ts'

/** Where a cue's sound comes from; frames are counted from the beginning of the file or of the cue. */
export interface SoundSource {
  /** Copies the frames from `frame` on into `out`; how many of them are there. May be asked again for the same ones. */
  peek(frame: number, out: Int16Array): number
  /** Everything before `frame` is no longer needed. */
  release(frame: number): void
}

/**
 * Sound on its way from the disk to the device's thread, in shared memory: one writer, one reader, no locks. Frames are
 * named by their number in the file, so the reader may skip ahead and the writer follows it.
 */
export interface Ring extends SoundSource {
  /** Give this to the other thread, and `ringOver` it there. */
  readonly shared: SharedArrayBuffer
  /** Writer: the next frame to bring, and how many fit now. */
  wanted(): { frame: number; room: number }
  /** Writer: appends interleaved samples of the frames that `wanted` named. */
  push(samples: Int16Array): void
  /** Frames ready from the reader's point. */
  ready(): number
}

/** Twenty seconds: a disk may stall for that long before it is heard. */
export const RING_FRAMES = 20 * RATE
const HEADER_BYTES = 64
const READ = 0
const WRITE = 1

/** A new ring whose first frame will be `fromFrame`. */
export function createRing(fromFrame: number, frames = RING_FRAMES): Ring {
  const shared = new SharedArrayBuffer(HEADER_BYTES + frames * CHANNELS * 2)
  const header = new Int32Array(shared, 0, HEADER_BYTES / 4)
  Atomics.store(header, READ, fromFrame)
  Atomics.store(header, WRITE, fromFrame)
  return ringOver(shared)
}

/** The same ring seen from the other thread. */
export function ringOver(shared: SharedArrayBuffer): Ring {
  const header = new Int32Array(shared, 0, HEADER_BYTES / 4)
  const data = new Int16Array(shared, HEADER_BYTES)
  const capacity = data.length / CHANNELS

  const copyIn = (frame: number, samples: Int16Array) => {
    const at = (frame % capacity) * CHANNELS
    const head = Math.min(samples.length, data.length - at)
    data.set(samples.subarray(0, head), at)
    data.set(samples.subarray(head), 0)
  }

  return {
    shared,
    wanted() {
      const read = Atomics.load(header, READ)
      let write = Atomics.load(header, WRITE)
      if (write < read) {
        write = read
        Atomics.store(header, WRITE, write)
      }
      return { frame: write, room: capacity - (write - read) }
    },
    push(samples) {
      const write = Atomics.load(header, WRITE)
      copyIn(write, samples)
      Atomics.store(header, WRITE, write + samples.length / CHANNELS)
    },
    peek(frame, out) {
      // What was released, or never brought, is not there: the writer may be overwriting it.
      if (frame < Atomics.load(header, READ)) return 0
      const there = Math.max(0, Math.min(out.length / CHANNELS, Atomics.load(header, WRITE) - frame))
      const at = (frame % capacity) * CHANNELS
      const head = Math.min(there * CHANNELS, data.length - at)
      out.set(data.subarray(at, at + head), 0)
      out.set(data.subarray(0, there * CHANNELS - head), head)
      return there
    },
    release(frame) {
      if (frame > Atomics.load(header, READ)) Atomics.store(header, READ, frame)
    },
    ready: () => Math.max(0, Atomics.load(header, WRITE) - Atomics.load(header, READ)),
  }
}

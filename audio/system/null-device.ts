import { CHANNELS, type Pcm, RATE } from './pcm.ts'
import type { DeviceClock } from './wall-clock.ts'

/** The stable id of the device that sounds nowhere. */
export const NULL_DEVICE_ID = 'null'

const BUFFER_FRAMES = RATE / 5

/** A device paced by the clock alone: tours, tests and stations without a sound card yet. What it is given is dropped. */
export function openNullDevice(clock: DeviceClock): Pcm {
  const never = new Int32Array(new SharedArrayBuffer(4))
  let startedMs: number | undefined
  let written = 0

  const heard = () => (startedMs === undefined ? 0 : ((clock.monotonicMs() - startedMs) / 1000) * RATE)
  const sleep = (ms: number) => Atomics.wait(never, 0, 0, Math.max(1, ms))

  return {
    bufferFrames: BUFFER_FRAMES,
    wait(timeoutMs) {
      const excess = written - heard() - (BUFFER_FRAMES - RATE / 100)
      if (excess > 0) sleep(Math.min(timeoutMs, (excess / RATE) * 1000))
      return written - heard() < BUFFER_FRAMES
    },
    write(samples) {
      const now = clock.monotonicMs()
      startedMs ??= now
      if (heard() > written) {
        const dry = written > 0
        startedMs = now
        written = 0
        if (dry) return { kind: 'xrun' }
      }
      const frames = Math.max(0, Math.min(samples.length / CHANNELS, Math.floor(BUFFER_FRAMES - (written - heard()))))
      written += frames
      return { kind: 'written', frames }
    },
    delayFrames: () => (startedMs === undefined ? undefined : written - heard()),
    close() {},
  }
}

import { parentPort, workerData } from 'node:worker_threads'
import { openInput, PlayerError } from '../../audio/index.ts'
import type { CaptureAsked, Captured } from './capture.ts'

/** Waiting for an input blocks: this runs in a thread of its own and answers once. */
const RATE = 48_000
const WAIT_MS = 250
/** So many waits in a row without one frame, and the input is dead. */
const MOST_EMPTY_WAITS = 8
const FULL_SCALE = 32_768

parentPort?.postMessage(capture(workerData))

function capture({ inputId, seconds }: CaptureAsked): Captured {
  try {
    const input = openInput(inputId, { rate: RATE, channels: 1 })
    try {
      const block = new Int16Array(RATE / 10)
      let [frames, peak, squares, emptyWaits] = [0, 0, 0, 0]
      while (frames < seconds * RATE) {
        const got = input.wait(WAIT_MS) ? input.read(block) : 0
        if (got === 'xrun') continue
        emptyWaits = got === 0 ? emptyWaits + 1 : 0
        if (emptyWaits >= MOST_EMPTY_WAITS) return { code: 'device-lost' }
        for (let place = 0; place < got; place++) {
          const sample = (block[place] ?? 0) / FULL_SCALE
          peak = Math.max(peak, Math.abs(sample))
          squares += sample * sample
        }
        frames += got
      }
      return { peak, rms: Math.sqrt(squares / frames) }
    } finally {
      input.close()
    }
  } catch (error) {
    if (error instanceof PlayerError) return { code: error.code }
    throw error
  }
}

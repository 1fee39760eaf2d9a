import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { CHANNELS, machineDeviceClock, openInput, PlayerError, type PlayerErrorCode, RATE } from '../system/index.ts'
import { liveRingOver } from './live-ring.ts'

/** The input's own thread: opens it and brings what it hears into the ring. Started by `live-feeder.ts` only. */
export interface InputWorkerData {
  port: MessagePort
  inputId: string
  ring: SharedArrayBuffer
  /** One counter, raised on every turn. */
  pulse: SharedArrayBuffer
}

export type InputReport =
  | { kind: 'opened' }
  /** Could not be opened, or is gone. */
  | { kind: 'gone'; code: PlayerErrorCode; details: Record<string, unknown> }

/** An input that brings nothing for that long is gone, whatever it says. */
const NO_SOUND_MS = 2000
const WAIT_MS = 100

const { port, inputId, ring: shared, pulse } = workerData as InputWorkerData
const ring = liveRingOver(shared)
const turns = new Int32Array(pulse)
const report = (message: InputReport) => port.postMessage(message)

try {
  const input = openInput(inputId, { rate: RATE, channels: CHANNELS })
  try {
    const block = new Int16Array((RATE / 10) * CHANNELS)
    report({ kind: 'opened' })
    const { monotonicMs } = machineDeviceClock()
    let lastSound = monotonicMs()
    while (receiveMessageOnPort(port) === undefined) {
      Atomics.add(turns, 0, 1)
      const got = input.wait(WAIT_MS) ? input.read(block) : 0
      if (got === 'xrun') continue
      if (got > 0) {
        lastSound = monotonicMs()
        ring.push(block.subarray(0, got * CHANNELS))
      } else if (monotonicMs() - lastSound > NO_SOUND_MS) {
        throw new PlayerError('device-lost', { reason: 'no-progress' })
      }
    }
  } finally {
    input.close()
  }
} catch (error) {
  const known = error instanceof PlayerError ? error : new PlayerError('device-lost', { reason: String(error) }, error)
  report({ kind: 'gone', code: known.code, details: known.details })
} finally {
  port.close()
}

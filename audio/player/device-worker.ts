import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { machineDeviceClock, makeThreadUrgent, openOutput } from '../system/index.ts'
import { runDeviceLoop } from './device-loop.ts'
import type { LoopReport, LoopRequest } from './protocol.ts'

/**
 * The device's own thread: opens one device, runs its loop, ends. It does nothing else, so that nothing else can make it
 * late. Started by `device-thread.ts` only.
 */
export interface DeviceWorkerData {
  port: MessagePort
  deviceId: string
  /** One counter, raised on every turn: the main thread sees by it that the thread is not stuck in the system. */
  pulse: SharedArrayBuffer
}

const { port, deviceId, pulse } = workerData as DeviceWorkerData
const turns = new Int32Array(pulse)
const report = (message: LoopReport) => port.postMessage(message)

makeThreadUrgent()

try {
  const clock = machineDeviceClock()
  runDeviceLoop({
    open: () => openOutput(deviceId, clock),
    clock,
    report,
    receive: () => receiveMessageOnPort(port)?.message as LoopRequest | undefined,
    alive: () => Atomics.add(turns, 0, 1),
  })
} finally {
  report({ kind: 'closed' })
  port.close()
}

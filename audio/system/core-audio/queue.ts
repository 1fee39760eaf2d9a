import koffi from 'koffi'
import { type AudioQueue, type BufferPlan, type Flow, fourLetters, type HandedBuffer, StatusError } from './binding.ts'
import { type Libraries, type Pointer, withString } from './libraries.ts'

/** CoreAudioBaseTypes.h: 'lpcm', signed integers, packed. */
const LINEAR_PCM = fourLetters('lpcm')
const SIGNED_PACKED = 4 | 8
/** AudioQueue.h. */
const CURRENT_DEVICE = fourLetters('aqcd')
const IS_RUNNING = fourLetters('aqrn')
/** kAudioQueueErr_InvalidRunState: the queue was started and the hardware does not run yet. */
const INVALID_RUN_STATE = -66678
/** Where an AudioQueueBuffer has its data and how many bytes of it hold sound. */
const DATA_AT = 8
const DATA_BYTES_AT = 16
/** AudioTimeStamp: 64 bytes, mSampleTime at 0, mFlags at 56; the sample time is valid when the flag says so. */
const TIMESTAMP_BYTES = 64
const FLAGS_AT = 56
const SAMPLE_TIME_VALID = 1
/** CFRunLoop.h. */
const RUN_FINISHED = 1
const RUN_HANDLED_SOURCE = 4
/** AudioQueueOutputCallback and AudioQueueInputCallback of AudioQueue.h. */
const OUTPUT_CALLBACK = koffi.proto('void', ['void *', 'void *', 'void *'])
const INPUT_CALLBACK = koffi.proto('void', ['void *', 'void *', 'void *', 'void *', 'uint32', 'void *'])
const SAMPLE_BYTES = 2
const PAUSE_MS = 5

/**
 * A queue whose callbacks come on this thread's own run loop, and so only while `turn` runs it: koffi calls JavaScript
 * back at once on the thread it was called from, while a call from a thread of the system's own would wait for an event
 * loop that the device's thread never returns to.
 */
export function audioQueue(
  called: Libraries,
  flow: Flow,
  uid: string,
  { rate, channels }: { rate: number; channels: number },
  plan: BufferPlan,
): AudioQueue {
  const frameBytes = channels * SAMPLE_BYTES
  const handed: HandedBuffer[] = []
  const numbered = new Map<Pointer, number>()
  const buffers: Pointer[] = []

  const give = (pointer: Pointer, samples: Int16Array, atFrame: number | undefined) => {
    const buffer = numbered.get(pointer)
    if (buffer !== undefined) handed.push({ buffer, samples, atFrame })
  }
  const played = (_user: unknown, _queue: unknown, buffer: Pointer) => give(buffer, new Int16Array(0), undefined)
  const filled = (_user: unknown, _queue: unknown, buffer: Pointer, start: Pointer | null) => {
    const bytes = Number(koffi.decode(buffer, DATA_BYTES_AT, 'uint32'))
    const samples = new Int16Array(Math.floor(bytes / SAMPLE_BYTES))
    if (samples.length > 0) called.copy(samples, dataOf(buffer), samples.byteLength)
    const isTimed = start !== null && (Number(koffi.decode(start, FLAGS_AT, 'uint32')) & SAMPLE_TIME_VALID) !== 0
    give(buffer, samples, isTimed ? Number(koffi.decode(start, 'double')) : undefined)
  }
  const callback =
    flow === 'output'
      ? koffi.register(played, koffi.pointer(OUTPUT_CALLBACK))
      : koffi.register(filled, koffi.pointer(INPUT_CALLBACK))

  const slot: unknown[] = [null]
  const make = flow === 'output' ? called.newOutput : called.newInput
  try {
    const format = description(rate, channels)
    make(format, callback, null, called.currentRunLoop(), called.defaultMode, 0, slot)
  } catch (error) {
    koffi.unregister(callback)
    throw error
  }
  const queue = slot[0] as Pointer
  const dispose = () => {
    try {
      called.dispose(queue, 1)
    } finally {
      koffi.unregister(callback)
    }
  }
  try {
    withString(called, uid, (string) => called.setQueueProperty(queue, CURRENT_DEVICE, BigUint64Array.of(string), 8))
    for (let i = 0; i < plan.count; i++) {
      called.allocate(queue, plan.frames * frameBytes, slot)
      const pointer = slot[0] as Pointer
      buffers.push(pointer)
      numbered.set(pointer, i)
    }
  } catch (error) {
    dispose()
    throw error
  }
  const never = new Int32Array(new SharedArrayBuffer(4))
  const timestamp = new DataView(new ArrayBuffer(TIMESTAMP_BYTES))

  return {
    enqueue(number, samples) {
      const pointer = buffers[number]
      if (pointer === undefined) throw new RangeError(`buffer ${number}`)
      if (samples !== undefined) {
        called.copy(dataOf(pointer), samples, samples.byteLength)
        koffi.encode(pointer, DATA_BYTES_AT, 'uint32', samples.byteLength)
      }
      called.enqueue(queue, pointer, 0, null)
    },
    turn(timeoutMs) {
      const result = called.runInMode(called.defaultMode, timeoutMs / 1000, 1)
      // A run loop with nothing to wait for returns at once.
      if (result === RUN_FINISHED && timeoutMs > 0) Atomics.wait(never, 0, 0, Math.min(timeoutMs, PAUSE_MS))
      let more = result === RUN_HANDLED_SOURCE
      for (let i = 0; more && i < plan.count; i++) {
        more = called.runInMode(called.defaultMode, 0, 1) === RUN_HANDLED_SOURCE
      }
      return handed.splice(0)
    },
    start: () => called.start(queue, null),
    isRunning() {
      const value = Uint32Array.of(0)
      called.getQueueProperty(queue, IS_RUNNING, value, Uint32Array.of(4))
      return value[0] !== 0
    },
    currentFrame() {
      try {
        called.currentTime(queue, null, new Uint8Array(timestamp.buffer), null)
      } catch (error) {
        if (error instanceof StatusError && error.status === INVALID_RUN_STATE) return undefined
        throw error
      }
      const isValid = (timestamp.getUint32(FLAGS_AT, true) & SAMPLE_TIME_VALID) !== 0
      return isValid ? timestamp.getFloat64(0, true) : undefined
    },
    dispose,
  }
}

function dataOf(buffer: Pointer): Pointer {
  return koffi.decode(buffer, DATA_AT, 'void *') as Pointer
}

/** AudioStreamBasicDescription of 16-bit interleaved PCM. */
function description(rate: number, channels: number): Uint8Array {
  const bytes = new Uint8Array(40)
  const view = new DataView(bytes.buffer)
  view.setFloat64(0, rate, true)
  const fields = [LINEAR_PCM, SIGNED_PACKED, channels * SAMPLE_BYTES, 1, channels * SAMPLE_BYTES, channels, 16]
  for (const [i, value] of fields.entries()) view.setUint32(8 + i * 4, value, true)
  return bytes
}

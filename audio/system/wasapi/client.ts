import koffi from 'koffi'
import type { AudioClient } from './binding.ts'
import { guid, type Pointer, pointerOf } from './com.ts'
import { readFormat, WAVEFORMATEX_BYTES } from './format.ts'
import type { Interfaces } from './interfaces.ts'
import type { Libraries } from './libraries.ts'

/** Identities and constants from audioclient.h and audiosessiontypes.h. */
const IID_RENDER_CLIENT = guid('F294ACFC-3146-4483-A7BF-ADDCA7C260E2')
const IID_CAPTURE_CLIENT = guid('C8ADBD64-E71E-48A0-A4DE-185C395CD317')
const IID_AUDIO_CLOCK = guid('CD63314F-3FBA-4A1B-812C-EF96358728E7')
const SHARED = 0
const EVENT_CALLBACK = 0x00040000
const WAIT_OBJECT_0 = 0
/** REFERENCE_TIME and the times of packets and positions count 100 ns. */
const HUNDRED_NS_PER_MS = 10_000

/** The client at that address, which it owns from now on. */
export function audioClient(client: Pointer, interfaces: Interfaces, { ole32, kernel32 }: Libraries): AudioClient {
  /** Everything to be let go, and the event, which is a handle. */
  const owned: Pointer[] = [client]
  let event: Pointer | null = null
  let service: Pointer = client
  let clock: Pointer = client
  let clockPerMs = 1
  let frameBytes = 4
  const number: unknown[] = [0]
  const second: unknown[] = [0]
  const counterPerMs = kernel32.counterFrequency() / 1000

  const serviceOf = (iid: Uint8Array): Pointer => {
    const out: unknown[] = [null]
    interfaces.getService(client, iid, out)
    const pointer = pointerOf(out, 'GetService')
    owned.push(pointer)
    return pointer
  }

  return {
    mixFormat() {
      const out: unknown[] = [null]
      interfaces.getMixFormat(client, out)
      const pointer = pointerOf(out, 'GetMixFormat')
      const head = bytesAt(pointer, WAVEFORMATEX_BYTES)
      const extra = new DataView(head.buffer).getUint16(16, true)
      const bytes = bytesAt(pointer, WAVEFORMATEX_BYTES + extra)
      ole32.free(pointer)
      return readFormat(bytes)
    },
    initialize(flow, flags, bufferMs, format) {
      interfaces.initialize(client, SHARED, flags, bufferMs * HUNDRED_NS_PER_MS, 0, format, null)
      frameBytes = new DataView(format.buffer, format.byteOffset).getUint16(12, true)
      if ((flags & EVENT_CALLBACK) !== 0) {
        event = kernel32.createEvent()
        interfaces.setEvent(client, event)
      }
      service = serviceOf(flow === 'render' ? IID_RENDER_CLIENT : IID_CAPTURE_CLIENT)
      if (flow === 'capture') return
      clock = serviceOf(IID_AUDIO_CLOCK)
      interfaces.getFrequency(clock, number)
      clockPerMs = Number(number[0]) / 1000
    },
    bufferFrames() {
      interfaces.getBufferSize(client, number)
      return Number(number[0])
    },
    paddingFrames() {
      interfaces.getPadding(client, number)
      return Number(number[0])
    },
    waitForEvent: (timeoutMs) => kernel32.wait(event, Math.ceil(timeoutMs)) === WAIT_OBJECT_0,
    start: () => void interfaces.start(client),
    stop: () => void interfaces.stop(client),
    reset: () => void interfaces.reset(client),
    put(bytes, frames) {
      const out: unknown[] = [null]
      interfaces.renderBuffer(service, frames, out)
      kernel32.copy(pointerOf(out, 'GetBuffer'), bytes, frames * frameBytes)
      interfaces.renderRelease(service, frames, 0)
    },
    take(channels) {
      interfaces.nextPacket(service, number)
      if (Number(number[0]) === 0) return undefined
      const out: unknown[] = [null]
      const flags: unknown[] = [0]
      const at: unknown[] = [0]
      interfaces.captureBuffer(service, out, number, flags, second, at)
      const frames = Number(number[0])
      const samples = new Int16Array(frames * channels)
      if (frames > 0) kernel32.copy(samples, pointerOf(out, 'GetBuffer'), samples.byteLength)
      interfaces.captureRelease(service, frames)
      return { frames, samples, flags: Number(flags[0]), atMs: Number(at[0]) / HUNDRED_NS_PER_MS }
    },
    position() {
      interfaces.getPosition(clock, number, second)
      return { heardMs: Number(number[0]) / clockPerMs, atMs: Number(second[0]) / HUNDRED_NS_PER_MS }
    },
    nowMs: () => kernel32.counter() / counterPerMs,
    release() {
      for (const object of owned.splice(0).reverse()) interfaces.release(object)
      if (event !== null) kernel32.close(event)
      event = null
    },
  }
}

function bytesAt(pointer: Pointer, length: number): Uint8Array {
  return Uint8Array.from(koffi.decode(pointer, 'uint8', length) as ArrayLike<number>)
}

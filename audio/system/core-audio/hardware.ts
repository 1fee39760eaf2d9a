import {
  type CoreAudioBinding,
  type DeviceFacts,
  type Flow,
  fourLetters,
  type MacDevice,
  StatusError,
} from './binding.ts'
import { type Libraries, ownedString, withString } from './libraries.ts'

/** AudioHardware.h and AudioHardwareBase.h: the one object that is always there, and the properties that are asked. */
const SYSTEM_OBJECT = 1
const SCOPES: Record<Flow, string> = { output: 'outp', input: 'inpt' }
const GLOBAL = 'glob'
const DEVICES = 'dev#'
const UID_TO_DEVICE = 'uidd'
const UID = 'uid '
const NAME = 'lnam'
const IS_ALIVE = 'livn'
const HOG_MODE = 'oink'
const NOMINAL_RATE = 'nsrt'
const LATENCY = 'ltnc'
const STREAMS = 'stm#'
const STREAM_CONFIGURATION = 'slay'
/** AudioBufferList: a count, then from byte 8 on AudioBuffers of 16 bytes, each beginning with its channels. */
const FIRST_BUFFER = 8
const BUFFER_BYTES = 16

/** The devices of a Mac and their properties, over the hardware layer's one function for all of them. */
export function hardware(called: Libraries): Pick<CoreAudioBinding, 'devices' | 'find' | 'facts' | 'isAlive'> {
  const address = (selector: string, scope: string) => Uint32Array.of(fourLetters(selector), fourLetters(scope), 0)

  const read = (object: number, selector: string, scope: string, bytes: number): DataView => {
    const data = new Uint8Array(bytes)
    const size = Uint32Array.of(bytes)
    called.property(object, address(selector, scope), 0, null, size, data)
    return new DataView(data.buffer, 0, size[0] ?? 0)
  }
  const readAll = (object: number, selector: string, scope: string): DataView => {
    const size = Uint32Array.of(0)
    called.propertySize(object, address(selector, scope), 0, null, size)
    return size[0] === 0 ? new DataView(new ArrayBuffer(0)) : read(object, selector, scope, size[0] ?? 0)
  }
  const numbers = (view: DataView) =>
    Array.from({ length: Math.floor(view.byteLength / 4) }, (_, i) => view.getUint32(i * 4, true))
  const text = (object: number, selector: string) =>
    ownedString(called, read(object, selector, GLOBAL, 8).getBigUint64(0, true))
  /** Properties that a device need not have. */
  const optional = (object: number, selector: string, scope: string): number | undefined => {
    try {
      return read(object, selector, scope, 4).getInt32(0, true)
    } catch (error) {
      if (error instanceof StatusError) return undefined
      throw error
    }
  }
  const channels = (device: number, flow: Flow): number => {
    const list = readAll(device, STREAM_CONFIGURATION, SCOPES[flow])
    let sum = 0
    for (let at = FIRST_BUFFER; at + 4 <= list.byteLength; at += BUFFER_BYTES) sum += list.getUint32(at, true)
    return sum
  }

  return {
    devices: (flow): MacDevice[] =>
      numbers(readAll(SYSTEM_OBJECT, DEVICES, GLOBAL))
        .filter((device) => channels(device, flow) > 0)
        .map((device) => ({ uid: text(device, UID), name: text(device, NAME) })),

    find: (uid) =>
      withString(called, uid, (string) => {
        const device = Uint32Array.of(0)
        const qualifier = BigUint64Array.of(string)
        const size = Uint32Array.of(4)
        called.property(SYSTEM_OBJECT, address(UID_TO_DEVICE, GLOBAL), 8, qualifier, size, device)
        return device[0] === 0 ? undefined : device[0]
      }),

    facts(device, flow): DeviceFacts {
      const scope = SCOPES[flow]
      const [stream] = numbers(readAll(device, STREAMS, scope))
      const holder = optional(device, HOG_MODE, GLOBAL)
      return {
        rate: read(device, NOMINAL_RATE, GLOBAL, 8).getFloat64(0, true),
        heldByPid: holder === undefined || holder === -1 ? undefined : holder,
        latencyFrames:
          (optional(device, LATENCY, scope) ?? 0) +
          (stream === undefined ? 0 : (optional(stream, LATENCY, GLOBAL) ?? 0)),
      }
    },

    isAlive: (device) => optional(device, IS_ALIVE, GLOBAL) === 1,
  }
}

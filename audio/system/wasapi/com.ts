import koffi from 'koffi'
import { HresultError } from './binding.ts'

/** The address of a COM object. */
export type Pointer = bigint

type Spec = Parameters<typeof koffi.sizeof>[0]

/** A parameter that the call fills: hand it an array of one. */
export function filled(type: string) {
  return koffi.out(koffi.pointer(type))
}

/** A method of a COM interface by its place in the table of functions, IUnknown's three included; throws HresultError. */
export function comMethod(name: string, index: number, parameters: (Spec | ReturnType<typeof filled>)[]) {
  const type = koffi.proto('__stdcall', 'int32', ['void *', ...parameters])
  const offset = index * koffi.sizeof('void *')
  return (self: Pointer, ...values: unknown[]): number => {
    const table: unknown = koffi.decode(self, 'void *')
    const address: unknown = koffi.decode(table, offset, 'void *')
    const result = Number(koffi.call(address, type, self, ...values))
    if (result < 0) throw new HresultError(name, result)
    return result
  }
}

/** The pointer that a call filled in. */
export function pointerOf(slot: readonly unknown[], call: string): Pointer {
  const [value] = slot
  if (typeof value !== 'bigint') throw new HresultError(call, E_POINTER)
  return value
}

/** winerror.h: a call said yes and gave nothing. */
const E_POINTER = 0x80004003

/** A GUID in memory: three numbers little-endian, eight bytes as written. */
export function guid(text: string): Uint8Array {
  const hex = text.replaceAll('-', '')
  const bytes = Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return bytes
}

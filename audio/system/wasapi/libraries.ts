import koffi from 'koffi'
import { filled, type Pointer } from './com.ts'

/** The plain functions of ole32.dll and kernel32.dll that are called, by combaseapi.h, synchapi.h and profileapi.h. */
export type Libraries = ReturnType<typeof libraries>

/** Loads them; throws where there is no Windows. */
export function libraries() {
  const ole = koffi.load('ole32.dll')
  const kernel = koffi.load('kernel32.dll')
  const queryCounter = kernel.func('__stdcall', 'QueryPerformanceCounter', 'int', [koffi.out(koffi.pointer('int64'))])
  const queryFrequency = kernel.func('__stdcall', 'QueryPerformanceFrequency', 'int', [
    koffi.out(koffi.pointer('int64')),
  ])
  const createEvent = kernel.func('__stdcall', 'CreateEventW', 'void *', ['void *', 'int', 'int', 'void *'])
  const value: unknown[] = [0]
  return {
    ole32: {
      coInitialize: ole.func('__stdcall', 'CoInitializeEx', 'int32', ['void *', 'uint32']) as (
        reserved: null,
        model: number,
      ) => number,
      coCreate: ole.func('__stdcall', 'CoCreateInstance', 'int32', [
        'void *',
        'void *',
        'uint32',
        'void *',
        filled('void *'),
      ]) as (clsid: Uint8Array, outer: null, context: number, iid: Uint8Array, out: unknown[]) => number,
      free: ole.func('__stdcall', 'CoTaskMemFree', 'void', ['void *']) as (pointer: Pointer) => void,
      clearVariant: ole.func('__stdcall', 'PropVariantClear', 'int32', ['void *']) as (value: Uint8Array) => number,
    },
    kernel32: {
      createEvent: (): Pointer => createEvent(null, 0, 0, null) as Pointer,
      wait: kernel.func('__stdcall', 'WaitForSingleObject', 'uint32', ['void *', 'uint32']) as (
        handle: Pointer | null,
        ms: number,
      ) => number,
      close: kernel.func('__stdcall', 'CloseHandle', 'int', ['void *']) as (handle: Pointer) => number,
      copy: kernel.func('__stdcall', 'RtlMoveMemory', 'void', ['void *', 'void *', 'uintptr_t']) as (
        to: Pointer | Int16Array,
        from: Uint8Array | Pointer,
        bytes: number,
      ) => void,
      counter(): number {
        queryCounter(value)
        return Number(value[0])
      },
      counterFrequency(): number {
        queryFrequency(value)
        return Number(value[0])
      },
    },
  }
}

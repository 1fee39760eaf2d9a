import koffi from 'koffi'
import { StatusError } from './binding.ts'

/** The address of something of the system's. */
export type Pointer = bigint

type Type = Parameters<typeof koffi.sizeof>[0]

const FRAMEWORKS = '/System/Library/Frameworks'

/** The functions that are called of AudioToolbox, CoreAudio, CoreFoundation and libSystem, by their headers. */
export type Libraries = ReturnType<typeof libraries>

/** Loads them; throws where there is no macOS. */
export function libraries() {
  const toolbox = koffi.load(`${FRAMEWORKS}/AudioToolbox.framework/AudioToolbox`)
  const hardware = koffi.load(`${FRAMEWORKS}/CoreAudio.framework/CoreAudio`)
  const foundation = koffi.load(`${FRAMEWORKS}/CoreFoundation.framework/CoreFoundation`)
  const system = koffi.load('/usr/lib/libSystem.B.dylib')
  const out = (type: string) => koffi.out(koffi.pointer(type))
  /** A function that returns OSStatus: 0, or it throws. */
  const checked = (library: typeof toolbox, name: string, parameters: (Type | ReturnType<typeof out>)[]) => {
    const call = library.func(name, 'int32', parameters as Type[])
    return (...values: unknown[]): void => {
      const status = Number(call(...values))
      if (status !== 0) throw new StatusError(name, status)
    }
  }
  const newQueue = ['void *', 'void *', 'void *', 'void *', 'void *', 'uint32', out('void *')]

  return {
    newOutput: checked(toolbox, 'AudioQueueNewOutput', newQueue),
    newInput: checked(toolbox, 'AudioQueueNewInput', newQueue),
    allocate: checked(toolbox, 'AudioQueueAllocateBuffer', ['void *', 'uint32', out('void *')]),
    enqueue: checked(toolbox, 'AudioQueueEnqueueBuffer', ['void *', 'void *', 'uint32', 'void *']),
    start: checked(toolbox, 'AudioQueueStart', ['void *', 'void *']),
    dispose: checked(toolbox, 'AudioQueueDispose', ['void *', 'uint8']),
    setQueueProperty: checked(toolbox, 'AudioQueueSetProperty', ['void *', 'uint32', 'void *', 'uint32']),
    getQueueProperty: checked(toolbox, 'AudioQueueGetProperty', ['void *', 'uint32', 'void *', 'void *']),
    currentTime: checked(toolbox, 'AudioQueueGetCurrentTime', ['void *', 'void *', 'void *', 'void *']),

    propertySize: checked(hardware, 'AudioObjectGetPropertyDataSize', [
      'uint32',
      'void *',
      'uint32',
      'void *',
      'void *',
    ]),
    property: checked(hardware, 'AudioObjectGetPropertyData', [
      'uint32',
      'void *',
      'uint32',
      'void *',
      'void *',
      'void *',
    ]),

    makeString: foundation.func('CFStringCreateWithCString', 'void *', ['void *', 'str', 'uint32']) as (
      allocator: null,
      text: string,
      encoding: number,
    ) => Pointer | null,
    readString: foundation.func('CFStringGetCString', 'uint8', ['void *', 'void *', 'long', 'uint32']) as (
      text: Pointer,
      into: Uint8Array,
      bytes: number,
      encoding: number,
    ) => number,
    release: foundation.func('CFRelease', 'void', ['void *']) as (object: Pointer) => void,
    currentRunLoop: foundation.func('CFRunLoopGetCurrent', 'void *', []) as () => Pointer,
    runInMode: foundation.func('CFRunLoopRunInMode', 'int32', ['void *', 'double', 'uint8']) as (
      mode: Pointer,
      seconds: number,
      returnAfterOne: number,
    ) => number,
    defaultMode: koffi.decode(foundation.symbol('kCFRunLoopDefaultMode'), 'void *') as Pointer,

    copy: system.func('memcpy', 'void *', ['void *', 'void *', 'size_t']) as (
      to: Pointer | Int16Array,
      from: Pointer | Int16Array,
      bytes: number,
    ) => unknown,
    clockNs: system.func('clock_gettime_nsec_np', 'uint64', ['int']) as (clock: number) => number | bigint,
  }
}

const UTF8 = 0x08000100

/** Makes a CFString for as long as `act` runs. */
export function withString<T>(called: Libraries, text: string, act: (string: Pointer) => T): T {
  const string = called.makeString(null, text, UTF8)
  if (string === null) throw new StatusError('CFStringCreateWithCString', -1)
  try {
    return act(string)
  } finally {
    called.release(string)
  }
}

/** Reads a CFString that was copied for us, and lets it go. */
export function ownedString(called: Libraries, string: Pointer): string {
  const bytes = new Uint8Array(2048)
  const isWhole = called.readString(string, bytes, bytes.length, UTF8) !== 0
  called.release(string)
  return isWhole ? new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))) : ''
}

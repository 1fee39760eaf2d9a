import koffi from 'koffi'
import { comMethod, filled, type Pointer } from './com.ts'

/** The COM interfaces that are called, by mmdeviceapi.h, propsys.h and audioclient.h. */
export type Interfaces = ReturnType<typeof interfaces>

/** Places in the tables of functions: the order of declaration in the headers, IUnknown's three first. */
export function interfaces() {
  const release = koffi.proto('__stdcall', 'uint32', ['void *'])
  return {
    release(object: Pointer): void {
      const table: unknown = koffi.decode(object, 'void *')
      koffi.call(koffi.decode(table, 2 * koffi.sizeof('void *'), 'void *'), release, object)
    },
    enumEndpoints: comMethod('EnumAudioEndpoints', 3, ['int', 'uint32', filled('void *')]),
    getDevice: comMethod('GetDevice', 5, ['str16', filled('void *')]),
    getCount: comMethod('GetCount', 3, [filled('uint32')]),
    item: comMethod('Item', 4, ['uint32', filled('void *')]),
    activate: comMethod('Activate', 3, ['void *', 'uint32', 'void *', filled('void *')]),
    openStore: comMethod('OpenPropertyStore', 4, ['uint32', filled('void *')]),
    getId: comMethod('GetId', 5, [filled('void *')]),
    getValue: comMethod('GetValue', 5, ['void *', 'void *']),
    initialize: comMethod('Initialize', 3, ['int', 'uint32', 'int64', 'int64', 'void *', 'void *']),
    getBufferSize: comMethod('GetBufferSize', 4, [filled('uint32')]),
    getPadding: comMethod('GetCurrentPadding', 6, [filled('uint32')]),
    getMixFormat: comMethod('GetMixFormat', 8, [filled('void *')]),
    start: comMethod('Start', 10, []),
    stop: comMethod('Stop', 11, []),
    reset: comMethod('Reset', 12, []),
    setEvent: comMethod('SetEventHandle', 13, ['void *']),
    getService: comMethod('GetService', 14, ['void *', filled('void *')]),
    renderBuffer: comMethod('GetBuffer', 3, ['uint32', filled('void *')]),
    renderRelease: comMethod('ReleaseBuffer', 4, ['uint32', 'uint32']),
    captureBuffer: comMethod('GetBuffer', 3, [
      filled('void *'),
      filled('uint32'),
      filled('uint32'),
      filled('uint64'),
      filled('uint64'),
    ]),
    captureRelease: comMethod('ReleaseBuffer', 4, ['uint32']),
    nextPacket: comMethod('GetNextPacketSize', 5, [filled('uint32')]),
    getFrequency: comMethod('GetFrequency', 3, [filled('uint64')]),
    getPosition: comMethod('GetPosition', 4, [filled('uint64'), filled('uint64')]),
  }
}

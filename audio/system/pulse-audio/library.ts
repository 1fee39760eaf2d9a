import koffi from 'koffi'

type Call<Args extends unknown[], Result> = (...args: Args) => Result

/** The functions of libpulse.so.0 that the station calls; see its mainloop.h, context.h and stream.h. */
export type PulseLibrary = ReturnType<typeof bind>

/** `pa_timing_info` of libpulse's def.h, as far as it is read: microseconds, and bytes of the stream. */
export interface TimingInfo {
  timestamp: { sec: number; usec: number }
  synchronizedClocks: number
  sinkUsec: number
  transportUsec: number
  playing: number
  readIndexCorrupt: number
  readIndex: number
}

let bound: PulseLibrary | undefined

/** The system's libpulse.so.0, loaded once a thread; undefined where there is none. */
export function pulseLibrary(): PulseLibrary | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    bound ??= bind()
  } catch {
    // A computer without a sound server's client, or with another one: ALSA is left.
  }
  return bound
}

function bind() {
  const lib = koffi.load('libpulse.so.0')
  const timeval = koffi.struct({ sec: 'long', usec: 'long' })
  const timingInfo = koffi.struct({
    timestamp: timeval,
    synchronizedClocks: 'int',
    sinkUsec: 'uint64',
    sourceUsec: 'uint64',
    transportUsec: 'uint64',
    playing: 'int',
    writeIndexCorrupt: 'int',
    writeIndex: 'int64',
    readIndexCorrupt: 'int',
    readIndex: 'int64',
    configuredSinkUsec: 'uint64',
    configuredSourceUsec: 'uint64',
    sinceUnderrun: 'int64',
  })
  const sampleSpec = koffi.struct({ format: 'int', rate: 'uint32', channels: 'uint8' })
  const bufferAttr = koffi.struct({
    maxLength: 'uint32',
    targetLength: 'uint32',
    prebuf: 'uint32',
    minRequest: 'uint32',
    fragmentSize: 'uint32',
  })
  const getTiming = lib.func('pa_stream_get_timing_info', 'void *', ['void *']) as Call<[unknown], unknown>
  const getBufferAttr = lib.func('pa_stream_get_buffer_attr', 'void *', ['void *']) as Call<[unknown], unknown>
  const pointerTo = (type: typeof timeval) => koffi.pointer(type)
  return {
    newLoop: lib.func('pa_mainloop_new', 'void *', []) as Call<[], unknown>,
    freeLoop: lib.func('pa_mainloop_free', 'void', ['void *']) as Call<[unknown], void>,
    loopApi: lib.func('pa_mainloop_get_api', 'void *', ['void *']) as Call<[unknown], unknown>,
    prepare: lib.func('pa_mainloop_prepare', 'int', ['void *', 'int']) as Call<[unknown, number], number>,
    poll: lib.func('pa_mainloop_poll', 'int', ['void *']) as Call<[unknown], number>,
    dispatch: lib.func('pa_mainloop_dispatch', 'int', ['void *']) as Call<[unknown], number>,
    newContext: lib.func('pa_context_new', 'void *', ['void *', 'str']) as Call<[unknown, string], unknown>,
    connect: lib.func('pa_context_connect', 'int', ['void *', 'str', 'int', 'void *']) as Call<
      [unknown, string | null, number, null],
      number
    >,
    contextState: lib.func('pa_context_get_state', 'int', ['void *']) as Call<[unknown], number>,
    errno: lib.func('pa_context_errno', 'int', ['void *']) as Call<[unknown], number>,
    disconnect: lib.func('pa_context_disconnect', 'void', ['void *']) as Call<[unknown], void>,
    unrefContext: lib.func('pa_context_unref', 'void', ['void *']) as Call<[unknown], void>,
    newStream: lib.func('pa_stream_new', 'void *', ['void *', 'str', pointerTo(sampleSpec), 'void *']) as Call<
      [unknown, string, { format: number; rate: number; channels: number }, null],
      unknown
    >,
    connectPlayback: lib.func('pa_stream_connect_playback', 'int', [
      'void *',
      'str',
      pointerTo(bufferAttr),
      'int',
      'void *',
      'void *',
    ]) as Call<[unknown, string, Record<string, number>, number, null, null], number>,
    streamState: lib.func('pa_stream_get_state', 'int', ['void *']) as Call<[unknown], number>,
    bufferAttr: (stream: unknown): { targetLength: number } =>
      koffi.decode(getBufferAttr(stream), bufferAttr) as { targetLength: number },
    writable: lib.func('pa_stream_writable_size', 'size_t', ['void *']) as Call<[unknown], number>,
    write: lib.func('pa_stream_write', 'int', ['void *', 'void *', 'size_t', 'void *', 'int64', 'int']) as Call<
      [unknown, Int16Array, number, null, number, number],
      number
    >,
    askTiming: lib.func('pa_stream_update_timing_info', 'void *', ['void *', 'void *', 'void *']) as Call<
      [unknown, null, null],
      unknown
    >,
    operationState: lib.func('pa_operation_get_state', 'int', ['void *']) as Call<[unknown], number>,
    unrefOperation: lib.func('pa_operation_unref', 'void', ['void *']) as Call<[unknown], void>,
    /** What the server answered last; undefined before its first answer. */
    timing(stream: unknown): TimingInfo | undefined {
      const info = getTiming(stream)
      return info === null ? undefined : (koffi.decode(info, timingInfo) as TimingInfo)
    },
    disconnectStream: lib.func('pa_stream_disconnect', 'int', ['void *']) as Call<[unknown], number>,
    unrefStream: lib.func('pa_stream_unref', 'void', ['void *']) as Call<[unknown], void>,
    wallClock: lib.func('pa_gettimeofday', 'void *', [koffi.out(pointerTo(timeval))]) as Call<
      [{ sec?: number; usec?: number }],
      unknown
    >,
    strerror: lib.func('pa_strerror', 'str', ['int']) as Call<[number], string>,
  }
}

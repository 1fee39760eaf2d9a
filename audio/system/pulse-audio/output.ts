import { PlayerError, type PlayerErrorCode } from '../errors.ts'
import { CHANNELS, type Pcm, RATE } from '../pcm.ts'
import type { DeviceClock } from '../wall-clock.ts'
import { type PulseLibrary, pulseLibrary } from './library.ts'
import { streamPosition } from './position.ts'

/** Of libpulse's def.h and sample.h. */
const CONTEXT_READY = 4
const STREAM_READY = 2
const FAILED = { context: 5, stream: 3 }
const OPERATION_RUNNING = 0
const DONT_MOVE = 0x0200
const EARLY_REQUESTS = 0x4000
const FORMAT_S16LE = 3
const RELATIVE = 0
const NO_ENTITY = 5
/** `(uint32_t) -1`: the server decides. A size beyond it is `(size_t) -1`: none is known. */
const UNDECIDED = 0xffff_ffff

const FRAME_BYTES = 2 * CHANNELS
/** As ahead of what is heard as on a card of ALSA's. */
const BUFFER_BYTES = (RATE / 5) * FRAME_BYTES
const REQUEST_BYTES = (RATE / 50) * FRAME_BYTES
const ASK_EVERY_MS = 100
/** Until the server has said where the stream is, nothing can be placed. */
const ASK_FIRST_EVERY_MS = 10
/** A sound server that answers does so sooner. */
const ANSWERS_WITHIN_MS = 3000

/** Whether this computer has the client of a sound server. */
export function hasPulseAudio(): boolean {
  return pulseLibrary() !== undefined
}

/**
 * Opens a stream on one sink of the sound server, 48 kHz stereo 16-bit, 200 ms ahead, by the server's own protocol. It stays
 * on that sink or is lost with it: the server may not move it. Everything runs in the calling thread, which so decides how
 * urgent it is.
 * @throws PlayerError `no-sound-system` when no server is there, `device-busy` when it does not answer, `device-absent`
 * when it has no such sink.
 */
export function openPulseOutput(sink: string, clock: DeviceClock): Pcm {
  const lib = pulseLibrary()
  if (lib === undefined) throw new PlayerError('no-sound-system', { library: 'libpulse.so.0' })
  const session = connectTo(lib, sink, clock)
  const { stream, turn, check } = session
  const position = streamPosition()
  let written = 0
  let askedMs = Number.NEGATIVE_INFINITY
  let question: unknown = null

  /** Milliseconds of UTC minus the monotonic clock, to some microseconds: the tightest of a few readings. */
  const anchorMs = (): number => {
    let best = { ms: 0, tookMs: Number.POSITIVE_INFINITY }
    for (let i = 0; i < 4 && best.tookMs > 0.05; i++) {
      const before = clock.monotonicMs()
      const time: { sec?: number; usec?: number } = {}
      lib.wallClock(time)
      const tookMs = clock.monotonicMs() - before
      const ms = (time.sec ?? 0) * 1000 + (time.usec ?? 0) / 1000 - before - tookMs / 2
      if (tookMs < best.tookMs) best = { ms, tookMs }
    }
    return best.ms
  }

  const takeAnswer = () => {
    const info = lib.timing(stream)
    if (info === undefined || info.playing === 0 || info.readIndexCorrupt !== 0) return
    const wayMs = info.transportUsec / 1000
    const stampedMs = info.timestamp.sec * 1000 + info.timestamp.usec / 1000 - anchorMs()
    position.add({
      heardMs: ((info.readIndex / FRAME_BYTES) * 1000) / RATE - info.sinkUsec / 1000,
      // Of a server with another clock only the asking and the coming of the answer are known.
      fromMs: stampedMs - wayMs,
      toMs: info.synchronizedClocks !== 0 ? stampedMs : stampedMs + wayMs,
    })
  }

  /** Keeps one question on its way, and takes its answer when it has come. */
  const ask = () => {
    if (question !== null) {
      if (lib.operationState(question) === OPERATION_RUNNING) return
      lib.unrefOperation(question)
      question = null
      takeAnswer()
    }
    const now = clock.monotonicMs()
    if (now - askedMs < (position.zeroMs() === undefined ? ASK_FIRST_EVERY_MS : ASK_EVERY_MS)) return
    askedMs = now
    question = lib.askTiming(stream, null, null)
  }

  const writable = (): number => {
    const bytes = lib.writable(stream)
    return bytes > UNDECIDED ? 0 : bytes
  }

  return {
    bufferFrames: lib.bufferAttr(stream).targetLength / FRAME_BYTES,
    tiedTo: sink,
    wait(timeoutMs) {
      const until = clock.monotonicMs() + timeoutMs
      for (let leftMs = 0; ; ) {
        turn(leftMs)
        check()
        ask()
        if (writable() >= REQUEST_BYTES) return true
        leftMs = until - clock.monotonicMs()
        if (leftMs <= 0) return false
      }
    },
    write(samples) {
      const bytes = Math.min(samples.length * 2, writable() - (writable() % FRAME_BYTES))
      if (bytes === 0) return { kind: 'written', frames: 0 }
      if (lib.write(stream, samples, bytes, null, 0, RELATIVE) < 0) check('write')
      written += bytes / FRAME_BYTES
      return { kind: 'written', frames: bytes / FRAME_BYTES }
    },
    delayFrames() {
      const zeroMs = position.zeroMs()
      return zeroMs === undefined ? undefined : written - ((clock.monotonicMs() - zeroMs) * RATE) / 1000
    },
    close() {
      if (question !== null) lib.unrefOperation(question)
      session.end()
    },
  }
}

interface Session {
  stream: unknown
  /** Does what there is to do with the server, waiting for it that long. */
  turn: (waitMs: number) => void
  /** @throws PlayerError `device-lost` when the stream or the server has gone, or a call (`what`) was refused. */
  check: (what?: string) => void
  end: () => void
}

function connectTo(lib: PulseLibrary, sink: string, clock: DeviceClock): Session {
  const loop = lib.newLoop()
  const context = lib.newContext(lib.loopApi(loop), 'Lên Sóng')
  let stream: unknown
  const end = () => {
    if (stream !== undefined) {
      lib.disconnectStream(stream)
      lib.unrefStream(stream)
    }
    lib.disconnect(context)
    lib.unrefContext(context)
    lib.freeLoop(loop)
  }
  const said = () => {
    const errno = lib.errno(context)
    return { errno, details: { device: sink, system: lib.strerror(errno), errno } }
  }
  const turn = (waitMs: number) => {
    if (lib.prepare(loop, Math.max(0, Math.ceil(waitMs * 1000))) >= 0 && lib.poll(loop) >= 0) lib.dispatch(loop)
  }
  const until = (isReady: () => boolean, hasFailed: () => boolean, failure: () => PlayerErrorCode) => {
    const givenUpMs = clock.monotonicMs() + ANSWERS_WITHIN_MS
    while (!isReady()) {
      if (hasFailed()) throw new PlayerError(failure(), said().details)
      const leftMs = givenUpMs - clock.monotonicMs()
      if (leftMs <= 0) throw new PlayerError('device-busy', { device: sink, reason: 'no-answer' })
      turn(leftMs)
    }
  }
  const contextFailed = () => lib.contextState(context) >= FAILED.context
  const streamFailed = () => lib.streamState(stream) >= FAILED.stream

  try {
    if (lib.connect(context, null, 0, null) < 0) throw new PlayerError('no-sound-system', said().details)
    until(
      () => lib.contextState(context) === CONTEXT_READY,
      contextFailed,
      () => 'no-sound-system',
    )
    stream = lib.newStream(context, 'Phát sóng', { format: FORMAT_S16LE, rate: RATE, channels: CHANNELS }, null)
    const wish = {
      maxLength: UNDECIDED,
      targetLength: BUFFER_BYTES,
      prebuf: BUFFER_BYTES - REQUEST_BYTES,
      minRequest: REQUEST_BYTES,
      fragmentSize: UNDECIDED,
    }
    const flags = DONT_MOVE | EARLY_REQUESTS
    if (lib.connectPlayback(stream, sink, wish, flags, null, null) < 0) {
      throw new PlayerError('device-absent', said().details)
    }
    until(
      () => lib.streamState(stream) === STREAM_READY,
      () => contextFailed() || streamFailed(),
      () => (said().errno === NO_ENTITY || !contextFailed() ? 'device-absent' : 'no-sound-system'),
    )
  } catch (error) {
    end()
    throw error
  }
  return {
    stream,
    turn,
    end,
    check(what) {
      if (what === undefined && !contextFailed() && !streamFailed()) return
      throw new PlayerError('device-lost', { ...said().details, what: what ?? 'stream' })
    },
  }
}

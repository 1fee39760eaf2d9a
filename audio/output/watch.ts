import { type DeviceClock, mayBeMoved, type StreamWatch, sourcesOfProcess, watchStreams } from '../system/index.ts'
import { createEnvelope, levelOf, SILENT_DBFS, STEP_MS, stepAt } from './envelope.ts'
import type { ListenReport } from './listen-worker.ts'
import { type Listener, startListener } from './listener.ts'
import { MOST_LAG_STEPS, similarityOf } from './similarity.ts'

/** What is known of the sound that left the station. */
export interface HeardOutput {
  /** What is listened to: what a sink puts out, an input of the computer, or nothing (now). */
  source: 'monitor' | 'return-input' | 'none'
  /** Of the sink or input, as the system calls it. */
  name: string | undefined
  /** RMS of the last whole second heard, dBFS, not below −96. */
  heardDbfs: number | undefined
  /** RMS of what was to be heard in that second; undefined where nothing was handed to the device. */
  expectedDbfs: number | undefined
  /** How much the rhythm of the last ten seconds is that of what was sent, 0 … 1. */
  similarity: number | undefined
}

/** The level curves by seconds. A second in which nothing was handed, or nothing measured, reads −96. */
export interface OutputSeconds {
  stepMs: number
  handedDbfs: number[]
  /** Undefined where nothing was measured in any of them. */
  heardDbfs: number[] | undefined
}

/** Levels of what was handed to a device, as the player tells them. */
export interface HandedBlock {
  deviceId: string
  heardAtMs: number
  stepMs: number
  rms: Float32Array
}

/** Listens to what leaves the station, in a thread of its own. Nothing of it throws. */
export interface OutputWatch {
  /** From now on to this device's monitor or, where given, to the input; asked again with the same it goes on. */
  listen(deviceId: string, returnInputId: string | undefined): void
  /**
   * Keeps what is heard from this instant on in a mono 8 kHz WAV, whose first frame is this instant and whose gaps are silent;
   * undefined ends it, within a fifth of a second. After a failure (a full disk) nothing more is written.
   */
  keep(wavPath: string | undefined): void
  reading(): HeardOutput
  /** The whole seconds since the last call, or since the listening began; ten minutes at most. */
  takeLevels(): OutputSeconds
  /** Lets go of what is listened to. */
  rest(): void
  /** What was handed to the device. */
  handed(block: HandedBlock): void
}

export interface OutputWatchOptions {
  clock: DeviceClock
  /** The sound server's sink on which the station's stream is now; undefined while that is not known. */
  sinkOf: () => string | undefined
}

const TEN_SECONDS = 10_000 / STEP_MS
const SECOND = 1000 / STEP_MS
const REOPEN_MS = 2000
/** Nothing heard for so long: the source is as good as gone. */
const STALE_MS = 2000
/** What was heard reaches us so late at most. */
const LATE_MS = 500
const MOST_SECONDS = 600
/** Asking the sound server starts a program: in seconds, where it tells of every change by itself and where not. */
const LOOK_WHERE_EVERY = { told: 60, untold: 5 }

type Source = { kind: 'monitor' | 'return-input'; inputId: string; name: string }

/**
 * Watches what leaves the station: the monitor of the sink on which the stream is, where the device goes through PulseAudio
 * or PipeWire, or a return input. Where neither can be heard it says `none`; a meter of our own buffer never takes its place.
 */
export function createOutputWatch({ clock, sinkOf }: OutputWatchOptions): OutputWatch {
  const heard = createEnvelope()
  const sent = createEnvelope()
  let wanted: { deviceId: string; returnInputId: string | undefined } | undefined
  let listener: Listener | undefined
  let source: Source | undefined
  let heardLastMs = Number.NEGATIVE_INFINITY
  let triedMs = Number.NEGATIVE_INFINITY
  let kept: { path: string; fromMs: number } | undefined
  let takenTo = Number.NaN
  let similar: { step: number; value: number | undefined } | undefined
  let timer: NodeJS.Timeout | undefined
  let streams: StreamWatch | undefined
  let mayHaveMoved = true
  let looking = false
  let sinceLooked = 0

  const wantedSource = (): Source | undefined => {
    if (wanted === undefined) return undefined
    const { deviceId, returnInputId } = wanted
    if (returnInputId !== undefined) {
      return { kind: 'return-input', inputId: returnInputId, name: returnInputId.replace(/^\w+:(pulse:)?/, '') }
    }
    const sink = mayBeMoved(deviceId) ? sinkOf() : undefined
    return sink === undefined ? undefined : { kind: 'monitor', inputId: `alsa:pulse:${sink}.monitor`, name: sink }
  }

  const drop = (): void => {
    listener?.close()
    source = undefined
    heardLastMs = Number.NEGATIVE_INFINITY
    similar = undefined
    heard.clear()
  }

  const onReport = (from: Listener, report: ListenReport): void => {
    if (from !== listener) return
    if (report.kind === 'heard') {
      heard.put(report.atMs, report.rms)
      heardLastMs = clock.monotonicMs()
    }
    if (report.kind === 'keep-failed') kept = undefined
    if (report.kind === 'lost') drop()
  }

  /** Opens, leaves or changes what is listened to, as it is wanted now. */
  const look = (): void => {
    const next = wantedSource()
    if (source !== undefined && source.inputId !== next?.inputId) drop()
    const now = clock.monotonicMs()
    // A thread that the system still holds is waited for: a second one would be held as well.
    if (next === undefined || source !== undefined || listener?.living() || now - triedMs < REOPEN_MS) return
    triedMs = now
    source = next
    mayHaveMoved = true
    const opened: Listener = startListener(next.inputId, (report) => onReport(opened, report))
    listener = opened
    if (kept !== undefined) opened.send({ kind: 'keep', ...kept })
  }

  /** PulseAudio moves a capture in silence as well when its source goes away; then we would measure another output. */
  const lookWhere = async (): Promise<void> => {
    const asked = source
    // One that has not been heard yet is still being opened: the server does not know of it.
    const isHeard = Number.isFinite(heardLastMs)
    if (looking || !isHeard || asked === undefined || !asked.inputId.startsWith('alsa:pulse:')) return
    looking = true
    mayHaveMoved = false
    sinceLooked = 0
    try {
      const sources = await sourcesOfProcess(process.pid)
      const name = asked.inputId.slice('alsa:pulse:'.length)
      if (source === asked && sources !== undefined && !sources.includes(name)) drop()
    } finally {
      looking = false
    }
  }

  /** What was handed is told every half second, what was heard ten times a second. */
  const newestOfBoth = (): number | undefined => {
    const heardTo = heard.end()
    const sentTo = sent.end()
    if (heardTo === undefined || sentTo === undefined || heardTo - sentTo > SECOND) return heardTo
    return Math.min(heardTo, sentTo)
  }

  const secondsTo = (): number => Math.floor((clock.monotonicMs() - LATE_MS) / 1000)

  return {
    listen(deviceId, returnInputId) {
      wanted = { deviceId, returnInputId }
      if (timer === undefined) {
        takenTo = secondsTo() + 1
        triedMs = Number.NEGATIVE_INFINITY
        timer = setInterval(() => {
          look()
          const isTold = streams?.isTold() === true
          const isTime = ++sinceLooked >= (isTold ? LOOK_WHERE_EVERY.told : LOOK_WHERE_EVERY.untold)
          if (isTime || (isTold && mayHaveMoved)) void lookWhere()
        }, 1000)
        timer.unref()
      }
      if (streams === undefined && mayBeMoved(deviceId)) {
        streams = watchStreams('source-output', () => {
          mayHaveMoved = true
        })
      }
      look()
    },
    keep(path) {
      kept = path === undefined ? undefined : { path, fromMs: clock.monotonicMs() }
      listener?.send(kept === undefined ? { kind: 'keep-no-more' } : { kind: 'keep', ...kept })
    },
    reading() {
      const end = newestOfBoth()
      const none = { heardDbfs: undefined, expectedDbfs: undefined, similarity: undefined }
      if (source === undefined || end === undefined || clock.monotonicMs() - heardLastMs > STALE_MS) {
        return { source: 'none', name: undefined, ...none }
      }
      if (similar === undefined || end - similar.step >= SECOND / 2) {
        const last = knownEnd(heard.steps(end - TEN_SECONDS, TEN_SECONDS), sent.steps(end - TEN_SECONDS, TEN_SECONDS))
        const around = sent.steps(end - last.length - MOST_LAG_STEPS, last.length + 2 * MOST_LAG_STEPS)
        similar = { step: end, value: similarityOf(last, around) }
      }
      return {
        source: source.kind,
        name: source.name,
        heardDbfs: levelOf(heard.steps(end - SECOND, SECOND)),
        expectedDbfs: levelOf(sent.steps(end - SECOND, SECOND)),
        similarity: similar.value,
      }
    },
    takeLevels() {
      const to = secondsTo()
      const from = Math.max(Number.isNaN(takenTo) ? to : takenTo, to - MOST_SECONDS)
      takenTo = Math.max(to, from)
      const handedDbfs: number[] = []
      const heardDbfs: (number | undefined)[] = []
      for (let second = from; second < to; second++) {
        handedDbfs.push(levelOf(sent.steps(stepAt(second * 1000), SECOND)) ?? SILENT_DBFS)
        heardDbfs.push(levelOf(heard.steps(stepAt(second * 1000), SECOND)))
      }
      const measured = heardDbfs.some((level) => level !== undefined)
      return {
        stepMs: 1000,
        handedDbfs,
        heardDbfs: measured ? heardDbfs.map((level) => level ?? SILENT_DBFS) : undefined,
      }
    },
    rest() {
      wanted = undefined
      kept = undefined
      clearInterval(timer)
      timer = undefined
      streams?.end()
      streams = undefined
      takenTo = Number.NaN
      drop()
      sent.clear()
    },
    handed({ heardAtMs, rms }) {
      sent.put(heardAtMs, rms)
    },
  }
}

/** The steps from where both are known. */
function knownEnd(heard: Float32Array, sent: Float32Array): Float32Array {
  const from = heard.findIndex((rms, i) => !Number.isNaN(rms) && !Number.isNaN(sent[i]))
  return from < 0 ? heard.subarray(heard.length) : heard.subarray(from)
}

import type { OnAirCue, OnAirPlayer, OnAirPlayerEvent } from '../../schedules/index.ts'
import type { FakeClock } from '../fake-clock.ts'

/** A stretch that was really heard. Positions are ms of the sound, times monotonic ms. */
export interface Heard {
  cueId: string
  /** The file's path, or the input's id. */
  sound: string
  deviceId: string
  from: number
  to: number
  atMs: number
  untilMs: number
  /** UTC ms at its beginning. */
  at: number
}

/** How a simulated device is. `gone`: it cannot be opened, and what sounds on it is lost. */
export type DeviceState = 'good' | 'gone' | 'silent'

interface Cue {
  id: string
  sound: string
  startsAtMs: number | undefined
  fromMs: number
  durationMs: number
  /** Monotonic ms of the sound's beginning once it is placed. */
  zeroMs: number | undefined
  stretch: Heard | undefined
  told: boolean
  /** Nothing before this place sounds any more. */
  nextMs: number
  soundedMs: number
  skippedMs: number
  fadeUntilMs: number | undefined
  /** It was taken back when it was already on its way: it is heard, and nobody is told. */
  ghost: boolean
}

const OPENING_MS = 300
const REOPEN_MS = 1000
const FADE_MS = 200
const DELAY_MS = 200

export interface SimulatedPlayerParts {
  clock: FakeClock
  durationOf: (path: string) => number
  stateOf: (deviceId: string) => DeviceState
  emit: (event: OnAirPlayerEvent) => void
}

/** One device at a time, as the real player has it; every place of every sound that was heard is written down. */
export class SimulatedPlayer implements OnAirPlayer {
  readonly heard: Heard[] = []
  /** A reason of the file, by its path, for which it cannot be armed. */
  refusedFiles = new Map<string, string>()
  #parts: SimulatedPlayerParts
  #cues: Cue[] = []
  #deviceId: string | undefined
  #opened = false
  #opensMs = 0
  #lostMs: number | undefined
  #told = false

  constructor(parts: SimulatedPlayerParts) {
    this.#parts = parts
  }

  get busy(): boolean {
    return this.#cues.length > 0
  }

  async arm(deviceId: string, cue: OnAirCue): Promise<void> {
    const refused = 'wavPath' in cue ? this.refusedFiles.get(cue.wavPath) : undefined
    if (refused !== undefined) throw Object.assign(new Error(refused), { code: refused, details: {} })
    if (this.#cues.some(({ id }) => id === cue.id)) return
    if (this.#deviceId !== undefined && this.#cues.length > 0 && this.#deviceId !== deviceId) {
      throw Object.assign(new Error('device-busy'), { code: 'device-busy', details: {} })
    }
    if (this.#cues.length === 0) this.#open(deviceId)
    const isFile = 'wavPath' in cue
    const fromMs = isFile ? cue.fromFrame / 48 : 0
    this.#cues.push({
      id: cue.id,
      sound: isFile ? cue.wavPath : cue.inputId,
      startsAtMs: cue.startsAtMs,
      fromMs,
      durationMs: isFile ? this.#parts.durationOf(cue.wavPath) : Number.POSITIVE_INFINITY,
      zeroMs: undefined,
      stretch: undefined,
      told: false,
      nextMs: fromMs,
      soundedMs: 0,
      skippedMs: 0,
      fadeUntilMs: undefined,
      ghost: false,
    })
  }

  stop(id: string, fadeMs = FADE_MS): void {
    for (const cue of this.#cues) if (cue.id === id) cue.fadeUntilMs ??= this.#mono() + DELAY_MS + fadeMs
  }

  cancel(id: string): void {
    for (const cue of this.#cues.filter((one) => one.id === id && one.stretch === undefined)) {
      const dueMs = (cue.startsAtMs ?? Number.POSITIVE_INFINITY) + cue.fromMs - this.#parts.clock.now()
      const free = !this.#cues.some(({ stretch }) => stretch !== undefined)
      if (this.#opened && free && dueMs >= 0 && dueMs < DELAY_MS) cue.ghost = true
      else this.#cues = this.#cues.filter((one) => one !== cue)
    }
  }

  useDevice(deviceId: string): void {
    if (this.#cues.length === 0) return
    for (const cue of this.#cues) this.#interrupt(cue)
    this.#open(deviceId)
  }

  status() {
    const cue = this.#cues.find(({ stretch, ghost }) => stretch !== undefined && !ghost)
    return {
      deviceId: this.#deviceId,
      cueId: cue?.id,
      positionMs: cue?.stretch?.to,
      levelDbfs: cue && { left: -12, right: -12 },
      delayMs: this.#opened ? DELAY_MS : undefined,
      driftPpm: cue && 12,
    }
  }

  /** What sounds to the outside: the sink's monitor, as it were. */
  outside(): { expectedDbfs: number | undefined; heardDbfs: number | undefined } {
    const sounding = this.#cues.some(({ stretch }) => stretch !== undefined)
    if (!sounding || this.#deviceId === undefined) return { expectedDbfs: undefined, heardDbfs: undefined }
    return { expectedDbfs: -20, heardDbfs: this.#parts.stateOf(this.#deviceId) === 'silent' ? -96 : -20 }
  }

  /** The process died. */
  die(): void {
    this.#cues = []
    this.#deviceId = undefined
    this.#opened = false
  }

  /** Lets the device take what is due by now. */
  play(): void {
    if (this.#cues.length === 0) {
      this.#opened = false
      this.#deviceId = undefined
      return
    }
    this.#tryDevice()
    for (const cue of [...this.#cues].sort((a, b) => this.#dueMs(a) - this.#dueMs(b))) this.#playOne(cue)
  }

  #mono(): number {
    return this.#parts.clock.monotonicMs()
  }

  #dueMs({ zeroMs, startsAtMs }: Cue): number {
    return zeroMs ?? (startsAtMs === undefined ? 0 : startsAtMs - this.#parts.clock.now() + this.#mono())
  }

  #open(deviceId: string): void {
    this.#deviceId = deviceId
    this.#opened = false
    this.#opensMs = this.#mono() + OPENING_MS
    this.#told = false
    this.#lostMs = undefined
  }

  #tryDevice(): void {
    const deviceId = this.#deviceId ?? ''
    const gone = this.#parts.stateOf(deviceId) === 'gone'
    if (this.#opened && gone) {
      this.#opened = false
      this.#lostMs ??= this.#mono()
      this.#opensMs = this.#mono() + REOPEN_MS
      for (const cue of this.#cues) this.#interrupt(cue)
      this.#parts.emit({ type: 'device-lost', deviceId, code: 'device-lost', details: {} })
    } else if (!this.#opened && this.#mono() >= this.#opensMs) {
      if (gone) {
        this.#opensMs = this.#mono() + REOPEN_MS
        if (this.#told) return
        this.#told = true
        this.#parts.emit({ type: 'device-refused', deviceId, code: 'device-absent', details: {} })
        return
      }
      this.#opened = true
      this.#told = false
      if (this.#lostMs === undefined) this.#parts.emit({ type: 'device-opened', deviceId, bufferMs: DELAY_MS })
      else this.#parts.emit({ type: 'device-back', deviceId, awayMs: this.#mono() - this.#lostMs })
      this.#lostMs = undefined
    }
  }

  #interrupt(cue: Cue): void {
    if (cue.stretch !== undefined) cue.nextMs = cue.stretch.to
    cue.stretch = undefined
  }

  #end(cue: Cue, how: 'complete' | 'stopped' | 'passed' | 'lost', endedAtMs: number): void {
    this.#cues = this.#cues.filter((one) => one !== cue)
    if (cue.ghost) return
    const { id, soundedMs, skippedMs } = cue
    const at = this.#parts.clock.now()
    const driftPpm = soundedMs > 30_000 ? 12 : undefined
    this.#parts.emit({ type: 'ended', cueId: id, how, at, soundedMs, skippedMs, endedAtMs, driftPpm })
  }

  #playOne(cue: Cue): void {
    const mono = this.#mono()
    const now = this.#parts.clock.now()
    const { startsAtMs, durationMs } = cue
    if (cue.stretch === undefined) {
      const position =
        cue.zeroMs !== undefined ? mono - cue.zeroMs : startsAtMs === undefined ? cue.nextMs : now - startsAtMs
      if (cue.fadeUntilMs !== undefined || position >= durationMs) {
        this.#end(cue, cue.fadeUntilMs !== undefined ? 'stopped' : cue.told ? 'lost' : 'passed', cue.nextMs)
        return
      }
      const taken = this.#cues.some((other) => other !== cue && other.stretch !== undefined)
      if (position < cue.nextMs || !this.#opened || taken) return
      this.#begin(cue, cue.told || position > cue.nextMs + 150 ? position : cue.nextMs)
    }
    const stretch = cue.stretch
    if (stretch === undefined || cue.zeroMs === undefined) return
    const untilMs = Math.min(mono, cue.fadeUntilMs ?? mono, cue.zeroMs + durationMs)
    const to = Math.max(stretch.to, untilMs - cue.zeroMs)
    cue.soundedMs += to - stretch.to
    stretch.to = to
    stretch.untilMs = untilMs
    if (to >= durationMs) this.#end(cue, 'complete', durationMs)
    else if (cue.fadeUntilMs !== undefined && mono >= cue.fadeUntilMs) this.#end(cue, 'stopped', to)
  }

  #begin(cue: Cue, from: number): void {
    const atMs = this.#mono()
    const at = this.#parts.clock.now()
    const { id: cueId, sound } = cue
    if (cue.told) cue.skippedMs += Math.max(0, from - cue.nextMs)
    cue.zeroMs ??= atMs - from
    cue.stretch = { cueId, sound, deviceId: this.#deviceId ?? '', from, to: from, atMs, untilMs: atMs, at }
    this.heard.push(cue.stretch)
    if (cue.ghost) return
    if (cue.told) this.#parts.emit({ type: 'resumed', cueId, at, offsetMs: from })
    else this.#parts.emit({ type: 'first-sample', cueId, at, errorMs: 0, offsetMs: from, delayMs: DELAY_MS })
    cue.told = true
  }
}

import {
  type History,
  type MasterCheck,
  type OnAirEvent,
  type OnAirLoop,
  type OnAirOutput,
  type OnAirPlayer,
  type OnAirPlayerEvent,
  type OnAirWish,
  type OutputReading,
  type PlayoutFile,
  type PlayoutPlan,
  remember,
  startOnAir,
  type WishResult,
} from '../../schedules/index.ts'
import { FakeClock } from '../fake-clock.ts'
import { type DeviceState, type Heard, SimulatedPlayer } from './simulated-player.ts'

const NOTHING_SOUNDS = { cueId: undefined, positionMs: undefined, at: 0 }

/**
 * A world of years in minutes: a clock that is moved, a player that writes down which places of which sound were heard, a
 * journal that survives, and a process that can be killed at any instant.
 */
export class World {
  readonly clock: FakeClock
  journal: OnAirEvent[] = []
  /** Stands for the disk: what a check of a file says. */
  check: (file: PlayoutFile) => MasterCheck | Promise<MasterCheck> = ({ masterPath }) => ({
    ok: true,
    path: masterPath,
  })
  devices = new Map<string, DeviceState>()
  outputSource: OutputReading['source'] = 'monitor'
  similarity: number | undefined = 0.95
  /** What was kept of the return input. */
  keeping: string | undefined
  /** Runs of hooks, and how the next ones end. */
  readonly hooks: { when: string; at: number; atMs: number; facts: Record<string, string> }[] = []
  hook: { tookMs: number; result: 'done' | 'failed' | 'timed-out' } = { tookMs: 100, result: 'done' }
  readonly player: SimulatedPlayer
  plan: PlayoutPlan
  loop: OnAirLoop | undefined
  #durations = new Map<string, number>()
  #hooksRunning: { untilMs: number; end: () => void }[] = []
  #process = 0
  #appendsLeft = Number.POSITIVE_INFINITY
  #levels = 0
  #status: { cueId: string | undefined; positionMs: number | undefined; at: number } = NOTHING_SOUNDS

  constructor(now: number, plan: PlayoutPlan) {
    this.clock = new FakeClock(now)
    this.plan = plan
    this.player = new SimulatedPlayer({
      clock: this.clock,
      durationOf: (path) => this.#durations.get(path) ?? 0,
      stateOf: (id) => this.devices.get(id) ?? 'good',
      emit: (event) => this.emit(event),
    })
  }

  /** Starts the process on what the journal holds. */
  start(): OnAirLoop {
    const history: History = new Map()
    for (const event of this.journal) remember(history, event)
    const mine = ++this.#process
    this.#appendsLeft = Number.POSITIVE_INFINITY
    this.loop = startOnAir({
      clock: this.clock,
      player: this.#playerOf(mine),
      checkMaster: async (file) => this.check(file),
      output: this.#output(),
      capturePath: (airingId, startsAt) => `captures/${airingId}-${startsAt}.wav`,
      runHook: (_target, _withinMs, facts) => {
        this.hooks.push({ when: facts.when ?? '', at: this.clock.now(), atMs: this.clock.monotonicMs(), facts })
        const { tookMs, result } = this.hook
        // It takes its time, whatever somebody does to the clock meanwhile.
        const untilMs = this.clock.monotonicMs() + tookMs
        return new Promise((resolve) => {
          this.#hooksRunning.push({ untilMs, end: () => resolve({ result, tookMs, said: '' }) })
        })
      },
      append: (event) => {
        // What a dead process still wanted to write was never written.
        if (mine !== this.#process || this.#appendsLeft-- <= 0) return
        this.journal.push(event)
      },
      history,
      isNullDevice: (id) => id === 'null',
    })
    this.setPlan(this.plan)
    return this.loop
  }

  setPlan(plan: PlayoutPlan): void {
    this.plan = plan
    for (const { masterPath, durationMs, reserve } of plan.airings) {
      this.#durations.set(masterPath, durationMs)
      if (reserve) this.#durations.set(reserve.masterPath, reserve.durationMs)
    }
    this.loop?.setPlan(plan)
  }

  wish(wish: OnAirWish): WishResult | undefined {
    if (wish.kind === 'emergency' && wish.sound.kind === 'file') {
      this.#durations.set(wish.sound.masterPath, wish.sound.durationMs)
    }
    return this.loop?.wish(wish)
  }

  /** The process dies; like the real one's status file, the last tenth of a second is known. */
  kill(): void {
    const { cueId, positionMs, at } = this.#status
    if (this.loop !== undefined && cueId !== undefined && positionMs !== undefined) {
      const begun = this.journal.some(({ event, airingId }) => event === 'first-sample' && airingId === cueId)
      const over = this.journal.some(({ event, airingId }) => event === 'outcome' && airingId === cueId)
      if (begun && !over) this.journal.push({ at, event: 'sounding', airingId: cueId, details: { positionMs } })
    }
    this.#status = NOTHING_SOUNDS
    this.#process++
    this.loop?.end()
    this.loop = undefined
    this.player.die()
  }

  /** The disk takes only so many lines more, then the process dies: the next `pass` ends it. */
  tearAfter(lines: number): void {
    this.#appendsLeft = lines
  }

  /** Lets time pass in steps of a tenth of a second. */
  async pass(ms: number, stepMs = 100): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.advance(Math.min(stepMs, ms - passed))
      await this.settle()
    }
  }

  /** Lets a stretch pass in which nothing but what was asked for can happen. */
  async leap(ms: number): Promise<void> {
    this.clock.leap(ms)
    await this.settle()
  }

  async settle(): Promise<void> {
    const now = this.clock.monotonicMs()
    for (const { end } of this.#hooksRunning.filter(({ untilMs }) => untilMs <= now)) end()
    this.#hooksRunning = this.#hooksRunning.filter(({ untilMs }) => untilMs > now)
    this.player.play()
    const { cueId, positionMs } = this.player.status()
    // The status file knows what sounded last, also when the journal does not know any more how that ended.
    if (cueId !== undefined && this.#appendsLeft >= 0) this.#status = { cueId, positionMs, at: this.clock.now() }
    for (let i = 0; i < 8; i++) await Promise.resolve()
    if (this.#appendsLeft < 0) this.kill()
  }

  outcomes(airingId: string): unknown[] {
    return this.events('outcome', airingId).map(({ details }) => details.outcome)
  }

  reasons(airingId: string): unknown[] {
    return this.events('outcome', airingId).map(({ details }) => details.reason)
  }

  events(name: OnAirEvent['event'], airingId?: string): OnAirEvent[] {
    return this.journal.filter(
      (event) => event.event === name && (airingId === undefined || event.airingId === airingId),
    )
  }

  heardOf(cueId: string): Heard[] {
    return this.player.heard.filter((one) => one.cueId === cueId)
  }

  emit(event: OnAirPlayerEvent): void {
    this.loop?.onPlayerEvent(event)
  }

  /** A dead process reaches no device any more, whatever it was waiting for when it died. */
  #playerOf(mine: number): OnAirPlayer {
    const lives = () => mine === this.#process
    return {
      arm: async (deviceId, cue) => {
        if (lives()) await this.player.arm(deviceId, cue)
      },
      stop: (id, fadeMs) => lives() && this.player.stop(id, fadeMs),
      cancel: (id) => lives() && this.player.cancel(id),
      useDevice: (id) => lives() && this.player.useDevice(id),
      status: () => this.player.status(),
    }
  }

  #output(): OnAirOutput {
    let listening = false
    return {
      listen: () => {
        listening = true
      },
      keep: (path) => {
        this.keeping = path
      },
      reading: () => {
        const nothing = { name: undefined, heardDbfs: undefined, expectedDbfs: undefined, similarity: undefined }
        if (!listening || this.outputSource === 'none') return { source: 'none', ...nothing }
        const heard = this.player.outside()
        const similarity = heard.heardDbfs === -20 ? this.similarity : undefined
        return { source: this.outputSource, name: 'station.monitor', ...heard, similarity }
      },
      takeLevels: () => {
        const mono = this.clock.monotonicMs()
        const seconds = Math.max(0, Math.min(120, Math.floor((mono - this.#levels) / 1000)))
        this.#levels = mono
        return { stepMs: 1000, handedDbfs: new Array<number>(seconds).fill(-20), heardDbfs: undefined }
      },
      rest: () => {
        listening = false
      },
    }
  }
}

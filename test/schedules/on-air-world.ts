import {
  type History,
  type MasterCheck,
  type OnAirEvent,
  type OnAirLoop,
  type OnAirPlayer,
  type OnAirPlayerEvent,
  type PlayoutPlan,
  remember,
  startOnAir,
} from '../../schedules/index.ts'
import { FakeClock } from '../fake-clock.ts'

interface SimulatedCue {
  id: string
  startsAtMs: number
  fromMs: number
  durationMs: number
  /** Monotonic ms of the file's beginning once it sounds. */
  zeroMs: number | undefined
  stopping: boolean
}

/**
 * A world of minutes in milliseconds: a clock that is moved, a player that counts which places of which master were
 * heard, a journal that survives, and a process that can be killed at any instant.
 */
export class World {
  readonly clock: FakeClock
  readonly journal: OnAirEvent[] = []
  /** Stretches heard, by airing, in ms of its master. */
  readonly heard = new Map<string, { from: number; to: number }[]>()
  /** Stands for the disk: what a check of a master says. */
  check: (airingId: string) => MasterCheck = () => ({ ok: true, path: '/master.wav' })
  /** Why the device does not open now, if it does not. */
  refusal: string | undefined
  plan: PlayoutPlan
  loop: OnAirLoop | undefined
  #cues: SimulatedCue[] = []
  #opened = false

  constructor(now: number, plan: PlayoutPlan) {
    this.clock = new FakeClock(now)
    this.plan = plan
  }

  start(): OnAirLoop {
    const history: History = new Map()
    for (const event of this.journal) remember(history, event)
    this.loop = startOnAir({
      clock: this.clock,
      player: this.#player(),
      checkMaster: async ({ airingId }) => this.check(airingId),
      append: (event) => this.journal.push(event),
      history,
      isNullDevice: (id) => id === 'null',
    })
    this.loop.setPlan(this.plan)
    return this.loop
  }

  /** The process dies; like the real one's status file, the last tenth of a second is known. */
  kill(): void {
    const cue = this.#sounding()
    if (this.loop !== undefined && cue?.zeroMs !== undefined) {
      const positionMs = this.clock.monotonicMs() - cue.zeroMs
      this.journal.push({ at: this.clock.now(), event: 'sounding', airingId: cue.id, details: { positionMs } })
    }
    this.loop?.end()
    this.loop = undefined
    this.#cues = []
    this.#opened = false
  }

  /** Lets time pass in steps of a tenth of a second. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      this.clock.advance(100)
      this.#play()
      for (let i = 0; i < 6; i++) await Promise.resolve()
    }
  }

  outcomes(airingId: string): unknown[] {
    return this.events('outcome', airingId).map(({ details }) => details.outcome)
  }

  events(name: OnAirEvent['event'], airingId?: string): OnAirEvent[] {
    return this.journal.filter(
      (event) => event.event === name && (airingId === undefined || event.airingId === airingId),
    )
  }

  emit(event: OnAirPlayerEvent): void {
    this.loop?.onPlayerEvent(event)
  }

  #sounding(): SimulatedCue | undefined {
    return this.#cues.find(({ zeroMs }) => zeroMs !== undefined)
  }

  #player(): OnAirPlayer {
    return {
      arm: async (_, { id, startsAtMs, fromFrame }) => {
        const durationMs = this.plan.airings.find(({ airingId }) => airingId === id)?.durationMs ?? 0
        this.#cues.push({ id, startsAtMs, fromMs: fromFrame / 48, durationMs, zeroMs: undefined, stopping: false })
        this.#cues.sort((a, b) => a.startsAtMs - b.startsAtMs)
      },
      stop: (id) => {
        for (const cue of this.#cues) if (cue.id === id) cue.stopping = true
      },
      cancel: (id) => {
        this.#cues = this.#cues.filter((cue) => cue.id !== id || cue.zeroMs !== undefined)
      },
      status: () => {
        const cue = this.#sounding()
        return {
          deviceId: this.#cues.length > 0 ? 'alsa:x' : undefined,
          cueId: cue?.id,
          positionMs: cue?.zeroMs === undefined ? undefined : this.clock.monotonicMs() - cue.zeroMs,
          levelDbfs: cue && { left: -12, right: -12 },
        }
      },
    }
  }

  #play(): void {
    if (this.loop === undefined || this.#cues.length === 0) {
      this.#opened = false
      return
    }
    const deviceId = 'alsa:x'
    if (this.refusal !== undefined) {
      if (this.#opened || this.events('device-refused').length === 0) {
        this.emit({ type: 'device-refused', deviceId, code: this.refusal, details: {} })
      }
      this.#opened = false
    } else if (!this.#opened) {
      this.#opened = true
      this.emit({ type: 'device-opened', deviceId, bufferMs: 200 })
    }
    for (const cue of [...this.#cues]) this.#playOne(cue)
  }

  #playOne(cue: SimulatedCue): void {
    const { id, durationMs, startsAtMs, fromMs } = cue
    const mono = this.clock.monotonicMs()
    const at = this.clock.now()
    const end = (how: 'complete' | 'stopped' | 'passed') => {
      this.#cues = this.#cues.filter((one) => one !== cue)
      // Like the real player, it only knows what it sounded itself.
      const stretch = cue.zeroMs === undefined ? undefined : this.heard.get(id)?.at(-1)
      const soundedMs = stretch === undefined ? 0 : stretch.to - stretch.from
      this.emit({ type: 'ended', cueId: id, how, at, soundedMs, skippedMs: 0, driftPpm: undefined })
    }
    if (cue.stopping) {
      end('stopped')
      return
    }
    if (cue.zeroMs === undefined) {
      const position = at - startsAtMs
      if (position >= durationMs) {
        end('passed')
        return
      }
      if (position < fromMs || !this.#opened || this.#sounding() !== undefined) return
      const from = position < fromMs + 150 ? fromMs : position
      cue.zeroMs = mono - from
      this.heard.set(id, [...(this.heard.get(id) ?? []), { from, to: from }])
      this.emit({ type: 'first-sample', cueId: id, at, errorMs: 0, offsetMs: from, delayMs: 200 })
    }
    const stretch = this.heard.get(id)?.at(-1)
    const to = Math.min(durationMs, mono - cue.zeroMs)
    if (stretch !== undefined) stretch.to = Math.max(stretch.to, to)
    if (to >= durationMs) end('complete')
  }
}

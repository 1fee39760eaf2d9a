import type { AiringOutcome, CalendarDate, PlayoutAiring } from '../../schedules/index.ts'
import { playoutPlan } from '../playout-plans.ts'
import { type Case, caseOf, overlapsOf, unrelayed, violationsOf } from '../schedules/judge.ts'
import { Fate, type Mishap } from '../schedules/mishaps.ts'
import { World } from '../schedules/on-air-world.ts'
import { airingsOn, chance, nextDate } from './years-station.ts'

/**
 * Years of a station in minutes: a simulated clock, device and disk, the real loop. Six programmes of all rules, and every
 * day what may happen to a station: kills, torn journals, clock steps, suspends, edits, skips, stops, emergencies, pauses,
 * lost and silent devices, missing files. Every airing is judged by what the device heard; one violation and the bench
 * fails. `npm run bench -- years [years, default 10] [seed, default 1]`.
 */
export async function run([years = '10', seed = '1']: string[]): Promise<void> {
  const began = performance.now()
  const station = new StationYears(Number.parseFloat(years), Number.parseInt(seed, 10))
  await station.live()
  print(station, (performance.now() - began) / 1000)
  if (station.violations.length > 0) process.exitCode = 1
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const FROM = Date.UTC(2026, 0, 1)
/** Around an instant the world goes on in tenths of a second, while something sounds in seconds, otherwise in leaps. */
const FINE_AROUND_MS = 15 * SECOND
const LONGEST_LEAP_MS = 30 * MINUTE
/** A mishap reaches this far beyond itself. */
const REACH_MS = 2 * MINUTE

interface Span {
  from: number
  until: number
}

class StationYears {
  readonly violations: string[] = []
  readonly outcomes = new Map<AiringOutcome | 'withdrawn', number>()
  readonly mishaps = new Map<Mishap['kind'], number>()
  airings = 0
  undisturbed = 0
  emergencies = 0
  soundedMs = 0
  readonly #days: number
  readonly #random: () => number
  readonly #world: World
  readonly #fate: Fate
  readonly #book = new Map<string, PlayoutAiring>()
  /** When the airings of the last days were. */
  #spans: (Span & { airingId: string; high: boolean })[] = []
  #disturbed: Span[] = []
  /** When the wall clock was not to be trusted. */
  #stepped: Span[] = []
  /** Kills and losses of devices up to each of the last evenings. */
  #counts: { kills: number; losses: number }[] = []
  #fineUntilMs = 0
  #edges: number[] = []

  constructor(years: number, seed: number) {
    this.#days = Math.round(years * 365.25)
    this.#random = chance(seed)
    const before = { target: { kind: 'command', command: 'on' }, aheadMs: 30_000, withinMs: 10_000 } as const
    const after = { target: { kind: 'command', command: 'off' }, laterMs: 10_000, withinMs: 10_000 } as const
    this.#world = new World(
      FROM,
      playoutPlan([], 'alsa:x', {
        writtenAt: FROM,
        reserveDevice: { id: 'alsa:y', name: 'y' },
        relay: { before, after },
      }),
    )
    this.#fate = new Fate(this.#world)
  }

  async live(): Promise<void> {
    this.#world.start()
    for (let day = 0; day < this.#days; day++) await this.#liveDay()
    await this.#pass(DAY)
    this.#judge(Number.POSITIVE_INFINITY)
    for (const { details } of this.#world.events('fault')) this.violations.push(`fault: ${JSON.stringify(details)}`)
  }

  async #liveDay(): Promise<void> {
    const { clock } = this.#world
    const date = nextDate(clock.now())
    this.#writePlan(date)
    const dayEndsMs = clock.monotonicMs() + DAY
    for (const { afterMs, what } of this.#mishapsOf(date)) {
      const untilMs = Math.min(afterMs + dayEndsMs - DAY, dayEndsMs) - clock.monotonicMs()
      if (untilMs > 0) await this.#pass(untilMs)
      await this.#befall(what)
    }
    await this.#pass(Math.max(0, dayEndsMs - clock.monotonicMs()))
    // The day's clock is the world's again: whatever was suspended or stepped is taken up by the next day's plan.
    this.#judge(clock.now() - 6 * HOUR)
  }

  /** Tomorrow's airings join what is not over yet, as the station's plan writer has it. */
  #writePlan(date: CalendarDate): void {
    const it = this.#world
    for (const airing of it.plan.airings) if (this.#book.has(airing.airingId)) this.#book.set(airing.airingId, airing)
    for (const airing of airingsOn(date, this.#random)) {
      if (!this.#book.has(airing.airingId)) this.#book.set(airing.airingId, airing)
    }
    const over = new Set(it.events('outcome').map(({ airingId }) => airingId))
    const airings = [...this.#book.values()].filter(
      ({ airingId }) => !over.has(airingId) && !this.#fate.withdrawn.has(airingId),
    )
    it.setPlan({ ...it.plan, writtenAt: it.clock.now(), airings })
    this.#lookForEdges()
  }

  #lookForEdges(): void {
    const { airings, pauses } = this.#world.plan
    this.#edges = [
      ...airings.flatMap(({ startsAt, durationMs, latestEndAt }) => [startsAt, startsAt + durationMs, latestEndAt]),
      ...pauses.flatMap(({ from, until }) => [from, until]),
    ]
  }

  #mishapsOf(date: CalendarDate): { afterMs: number; what: Mishap }[] {
    const random = this.#random
    const now = this.#world.clock.now()
    const soon = [...this.#book.values()].filter(({ startsAt }) => startsAt > now && startsAt < now + DAY)
    const count = random() < 0.45 ? 0 : 1 + Math.floor(random() * 3)
    const happens: { afterMs: number; what: Mishap }[] = []
    for (let i = 0; i < count; i++) {
      const near = soon[Math.floor(random() * soon.length)]
      const atRandom = near === undefined || random() < 0.3
      const afterMs = atRandom
        ? random() * DAY
        : near.startsAt - now - 20 * SECOND + random() * (near.durationMs + 40 * SECOND)
      happens.push({ afterMs: Math.floor(Math.max(0, Math.min(DAY - 1, afterMs)) / 100) * 100, what: this.#mishap() })
    }
    if (date.endsWith('-10') && random() < 0.3) {
      happens.push({ afterMs: 4 * HOUR, what: { kind: 'pause', ms: Math.round(random() * 48) * HOUR } })
    }
    return happens.sort((a, b) => a.afterMs - b.afterMs)
  }

  #mishap(): Mishap {
    const random = this.#random
    const tenths = (most: number) => Math.ceil((random() * most) / 100) * 100
    const which = Math.floor(random() * 20)
    const kinds: (() => Mishap)[] = [
      () => ({ kind: 'kill', downMs: tenths(5 * SECOND) }),
      () => ({ kind: 'kill', downMs: tenths(5 * SECOND) }),
      () => ({ kind: 'kill', downMs: tenths(20 * MINUTE) }),
      () => ({ kind: 'tear', lines: Math.floor(random() * 8), downMs: tenths(2 * MINUTE) }),
      () => ({ kind: 'step', ms: random() < 0.5 ? HOUR : -HOUR }),
      () => ({ kind: 'step', ms: Math.round((random() - 0.5) * 10 * MINUTE) }),
      () => ({ kind: 'suspend', ms: tenths(HOUR) }),
      () => ({ kind: 'edit' }),
      () => ({ kind: 'move', which, ms: Math.round((random() - 0.5) * 20) * MINUTE }),
      () => ({ kind: 'withdraw', which }),
      () => ({ kind: 'skip', which }),
      () => ({ kind: 'stop' }),
      () => ({ kind: 'emergency', live: random() < 0.5, ms: SECOND + tenths(3 * MINUTE) }),
      () => ({ kind: 'emergency', live: random() < 0.5, ms: SECOND + tenths(3 * MINUTE) }),
      () => ({ kind: 'pause', ms: tenths(HOUR) }),
      () => ({ kind: 'lift' }),
      () => ({ kind: 'device', id: random() < 0.7 ? 'alsa:x' : 'alsa:y', state: 'gone', ms: tenths(5 * MINUTE) }),
      () => ({ kind: 'device', id: 'alsa:x', state: 'silent', ms: tenths(2 * MINUTE) }),
      () => ({ kind: 'file', which, missing: true }),
    ]
    return (kinds[Math.floor(random() * kinds.length)] ?? (() => ({ kind: 'edit' }) as const))()
  }

  async #befall(what: Mishap): Promise<void> {
    const { clock } = this.#world
    this.mishaps.set(what.kind, (this.mishaps.get(what.kind) ?? 0) + 1)
    const from = clock.now()
    const lasting = 'ms' in what ? Math.abs(what.ms) : 'downMs' in what ? what.downMs : 0
    this.#fineUntilMs = clock.monotonicMs() + 10 * SECOND + (what.kind === 'tear' ? what.downMs : 0)
    await this.#fate.befall(what, (ms) => this.#pass(ms))
    this.#lookForEdges()
    this.#fineUntilMs = clock.monotonicMs() + 10 * SECOND
    if (what.kind === 'step') {
      // A time daemon sets it right after a while.
      await this.#pass(Math.ceil(this.#random() * 60) * 10 * SECOND)
      clock.step(-what.ms)
      this.#world.emit({ type: 'clock-step', stepMs: -what.ms })
      this.#fineUntilMs = clock.monotonicMs() + 10 * SECOND
    }
    if (what.kind === 'file') {
      await this.#pass(10 * MINUTE)
      await this.#fate.befall({ ...what, missing: false }, (ms) => this.#pass(ms))
      this.#disturbed.push({ from: Number.NEGATIVE_INFINITY, until: clock.now() + HOUR })
    }
    const to = Math.max(clock.now(), from + lasting)
    const span = { from: Math.min(from, clock.now()) - HOUR - REACH_MS, until: to + HOUR + REACH_MS }
    this.#disturbed.push(span)
    if (what.kind === 'step' || what.kind === 'suspend') this.#stepped.push(span)
  }

  /** Lets time pass: finely where something may happen, in leaps where nothing can. */
  async #pass(ms: number): Promise<void> {
    const it = this.#world
    const untilMs = it.clock.monotonicMs() + ms
    for (;;) {
      const mono = it.clock.monotonicMs()
      const leftMs = untilMs - mono
      if (leftMs <= 0) return
      const now = it.clock.now()
      let nearestMs = Number.POSITIVE_INFINITY
      let nextMs = LONGEST_LEAP_MS
      for (const edge of this.#edges) {
        nearestMs = Math.min(nearestMs, Math.abs(edge - now))
        if (edge > now) nextMs = Math.min(nextMs, edge - now)
      }
      if (mono < this.#fineUntilMs || nearestMs <= FINE_AROUND_MS) await it.pass(Math.min(100, leftMs))
      else if (it.player.busy) await it.pass(Math.min(SECOND, leftMs), SECOND)
      else await it.leap(Math.max(100, Math.min(leftMs, nextMs - FINE_AROUND_MS)))
    }
  }

  /** Judges what is over for so long that nothing more can come of it, and forgets it. */
  #judge(before: number): void {
    const it = this.#world
    const old = [...this.#book.values()].filter(({ airingId, latestEndAt }) => {
      const planned = it.plan.airings.find((one) => one.airingId === airingId)
      return Math.max(latestEndAt, planned?.latestEndAt ?? 0) < before
    })
    const { kills, losses } = this.#fate
    const [longAgo = { kills: 0, losses: 0 }] = this.#counts
    this.#counts = [...this.#counts, { kills, losses }].slice(-3)
    const counted = { kills: kills - longAgo.kills + 1, losses: losses - longAgo.losses }
    for (const { airingId, startsAt, latestEndAt, priority } of this.#book.values()) {
      this.#spans = this.#spans.filter((span) => span.airingId !== airingId && span.until > startsAt - 2 * DAY)
      this.#spans.push({ airingId, from: startsAt, until: latestEndAt, high: priority === 'high' })
    }
    for (const airing of old) this.#judgeOne(caseOf(airing, { ...this.#circumstances(airing), ...counted }))
    const calls = this.#fate.emergencies.splice(0).filter((one) => {
      const isOver = it.outcomes(one.id).length > 0 || before === Number.POSITIVE_INFINITY
      if (!isOver) this.#fate.emergencies.push(one)
      return isOver
    })
    this.emergencies += calls.length
    for (const one of calls) this.#judgeOne({ ...one, ...counted })
    this.violations.push(...overlapsOf(it.player.heard), ...unrelayed(it.player.heard, it.hooks))
    this.#forget(new Set([...old.map(({ airingId }) => airingId), ...calls.map(({ id }) => id)]))
  }

  #circumstances(airing: PlayoutAiring): Partial<Case> {
    const withdrawn = this.#fate.withdrawn.has(airing.airingId)
    const span = { from: airing.startsAt, until: airing.latestEndAt }
    const meets = (one: Span) => one.from < span.until && span.from < one.until
    const others = this.#spans.filter(({ airingId }) => airingId !== airing.airingId)
    const high = airing.priority === 'high'
    const crowded = others.some((one) => meets(one) && (!high || one.high))
    const touched = withdrawn || this.#fate.touched.has(airing.airingId)
    const undisturbed = !touched && !this.#disturbed.some(meets) && !crowded
    if (undisturbed) this.undisturbed++
    this.airings++
    return { withdrawn, undisturbed, steady: !touched && !this.#stepped.some(meets) }
  }

  #judgeOne(one: Case): void {
    const it = this.#world
    const heard = it.heardOf(one.id)
    this.violations.push(...violationsOf(one, it.journal, heard))
    const outcome = (it.outcomes(one.id)[0] ?? 'withdrawn') as AiringOutcome | 'withdrawn'
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1)
    for (const { from, to } of heard) this.soundedMs += to - from
  }

  #forget(ids: ReadonlySet<string>): void {
    const it = this.#world
    for (const id of ids) this.#book.delete(id)
    const lasting = new Map<string, (typeof it.journal)[number]>()
    for (const event of it.journal) if (LASTING.has(event.event)) lasting.set(event.event, event)
    it.journal = it.journal.filter(
      (event) =>
        lasting.get(event.event) === event ||
        event.event === 'fault' ||
        (event.airingId !== undefined && !ids.has(event.airingId) && !TRANSIENT.has(event.event)),
    )
    it.player.heard.splice(0, it.player.heard.length, ...it.player.heard.filter(({ cueId }) => !ids.has(cueId)))
    it.hooks.splice(0, Math.max(0, it.hooks.length - 50))
    const now = it.clock.now()
    this.#disturbed = this.#disturbed.filter(({ until }) => until > now - 2 * DAY)
    this.#stepped = this.#stepped.filter(({ until }) => until > now - 2 * DAY)
    it.setPlan({ ...it.plan, airings: it.plan.airings.filter(({ airingId }) => !ids.has(airingId)) })
  }
}

/** What a restart has to know of the time before: the last of each is enough. */
const LASTING = new Set(['relay', 'paused', 'unpaused'])
const TRANSIENT = new Set(['levels', 'command', 'media-problem', 'media-good'])

function print(station: StationYears, tookS: number): void {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const list = (counts: Map<string, number>) =>
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  say(`Lượt phát (airings): ${station.airings}, khẩn cấp (emergencies): ${station.emergencies}`)
  say(`Kết quả (outcomes): ${list(station.outcomes)}`)
  say(`Không bị quấy (undisturbed, judged to the instant): ${station.undisturbed}`)
  say(`Sự cố (mishaps): ${list(station.mishaps)}`)
  say(`Đã phát (sounded): ${(station.soundedMs / HOUR).toFixed(0)} giờ`)
  say(`Vi phạm (violations): ${station.violations.length}`)
  for (const violation of station.violations.slice(0, 30)) say(`  ${violation}`)
  say(`Thời gian chạy (took): ${tookS.toFixed(1)} s`)
}

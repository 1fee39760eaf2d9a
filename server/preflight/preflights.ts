import { airingsBetween, problemSentence } from '../airings/index.ts'
import type { Airing, Alarm, Preflight, PreflightLine } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { readStatus } from '../handover/index.ts'
import { runHook } from '../hooks/index.ts'
import { findAirSettings, findStation } from '../station/index.ts'
import { lookAtAiring } from './airing-look.ts'
import { isOfAiring, Standing, wrongNow } from './alarms.ts'
import { dueLooks, isQuiet, type Moment, QUIET_BEFORE_MS } from './looks.ts'
import { MasterExams } from './master-exam.ts'
import { AGAIN_AFTER_MS, AlarmSender } from './messages.ts'
import { StationLook, type StationProbes } from './station-look.ts'
import { addLook, addMessage, type LookRow, listLooks, listMessages } from './store.ts'

const DAY_MS = 24 * 3_600_000
/** No airing is longer: what began before this is over, what begins after a day and this is not met by any of the day. */
const BEHIND_MS = 6 * 3_600_000
/** Nothing heavy takes longer than this at a stretch. */
const MOST_WORK_MS = 30 * 60_000
/** Scheduled looks are asked for this often. */
const LOOK_EVERY_MS = 10_000
/** The light things are looked at again this often. */
const LIGHT_EVERY_MS = 30_000
/** Several changes in a row are one. */
const SETTLES_MS = 2000
/** What the on-air process says is heard this often; the schedule is asked for alarms this often. */
const HEAR_EVERY_MS = 3000
const ALARMS_EVERY_MS = 15_000

/**
 * Looks at each airing of the next day and at the station: at 24 h, 60 min and 5 min before, at every change and when
 * asked; keeps what is wrong as alarms and tells the station's hook. Nothing heavy is begun while something sounds or in
 * the last two minutes before an airing; what has to wait is done when the air is quiet.
 */
export class Preflights {
  readonly #deps: Deps
  readonly #exams: MasterExams
  readonly #station: StationLook
  readonly #standing = new Standing()
  readonly #sender: AlarmSender
  readonly #ending = new AbortController()
  #stationLines: PreflightLine[] = []
  #at: number | undefined
  #alarms: Alarm[] = []
  #heard = ''
  #heavy: AbortController | undefined
  #givingWay = false
  #work: Promise<unknown> = Promise.resolve()
  #looking = false
  #ticking: Promise<void> = Promise.resolve()
  #next = { looks: 0, light: 0, hear: 0, alarms: 0 }
  #endTicks: (() => void) | undefined

  constructor(deps: Deps, probes: StationProbes) {
    const { db, clock, log } = deps
    this.#deps = deps
    this.#exams = new MasterExams(deps.ffmpeg)
    this.#station = new StationLook(deps, probes)
    this.#sender = new AlarmSender({
      clock,
      runHook: (target, withinMs, facts) => runHook(target, withinMs, facts, { clock, signal: this.#ending.signal }),
      tried: () => listMessages(db, clock.now() - 2 * DAY_MS),
      note: (message) => addMessage(db, message),
      onFailure: (alarm, tried) =>
        log.warn({ alarm: alarm.id, tried, tries: AGAIN_AFTER_MS.length + 1 }, 'Chưa gửi được cảnh báo'),
    })
  }

  /** Begins to look by itself. */
  start(): void {
    this.#endTicks = this.#deps.clock.everySecond(() => {
      if (!this.#looking) this.#ticking = this.tick()
      else void this.#giveWay()
    })
  }

  /** Something about the schedule or the station was changed: looked at again when it has settled. */
  changed(): void {
    this.#next.light = Math.min(this.#next.light, this.#deps.clock.monotonicMs() + SETTLES_MS)
    void this.#giveWay()
  }

  async close(): Promise<void> {
    this.#endTicks?.()
    this.#ending.abort()
    await this.#ticking
    await this.#work.catch(() => {})
    await this.#sender.end()
  }

  /** What is due now; does nothing while it still works. Never rejects. */
  async tick(): Promise<void> {
    if (this.#looking || this.#ending.signal.aborted) return
    this.#looking = true
    const { clock, log } = this.#deps
    try {
      const nowMs = clock.monotonicMs()
      if (nowMs >= this.#next.light) {
        this.#next.light = nowMs + LIGHT_EVERY_MS
        await this.#queue(() => this.#look(undefined))
      }
      if (nowMs >= this.#next.looks) {
        this.#next.looks = nowMs + LOOK_EVERY_MS
        await this.#queue(() => this.#scheduled())
      }
      if (nowMs >= this.#next.hear) {
        this.#next.hear = nowMs + HEAR_EVERY_MS
        await this.#tellAlarms(nowMs)
      }
    } catch (err) {
      if (!this.#ending.signal.aborted) log.error({ err }, 'Chưa kiểm tra trước giờ phát được; sẽ thử lại')
    } finally {
      this.#looking = false
    }
  }

  /** Looks at everything now, because a person asks. */
  async run(): Promise<Preflight> {
    await this.#queue(() => this.#look('asked'))
    return this.current()
  }

  /** The newest look at the station and at each airing of the next day. */
  async current(): Promise<Preflight> {
    const coming = await this.#coming()
    const looks = await this.#looksAt(coming)
    return {
      ...(this.#at !== undefined && { at: this.#at }),
      station: this.#stationLines,
      airings: coming.flatMap(({ id, editionId, editionTitle, startsAt }) => {
        const last = looks.get(id)?.at(-1)
        if (last === undefined) return []
        const { at, moment, lines } = last
        return [{ airingId: id, editionId, title: editionTitle, startsAt, at, moment, lines: lines.filter(isOfAiring) }]
      }),
    }
  }

  /** What is red now; nothing before the station's first run. */
  async alarms(): Promise<Alarm[]> {
    const { db, clock, config } = this.#deps
    if (!(await findStation(db))) return []
    const now = clock.now()
    const coming = await this.#coming()
    const looks = await this.#looksAt(coming)
    const wrong = wrongNow({
      now,
      onAir: await readStatus(config.dataDir, now),
      coming: coming.map((airing) => ({ airing, looks: looks.get(airing.id) ?? [] })),
      station: this.#stationLines,
      past: await airingsBetween(db, now - DAY_MS, now, now),
      sentence: problemSentence,
    })
    return this.#standing.alarms(wrong, now)
  }

  /** One piece of work after the other. */
  #queue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.catch(() => {}).then(work)
    this.#work = done
    return done
  }

  async #coming(): Promise<Airing[]> {
    const { db, clock } = this.#deps
    const now = clock.now()
    const airings = await airingsBetween(db, now, now + DAY_MS, now)
    return airings.filter(({ state, startsAt }) => startsAt > now && (state === 'ready' || state === 'incomplete'))
  }

  /** The looks that were made so far; after the clock was set back, those of its future do not count. */
  async #looksAt(airings: readonly Airing[]): Promise<Map<string, LookRow[]>> {
    const now = this.#deps.clock.now()
    return Map.groupBy(
      (await this.#allLooks(airings)).filter(({ at }) => at <= Math.round(now)),
      ({ airingId }) => airingId,
    )
  }

  #allLooks(airings: readonly Airing[]): Promise<LookRow[]> {
    return listLooks(
      this.#deps.db,
      airings.map(({ id }) => id),
    )
  }

  async #scheduled(): Promise<void> {
    const coming = await this.#coming()
    const made = new Set((await this.#allLooks(coming)).map(({ airingId, moment }) => `${airingId} ${moment}`))
    const isMade = ({ airingId, moment }: { airingId: string; moment: Moment }) => made.has(`${airingId} ${moment}`)
    for (const { airingId, moment } of dueLooks(coming, isMade, this.#deps.clock.now())) {
      await this.#look(moment, airingId)
    }
  }

  /**
   * One look at the station and at the airings of the next day, or at one of them. A look without a moment is written
   * down only where it found something else than the one before.
   */
  async #look(moment: Moment | undefined, onlyId?: string): Promise<void> {
    const { db, clock, config, live } = this.#deps
    if (!(await findStation(db))) return
    const now = clock.now()
    const coming = await this.#coming()
    const { status, stale } = await readStatus(config.dataDir, now)
    const around = (await airingsBetween(db, now - BEHIND_MS, now + DAY_MS + BEHIND_MS, now)).filter(
      ({ state }) => state !== 'withdrawn' && state !== 'skipped',
    )
    const quiet = isQuiet(stale ? undefined : status?.state, around, now)
    const before = JSON.stringify(this.#stationLines)
    const opens = !quiet ? 'none' : moment === undefined ? 'doubtful' : 'all'
    this.#stationLines = await this.#station.lines({ opens })
    this.#at = now
    let isNew = JSON.stringify(this.#stationLines) !== before
    const looks = await this.#looksAt(coming)
    const heavy = new AbortController()
    this.#heavy = heavy
    const signal = quiet
      ? AbortSignal.any([this.#ending.signal, heavy.signal, AbortSignal.timeout(untilNear(coming, now))])
      : undefined
    for (const airing of coming.filter(({ id }) => onlyId === undefined || id === onlyId)) {
      if (this.#ending.signal.aborted) return
      const own = await lookAtAiring(this.#deps, this.#exams, airing, around, signal && { signal })
      const last = looks.get(airing.id)?.at(-1)
      const isSame = last !== undefined && JSON.stringify(last.lines.filter(isOfAiring)) === JSON.stringify(own)
      if ((moment === undefined && isSame) || airing.startsAt <= clock.now()) continue
      const lines = [...own, ...this.#stationLines]
      await addLook(db, { airingId: airing.id, moment: moment ?? 'change', at: clock.now(), lines })
      isNew = true
    }
    this.#heavy = undefined
    if (!isNew) return
    this.#next.alarms = 0
    live.tell({ event: 'changed', data: { what: 'alarms' } })
  }

  /** Breaks off what is heavy when something begins to sound or is ordered to: what it wanted to know waits. */
  async #giveWay(): Promise<void> {
    const { db, clock, config, log } = this.#deps
    const heavy = this.#heavy
    if (heavy === undefined || heavy.signal.aborted || this.#ending.signal.aborted || this.#givingWay) return
    this.#givingWay = true
    try {
      const now = clock.now()
      const { status, stale } = await readStatus(config.dataDir, now)
      const near = await airingsBetween(db, now, now + QUIET_BEFORE_MS, now)
      if (!isQuiet(stale ? undefined : status?.state, near, now)) heavy.abort()
    } catch (err) {
      if (!this.#ending.signal.aborted) log.warn({ err }, 'Không xem được có phải nhường sóng hay không')
    } finally {
      this.#givingWay = false
    }
  }

  async #tellAlarms(nowMs: number): Promise<void> {
    const { db, live, log, config, clock } = this.#deps
    const { status, stale } = await readStatus(config.dataDir, clock.now())
    const { problems, output, relay, isReserveDevice } = status ?? {}
    const heard = JSON.stringify([stale, problems, output?.alarm, relay, isReserveDevice])
    if (heard !== this.#heard || nowMs >= this.#next.alarms) {
      this.#heard = heard
      this.#next.alarms = nowMs + ALARMS_EVERY_MS
      const found = await this.alarms()
      const isNew = JSON.stringify(found) !== JSON.stringify(this.#alarms)
      this.#alarms = found
      if (isNew) live.tell({ event: 'changed', data: { what: 'alarms' } })
    }
    const alarms = this.#alarms
    if (alarms.length === 0) return
    const [{ alarmHook }, station] = [await findAirSettings(db), await findStation(db)]
    if (!alarmHook || !station) return
    // A hook may take half a minute; the looks do not wait for it.
    this.#sender.send(alarms, alarmHook, station.name).catch((err: unknown) => {
      if (!this.#ending.signal.aborted) log.error({ err }, 'Chưa ghi được việc gửi cảnh báo')
    })
  }
}

/** How long something heavy may take from `now`: until a minute before the next airing. */
function untilNear(coming: readonly Airing[], now: number): number {
  const [first] = coming.map(({ startsAt }) => startsAt - now - 60_000).sort((a, b) => a - b)
  return Math.max(1000, Math.min(first ?? MOST_WORK_MS, MOST_WORK_MS))
}

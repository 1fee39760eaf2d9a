import { addDays, instantOf, weekday } from '../../schedules/index.ts'
import type {
  Edition,
  Month,
  MonthWork,
  PeriodStanding,
  Programme,
  Proposals,
  Review,
  Revision,
  Submission,
  SubmissionSummary,
  Unit,
  UnitDetail,
  UrgingSheet,
} from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { noteRender, noteSound } from './aired.ts'
import type { SourceProgramme, SourceStation } from './source-stations.ts'

/** What is due on a day brings forth more that is due: so often at most. */
const MOST_ROUNDS = 8

/** What a year left behind, by programme. */
export interface YearOfProgramme {
  source: SourceProgramme
  /** The periods that were opened, in the order in which they were. */
  opened: string[]
  /** The dates on which each period was heard. */
  heard: Map<string, string[]>
  missed: string[]
}

/** What a year left behind. */
export interface YearGone {
  programmes: YearOfProgramme[]
  submissions: SubmissionSummary[]
  /** The units that were urged, by period. */
  urged: Map<string, Set<string>>
  /** What was late on the evening of any day though everybody did what was due: nothing is hoped for. */
  lateAtNight: string[]
  /** The items that came back from an earlier meeting. */
  cameBack: string[]
}

/** How a year is gone through. */
export interface YearWay {
  /**
   * Where it is heard. `outside`: by other means, noted by hand. `inside`: by the on-air process, as far as its journal tells; there
   * is no sound. Default `outside`.
   */
  heard?: 'outside' | 'inside'
  /** Asks the station of the year on the morning after it. */
  whenOver?: (station: TestStation, gone: YearGone) => Promise<void>
}

/**
 * Goes through a year of a station day by day: units send, and its one person opens “Hôm nay” each morning and does what is due
 * there, until nothing is that words can settle. Sound is no part of this.
 */
export async function goThroughYear(
  source: SourceStation,
  { heard = 'outside', whenOver }: YearWay = {},
): Promise<YearGone> {
  const year = await Year.begin(source, heard)
  try {
    for (let days = 0; days < source.days; days++) {
      const date = addDays(source.from, days)
      if (year.mayBring(date)) await year.day(date)
    }
    const gone = await year.gone()
    if (whenOver) {
      year.goTo(addDays(source.from, source.days))
      await whenOver(year.station, gone)
    }
    return gone
  } finally {
    await year.station.close()
  }
}

class Year {
  readonly station: TestStation
  readonly #clock: FakeClock
  readonly #source: SourceStation
  readonly #heard: 'outside' | 'inside'
  readonly #programmes: Map<string, YearOfProgramme>
  readonly #units: Map<string, string>
  /** The masters of editions that were made to be heard. */
  readonly #masters = new Map<string, string>()
  readonly #planned: { date: string; time: string; editionId: string; programmeId: string; period: string }[] = []
  readonly #urged = new Map<string, Set<string>>()
  readonly #lateAtNight: string[] = []
  readonly #cameBack: string[] = []
  /** The newest answer of “Hôm nay”: what it holds decides whether the next day can bring anything. */
  #seen: Month | undefined

  private constructor(
    station: TestStation,
    clock: FakeClock,
    source: SourceStation,
    {
      heard,
      programmes,
      units,
    }: { heard: 'outside' | 'inside'; programmes: Map<string, YearOfProgramme>; units: Map<string, string> },
  ) {
    this.station = station
    this.#heard = heard
    this.#clock = clock
    this.#source = source
    this.#programmes = programmes
    this.#units = units
  }

  /** The station with its programmes, units and rota, as the document has them. */
  static async begin(source: SourceStation, heard: 'outside' | 'inside'): Promise<Year> {
    const clock = new FakeClock(hourOf(source.from, MORNING))
    const station = await TestStation.open({ clock })
    try {
      await station.setUp()
      const programmes = new Map<string, YearOfProgramme>()
      for (const one of source.programmes) {
        const { id } = await station.get<Programme>('POST', '/api/programmes', {
          preset: one.preset,
          ...(source.startsOn !== undefined && { startsOn: source.startsOn }),
        })
        programmes.set(id, { source: one, opened: [], heard: new Map(), missed: [] })
        if (source.endsOn !== undefined) {
          await station.get('PATCH', `/api/programmes/${id}`, { endsOn: source.endsOn })
        }
        if (one.rota) await layRota(station, id, one.rota, Number((source.startsOn ?? source.from).slice(0, 4)))
      }
      const units = new Map((await station.get<Unit[]>('GET', '/api/units')).map(({ name, id }) => [name, id]))
      return new Year(station, clock, source, { heard, programmes, units })
    } catch (cause) {
      await station.close()
      throw cause
    }
  }

  /**
   * Whether a day can bring anything: something is due or being taken in, a window opens, something is aired, a period begins.
   * On the days between nobody asks, for nothing has changed.
   */
  mayBring(date: string): boolean {
    if (!this.#seen || this.#seen.work.length > 0 || date.endsWith('-01')) return true
    const windows = this.#seen.programmes.flatMap(({ periods }) => periods).flatMap((period) => period.windows)
    return (
      windows.some(({ name, from, to }) => from === date || (name !== 'airing' && from < date && date <= to)) ||
      this.#planned.some((one) => one.date === date) ||
      this.#source.programmes.some(({ periods }) => periods === 52 && weekday(date) === 1)
    )
  }

  /** The morning of a day. */
  goTo(date: string): void {
    this.#clock.step(hourOf(date, MORNING) - this.#clock.now())
  }

  async day(date: string): Promise<void> {
    this.goTo(date)
    let month = await this.#month()
    if (await this.#send(date, month)) month = await this.#month()
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let hasDone = false
      for (const one of month.work) hasDone = (await this.#do(one, date)) || hasDone
      if (!hasDone) break
      month = await this.#month()
    }
    this.#seen = month
    const late = month.work.filter(({ work, isLate }) => isLate && WORDS.has(work))
    this.#lateAtNight.push(...late.map(({ label }) => `${date}: ${label}`))
    this.#clock.step(hourOf(date, EVENING) - this.#clock.now())
    await this.#air(date)
  }

  async gone(): Promise<YearGone> {
    const { programmes } = await this.#month()
    for (const { programmeId, missed } of programmes) {
      this.#of(programmeId).missed = missed.map(({ period }) => period).reverse()
    }
    return {
      programmes: [...this.#programmes.values()],
      submissions: await this.station.get('GET', '/api/submissions'),
      urged: this.#urged,
      lateAtNight: this.#lateAtNight,
      cameBack: this.#cameBack,
    }
  }

  #month(): Promise<Month> {
    return this.station.get('GET', '/api/month')
  }

  #of(programmeId: string): YearOfProgramme {
    const found = this.#programmes.get(programmeId)
    if (!found) throw new Error(`no programme ${programmeId}`)
    return found
  }

  /** Each unit sends on a day of its own within intake, unless the year says otherwise; extras come on their day. Whether any came. */
  async #send(date: string, { programmes }: Month): Promise<boolean> {
    let hasCome = false
    const periods = programmes.flatMap(({ periods: all }) => all)
    for (const standing of periods) {
      const intake = standing.windows.find(({ name }) => name === 'intake')
      if (!intake) continue
      for (const [place, { unitName, itemsMissing }] of standing.receipts.entries()) {
        const slip = this.#source.slips.find((one) => one.unitName === unitName && one.period === standing.period)
        const own = addDays(intake.from, 1 + place)
        const inTime = own < intake.to ? own : intake.to
        const sendsOn = slip?.does === 'sends-late' ? addDays(intake.to, 1) : inTime
        if (slip?.does === 'never-sends' || itemsMissing === 0 || sendsOn !== date) continue
        await this.#enter(standing, `Tin bài của ${unitName}, ${standing.periodTitle}`, unitName)
        hasCome = true
      }
      const isTheirs = standing.programmeId === [...this.#programmes.keys()][0]
      for (const extra of isTheirs ? this.#source.extras.filter(({ on }) => on === date) : []) {
        if (date < intake.from || date > intake.to) continue
        await this.#enter(standing, extra.title)
        hasCome = true
      }
    }
    return hasCome
  }

  async #enter({ programmeId, period }: PeriodStanding, title: string, unitName?: string): Promise<void> {
    await this.station.get<Submission>('POST', '/api/submissions', {
      title,
      text: `${title}. Người dân được trả kết quả trước hẹn tại bộ phận một cửa.`,
      unitId: (unitName && this.#units.get(unitName)) || null,
      author: '',
      year: null,
      award: '',
      source: unitName === undefined ? 'above' : 'unit',
      sourceName: unitName === undefined ? 'Sở Nội vụ' : '',
      contact: '',
      note: '',
      topics: [],
      fileIds: [],
      placements: [{ programmeId, period }],
      entryKey: `${programmeId} ${period} ${title}`.slice(0, 100),
    })
  }

  /** Does one thing that is due; whether anything was done. */
  async #do(work: MonthWork, date: string): Promise<boolean> {
    switch (work.work) {
      case 'open':
        await this.station.get('POST', '/api/editions', { programmeId: work.programmeId, period: work.period })
        this.#of(work.programmeId).opened.push(work.period)
        return true
      case 'urge':
        return this.#urge(work, date)
      case 'review':
        // The meeting sits on its last day, when whoever sends has sent.
        return work.dueOn === date ? this.#review(work) : false
      case 'bring':
        await this.station.get('POST', `/api/programmes/${work.programmeId}/reviews/${work.period}/script`)
        return true
      case 'script':
        return this.#write(work)
      case 'submit':
        return this.#approve(work, date)
      default:
        return false
    }
  }

  async #urge({ programmeId, period }: MonthWork, date: string): Promise<boolean> {
    const url = `/api/programmes/${programmeId}/periods/${period}/urging`
    const { answerBy, text } = await this.station.get<UrgingSheet>('GET', url)
    if (answerBy < date) throw new Error(`asked on ${date} for an answer by ${answerBy}`)
    const { urgings } = await this.station.get<UrgingSheet>('POST', url, { how: 'zalo', answerBy, text })
    const urged = this.#urged.get(period) ?? new Set()
    for (const { unitName } of urgings[0]?.units ?? []) urged.add(unitName)
    this.#urged.set(period, urged)
    return true
  }

  async #review({ programmeId, period }: MonthWork): Promise<boolean> {
    const { items } = await this.station.get<Review>('GET', `/api/programmes/${programmeId}/reviews/${period}`)
    const undecided = items.filter(({ decision }) => decision === undefined)
    for (const { placementId, title, heldFrom } of undecided) {
      const extra = heldFrom === undefined ? this.#source.extras.find((one) => one.title === title) : undefined
      if (heldFrom !== undefined) this.#cameBack.push(`${title}, ${period}`)
      await this.station.get('PUT', `/api/placements/${placementId}/decision`, {
        programmeId,
        period,
        decision: extra?.decision ?? 'chosen',
        ...(extra?.decision === 'refused' && { reason: 'Không thuộc nội dung của chuyên mục' }),
      })
    }
    return undecided.length > 0
  }

  async #write({ editionId, period }: MonthWork): Promise<boolean> {
    await this.station.get('POST', `/api/editions/${editionId}/revisions`, {
      source: 'written',
      items: [{ title: 'Bản tin của đài', text: `Kính thưa quý vị và các bạn, mời nghe bản tin ${period}.` }],
    })
    return true
  }

  /** Submitted on its last day, approved at once, and its dates confirmed as the rule proposes them. */
  async #approve({ editionId = '', programmeId, period, dueOn }: MonthWork, date: string): Promise<boolean> {
    if (dueOn !== undefined && dueOn > date) return false
    const { latest } = await this.station.get<Edition>('GET', `/api/editions/${editionId}`)
    const approver = { approver: 'Lãnh đạo Uỷ ban nhân dân' }
    await this.station.get<Revision>('POST', `/api/revisions/${latest?.id}/approval`, approver)
    const { proposals } = await this.station.get<Proposals>('GET', `/api/editions/${editionId}/proposals`)
    const slots = proposals.flatMap(({ date: on, times }) =>
      times[0] === undefined ? [] : [{ date: on, time: times[0] }],
    )
    if (slots.length === 0) return true
    await this.station.get('POST', `/api/editions/${editionId}/airings`, { slots })
    this.#planned.push(...slots.map((slot) => ({ ...slot, editionId, programmeId, period })))
    return true
  }

  /** What was planned for today was heard, unless the period was silent. */
  async #air(date: string): Promise<void> {
    for (const { time, editionId, programmeId, period } of this.#planned.filter((one) => one.date === date)) {
      const of = this.#of(programmeId)
      if (of.source.silent.includes(period)) continue
      if (this.#heard === 'inside') await this.#sound(editionId, date)
      else {
        const where = new URLSearchParams({ date, time, where: 'Cụm loa trung tâm', note: 'Ghi trong sổ trực' })
        await this.station.get('POST', `/api/editions/${editionId}/outside-airings?${where}`)
      }
      of.heard.set(period, [...(of.heard.get(period) ?? []), date])
    }
  }

  /** What the journal would tell of the edition's airings of a day. */
  async #sound(editionId: string, date: string): Promise<void> {
    const { latest, airings } = await this.station.get<Edition>('GET', `/api/editions/${editionId}`)
    if (!latest) throw new Error(`edition ${editionId} has no script`)
    const itemIds = latest.items.map(({ itemId }) => itemId)
    const masterSha256 =
      this.#masters.get(editionId) ?? (await noteRender(this.station, { editionId, revisionId: latest.id, itemIds }))
    this.#masters.set(editionId, masterSha256)
    for (const { id, startsAt } of airings.filter((airing) => airing.date === date)) {
      await noteSound(this.station, id, { at: startsAt, masterSha256 })
    }
  }
}

/** What is settled by words, so that a person who does what is due is never late with it. */
const WORDS: ReadonlySet<MonthWork['work']> = new Set(['open', 'review', 'bring', 'script', 'revise', 'submit'])

/** When a person opens “Hôm nay”, and when the day's last airing is over. */
const MORNING = '08:00'
const EVENING = '20:00'

function hourOf(date: string, time: string): number {
  return instantOf(date, time, 'Asia/Ho_Chi_Minh')
}

async function layRota(
  station: TestStation,
  programmeId: string,
  rota: (month: number) => readonly string[],
  year: number,
): Promise<void> {
  const ids = new Map<string, string>()
  const numbers = Array.from({ length: 12 }, (_, place) => place + 1)
  for (const name of new Set(numbers.flatMap((number) => rota(number)))) {
    const { unit } = await station.get<UnitDetail>('POST', '/api/units', { name })
    ids.set(name, unit.id)
  }
  await station.get('PUT', `/api/programmes/${programmeId}/rota`, {
    scope: 'every-year',
    year,
    months: numbers.map((month) => ({ month, places: rota(month).map((name) => ({ unitId: ids.get(name) })) })),
  })
}

import type { DatedRule, DeskWindow, ProgrammeRule, RuleChange } from '../../../server/contract/index.ts'
import { readDate } from '../../dates.ts'
import { dateWords } from '../../words.ts'

export type RuleKind = ProgrammeRule['kind']

/** A desk window while it is written: one of the two kinds, by what the rule goes by. */
export class WindowDraft {
  isSet = $state(false)
  fromDay = $state(1)
  toDay = $state(10)
  monthsBefore = $state(0)
  fromDays = $state(8)
  toDays = $state(4)

  constructor(
    window: DeskWindow | undefined,
    usual: { fromDay: number; toDay: number; fromDays: number; toDays: number },
  ) {
    this.isSet = window !== undefined
    Object.assign(this, usual)
    if (window?.kind === 'days-of-month') {
      this.fromDay = window.fromDay
      this.toDay = window.toDay
      this.monthsBefore = window.monthsBefore
    } else if (window) {
      this.fromDays = window.fromDays
      this.toDays = window.toDays
    }
  }

  /** Null: the programme says nothing of it. */
  written(isByMonth: boolean): DeskWindow | null {
    if (!this.isSet) return null
    const { fromDay, toDay, monthsBefore, fromDays, toDays } = this
    return isByMonth
      ? { kind: 'days-of-month', fromDay, toDay, monthsBefore }
      : { kind: 'days-before', fromDays, toDays }
  }

  problem(isByMonth: boolean): string | undefined {
    if (!this.isSet) return undefined
    if (isByMonth) {
      if (!isDay(this.fromDay) || !isDay(this.toDay)) return 'Ngày phải từ 1 đến 31.'
      return this.fromDay > this.toDay ? 'Ngày bắt đầu nằm sau ngày kết thúc.' : undefined
    }
    if (!isFew(this.fromDays) || !isFew(this.toDays)) return 'Số ngày phải từ 0 đến 92.'
    return this.fromDays < this.toDays ? 'Ngày bắt đầu phải xa ngày phát hơn ngày kết thúc.' : undefined
  }
}

/** The rule of a programme while it is written; the fields of the other kinds wait in case the person changes back. */
export class RuleDraft {
  readonly #base: DatedRule
  kind = $state<RuleKind>('days-a-month')
  days = $state(2)
  fromDay = $state(15)
  toDay = $state(30)
  monthOfQuarter = $state(3)
  weekdays = $state<number[]>([2])
  /** Dates as they are typed, one a line. */
  datesTyped = $state('')
  times = $state<(string | undefined)[]>([])
  /** From when it is to hold; empty while no date is written, undefined: the rule in force is put right from its beginning. */
  from = $state<string | undefined>()
  readonly intake: WindowDraft
  readonly review: WindowDraft
  readonly #year: number

  constructor(base: DatedRule, today: string) {
    this.#base = base
    this.#year = Number(today.slice(0, 4))
    this.from = today
    this.kind = base.rule.kind
    this.times = [...base.times]
    const { rule } = base
    if (rule.kind === 'weekly') this.weekdays = [...rule.weekdays]
    else if (rule.kind === 'listed-dates') this.datesTyped = rule.dates.map(dateWords).join('\n')
    else {
      this.days = rule.kind === 'quarterly' ? rule.daysAQuarter : rule.daysAMonth
      this.fromDay = rule.fromDay
      this.toDay = rule.toDay
      if (rule.kind === 'quarterly') this.monthOfQuarter = rule.monthOfQuarter
    }
    this.intake = new WindowDraft(base.intakeWindow, { fromDay: 1, toDay: 10, fromDays: 8, toDays: 4 })
    this.review = new WindowDraft(base.reviewWindow, { fromDay: 10, toDay: 15, fromDays: 4, toDays: 1 })
  }

  /** Whether desk windows are days of a month; else they are counted back from the first airing. */
  get isByMonth(): boolean {
    return this.kind === 'days-a-month' || this.kind === 'quarterly'
  }

  get dates(): { found: string[]; wrong: string[] } {
    const lines = this.datesTyped.split(/[\n;,]+/).map((line) => line.trim())
    const found: string[] = []
    const wrong: string[] = []
    for (const line of lines.filter(Boolean)) {
      const date = readDate(line, this.#year)
      if (date === undefined) wrong.push(line)
      else found.push(date)
    }
    return { found: [...new Set(found)].sort(), wrong }
  }

  get rule(): ProgrammeRule {
    const { kind, days, fromDay, toDay, monthOfQuarter } = this
    if (kind === 'weekly') return { kind, weekdays: [...this.weekdays].sort((a, b) => a - b) }
    if (kind === 'listed-dates') return { kind, dates: this.dates.found }
    return kind === 'quarterly'
      ? { kind, daysAQuarter: days, monthOfQuarter, fromDay, toDay }
      : { kind, daysAMonth: days, fromDay, toDay }
  }

  get problem(): string | undefined {
    const known = this.times.filter((time) => time !== undefined)
    if (known.length < this.times.length) return 'Có giờ phát chưa đúng.'
    if (new Set(known).size < known.length) return 'Có hai giờ phát trùng nhau.'
    if (this.from === '') return 'Chọn ngày áp dụng.'
    return this.#problemOfDates() ?? this.intake.problem(this.isByMonth) ?? this.review.problem(this.isByMonth)
  }

  #problemOfDates(): string | undefined {
    if (this.kind === 'weekly') return this.weekdays.length === 0 ? 'Chọn ít nhất một ngày trong tuần.' : undefined
    if (this.kind === 'listed-dates') {
      const { found, wrong } = this.dates
      if (wrong.length > 0) return `Chưa đọc được: ${wrong.slice(0, 3).join('; ')}. Ghi ngày kiểu 20/11/2026.`
      return found.length === 0 ? 'Ghi ít nhất một ngày phát.' : undefined
    }
    if (!isDay(this.fromDay) || !isDay(this.toDay) || this.fromDay > this.toDay)
      return 'Khung ngày phải từ 1 đến 31, ngày đầu không sau ngày cuối.'
    return isDay(this.days) && this.days <= this.toDay - this.fromDay + 1
      ? undefined
      : 'Số ngày phát phải nằm gọn trong khung ngày.'
  }

  /** What is asked of the station; undefined while something in it is wrong. */
  get written(): RuleChange | undefined {
    if (this.problem !== undefined) return undefined
    const times = this.times.filter((time) => time !== undefined)
    return {
      rule: this.rule,
      times: times.toSorted(),
      intakeWindow: this.intake.written(this.isByMonth),
      reviewWindow: this.review.written(this.isByMonth),
      ...(this.from !== undefined && { from: this.from }),
    }
  }

  get isChanged(): boolean {
    const { rule, times, intakeWindow = null, reviewWindow = null } = this.#base
    const { written } = this
    if (!written) return true
    return (
      JSON.stringify([written.rule, written.times, written.intakeWindow, written.reviewWindow]) !==
      JSON.stringify([inOrder(rule), times, ordered(intakeWindow), ordered(reviewWindow)])
    )
  }
}

/** The fields of a rule in the order in which a draft writes them. */
function inOrder(rule: ProgrammeRule): ProgrammeRule {
  switch (rule.kind) {
    case 'days-a-month':
      return { kind: rule.kind, daysAMonth: rule.daysAMonth, fromDay: rule.fromDay, toDay: rule.toDay }
    case 'quarterly':
      return {
        kind: rule.kind,
        daysAQuarter: rule.daysAQuarter,
        monthOfQuarter: rule.monthOfQuarter,
        fromDay: rule.fromDay,
        toDay: rule.toDay,
      }
    case 'weekly':
      return { kind: rule.kind, weekdays: rule.weekdays }
    case 'listed-dates':
      return { kind: rule.kind, dates: rule.dates }
  }
}

function ordered(window: DeskWindow | null): DeskWindow | null {
  if (window === null) return null
  if (window.kind === 'days-before') return { kind: window.kind, fromDays: window.fromDays, toDays: window.toDays }
  const { kind, fromDay, toDay, monthsBefore } = window
  return { kind, fromDay, toDay, monthsBefore }
}

const isDay = (day: number) => Number.isInteger(day) && day >= 1 && day <= 31
const isFew = (days: number) => Number.isInteger(days) && days >= 0 && days <= 92

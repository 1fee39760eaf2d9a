import { addDays, type CalendarDate } from '../../schedules/index.ts'
import type { EditionSummary, MonthWork, MyRead, PersonFunction, UnitReceipt } from '../contract/index.ts'
import { missingOf } from '../urging/index.ts'
import { type PeriodWindows, wordsDueOn } from './windows.ts'

/** Urging begins this many days before intake ends, and is not repeated sooner than that. */
const URGING_DAYS = 3

/** How far the approval of the newest words is: nobody was asked, a leader is asked, or they came back with remarks. */
export type ApprovalState = 'none' | 'asked' | 'returned'

/** What the work of one period is read from. */
export interface PeriodFacts {
  programmeId: string
  programmeName: string
  period: string
  periodTitle: string
  /** The period in which the day lies: not one that is only prepared or still to be ended. */
  isPresent: boolean
  windows: PeriodWindows
  receipts: readonly UnitReceipt[]
  lastUrgedOn: CalendarDate | undefined
  itemsUndecided: number
  itemsChosen: number
  /** Chosen ones that stand in no item of the newest script. */
  itemsToBringIn: number
  edition: EditionSummary | undefined
  approval: ApprovalState
  /** The first confirmed date that is still to come. */
  nextAiringOn: CalendarDate | undefined
  /** Reads that were given to the person who asks, of this edition. */
  myReads: readonly MyRead[]
}

/** A person as the rules see them. */
export interface Asker {
  functions: readonly PersonFunction[]
}

/** Work before it is said whose it is. */
type Work = Omit<MonthWork, 'isMine' | 'people' | 'isLate'>
type Step = Pick<Work, 'work' | 'label' | 'functions' | 'dueOn'>

/** Whose work each thing is, by function; more than one where a small station or its plan gives it to either. */
const WHOSE: Record<MonthWork['work'], PersonFunction[]> = {
  open: ['editor'],
  urge: ['collector', 'monitor'],
  review: ['editor'],
  bring: ['editor'],
  script: ['editor'],
  revise: ['editor'],
  submit: ['editor'],
  approve: ['approver'],
  record: ['announcer'],
  read: ['announcer'],
  render: ['technician'],
  schedule: ['technician'],
  watch: ['technician'],
  wards: ['technician'],
}

/** The way of an edition: what comes earlier on it is done first among what is equally pressing. */
const WAY = Object.keys(WHOSE)

/** What is due in a period on a day, in the order of the edition's way (pure). */
export function workOf(facts: PeriodFacts, today: CalendarDate): MonthWork[] {
  const steps = [
    opening(facts, today),
    urging(facts, today),
    review(facts, today),
    bringing(facts),
    ...editionSteps(facts, today),
  ]
  const { programmeId, programmeName, period, periodTitle, edition } = facts
  const works = steps
    .filter((step) => step !== undefined)
    .map(
      (step): MonthWork => ({
        ...step,
        programmeId,
        programmeName,
        period,
        periodTitle,
        people: [],
        isMine: false,
        isLate: step.dueOn !== undefined && step.dueOn < today,
        ...(edition && { editionId: edition.id }),
      }),
    )
  return [...works, ...reads(facts)]
}

/** An edition is opened once its period has begun, or sooner where its review has, as long as it may still air. */
function opening({ edition, isPresent, windows, periodTitle }: PeriodFacts, today: CalendarDate): Step | undefined {
  if (edition || (windows.airing && windows.airing.to < today)) return undefined
  const isTime = isPresent || (windows.review !== undefined && windows.review.from <= today)
  return isTime ? step('open', `Mở kỳ ${periodTitle}`) : undefined
}

/**
 * Urging is due from three days before intake ends until the review is over, and again three days after the last time: “theo
 * dõi, kiểm tra, đôn đốc” (Sa Đéc 2023, IV.4). Later the edition is made of what there is. Late is the unit, not who urges it.
 */
function urging({ receipts, windows, lastUrgedOn }: PeriodFacts, today: CalendarDate): Step | undefined {
  const { intake } = windows
  const missing = missingOf(receipts).length
  if (!intake || missing === 0) return undefined
  const wordsDue = wordsDueOn(windows)
  const until = wordsDue !== undefined && wordsDue > intake.to ? wordsDue : intake.to
  if (today < addDays(intake.to, -URGING_DAYS) || today > until) return undefined
  if (lastUrgedOn !== undefined && today < addDays(lastUrgedOn, URGING_DAYS)) return undefined
  return step('urge', `Đôn đốc ${missing} đơn vị chưa gửi đủ tin, bài`, today > intake.to ? until : intake.to)
}

function review({ itemsUndecided, windows }: PeriodFacts, today: CalendarDate): Step | undefined {
  if (itemsUndecided === 0) return undefined
  if (windows.review !== undefined && today < windows.review.from) return undefined
  return step('review', `Thẩm định ${itemsUndecided} tin, bài`, wordsDueOn(windows))
}

/** What was chosen goes into the script until a leader has approved it. */
function bringing({ itemsToBringIn, edition, windows }: PeriodFacts): Step | undefined {
  const isApproved = edition?.steps.find(({ name }) => name === 'approval')?.state === 'done'
  if (!edition || itemsToBringIn === 0 || isApproved) return undefined
  return step('bring', `Đưa ${itemsToBringIn} tin, bài vào kịch bản`, wordsDueOn(windows))
}

/** What the edition itself waits for. */
function editionSteps(facts: PeriodFacts, today: CalendarDate): Step[] {
  const { edition, windows, approval } = facts
  const next = edition?.nextStep
  if (!edition || !next) return []
  const byWords = wordsDueOn(windows)
  const byAir = soundDueOn(facts)
  switch (next.name) {
    case 'script':
      return facts.itemsToBringIn > 0 || areItemsAwaited(facts, today) ? [] : [step('script', next.label, byWords)]
    case 'approval':
      if (approval === 'asked') return [step('approve', 'Phê duyệt kịch bản', byWords)]
      return [
        approval === 'returned'
          ? step('revise', 'Sửa theo ý kiến lãnh đạo', byWords)
          : step('submit', next.label, byWords),
      ]
    case 'takes':
      return [step('record', next.label, byAir)]
    case 'render':
      return [step('render', next.label, byAir)]
    case 'schedule':
      return [step('schedule', next.label, byAir)]
    case 'air':
      return isToWatch(facts, today) ? [step('watch', next.label)] : []
    case 'wards':
      return edition.steps.find(({ name }) => name === 'wards')?.state === 'due' ? [step('wards', next.label)] : []
  }
}

/**
 * Nothing was chosen yet, and there is something to choose or more to come: units whose turn it is have until the review begins.
 * A programme without a rota is written whenever its editor likes.
 */
function areItemsAwaited(
  { itemsChosen, itemsUndecided, receipts, windows }: PeriodFacts,
  today: CalendarDate,
): boolean {
  if (itemsChosen > 0) return false
  return itemsUndecided > 0 || (receipts.length > 0 && windows.review !== undefined && today < windows.review.from)
}

/** Airing looks after itself: a person is asked for on the day, and where something was lost. */
function isToWatch({ edition, nextAiringOn }: PeriodFacts, today: CalendarDate): boolean {
  const air = edition?.steps.find(({ name }) => name === 'air')
  return nextAiringOn === today || air?.state === 'problem' || air?.state === 'due'
}

/** The day before the first confirmed date, or before the window opens where none is confirmed. */
function soundDueOn({ nextAiringOn, windows }: PeriodFacts): CalendarDate | undefined {
  const first = nextAiringOn ?? windows.airing?.from
  return first && addDays(first, -1)
}

/** What a person was given to read is theirs, whatever their functions are. */
function reads({ programmeId, programmeName, period, periodTitle, myReads }: PeriodFacts): MonthWork[] {
  return myReads.map((read) => ({
    ...step('read', `${read.sentBack ? 'Đọc lại' : 'Đọc'} tiết mục ${read.number}: ${read.title}`, read.dueOn),
    programmeId,
    programmeName,
    period,
    periodTitle,
    editionId: read.editionId,
    itemId: read.itemId,
    people: [],
    isLate: read.isOverdue,
    isMine: true,
  }))
}

function step(work: MonthWork['work'], label: string, dueOn?: CalendarDate): Step {
  return { work, label, functions: WHOSE[work], ...(dueOn !== undefined && { dueOn }) }
}

/** What of a station's way a ward does not go: it has no register, no units to urge, no device and no wards of its own. */
const NOT_OF_WARDS: ReadonlySet<MonthWork['work']> = new Set(['urge', 'review', 'bring', 'watch', 'wards'])

/** The work of a ward's edition for its own people (pure): its leader approves elsewhere, and they follow that. */
export function wardsWork(works: readonly MonthWork[]): MonthWork[] {
  return works
    .filter(({ work }) => !NOT_OF_WARDS.has(work))
    .map((one) => (one.work === 'approve' ? { ...one, label: 'Theo dõi phê duyệt' } : one))
}

/** Says whose each work is (pure): by function; what a person was given to read stays theirs. */
export function fallsTo(works: readonly MonthWork[], { functions }: Asker): MonthWork[] {
  return works.map((work) => ({
    ...work,
    isMine: work.isMine || (work.work !== 'read' && work.functions.some((one) => functions.includes(one))),
  }))
}

/**
 * The most pressing first (pure): what is mine before what is not; what is late, the longest first; an edition that nobody has
 * opened, for nothing can follow; then by day, without a day last; then in the order of the way.
 */
export function byPressure(works: readonly MonthWork[]): MonthWork[] {
  const rank = ({ work, isLate }: MonthWork) => (isLate ? 0 : work === 'open' ? 1 : 2)
  const day = ({ dueOn }: MonthWork) => dueOn ?? '9999-12-31'
  return works.toSorted(
    (a, b) =>
      Number(b.isMine) - Number(a.isMine) ||
      rank(a) - rank(b) ||
      day(a).localeCompare(day(b)) ||
      WAY.indexOf(a.work) - WAY.indexOf(b.work) ||
      a.programmeName.localeCompare(b.programmeName, 'vi') ||
      a.period.localeCompare(b.period),
  )
}

/** The one next step of a person (pure): the most pressing of what falls to them. */
export function nextOf(works: readonly MonthWork[]): MonthWork | undefined {
  return byPressure(works).find(({ isMine }) => isMine)
}

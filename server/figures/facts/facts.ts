import type { CalendarDate, PlannedCourse } from '../../../schedules/index.ts'
import type { ItemKind, Producer } from '../../contract/index.ts'
import type { Days } from '../spans.ts'

/** A programme as reports speak of it. */
export interface ProgrammeFact {
  programmeId: string
  name: string
  course: PlannedCourse
  audiences: readonly string[]
  producer: Producer
  /** The day on which it came into the system. */
  knownFrom: CalendarDate
}

/** Something that was written, or asked and answered, for a programme: what people count as “tin, bài”. */
export interface ItemFact {
  /** The same for one piece in whichever programmes and editions: what it was made from, the question, or the item itself. */
  key: string
  title: string
  /** A question and its answer are one piece: an answer. */
  kind: Extract<ItemKind, 'item' | 'answer' | 'notice' | 'question'>
  /** Of the line under which units are told; undefined: the station's own work. */
  unit: UnitLine | undefined
  topics: readonly string[]
  /** Of a work that was given an award and came as an item. */
  award: { award: string | undefined; author: string | undefined } | undefined
  href: string | undefined
}

/** An item in what sounded. */
export interface SoundedItem {
  item: ItemFact
  /** How long it was in it, ms; undefined: not measured. */
  ms: number | undefined
}

/** One time that an edition was heard whole, in the system or outside of it. */
export interface PlayFact {
  airingId: string
  editionId: string
  programmeId: string
  period: string
  /** “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
  editionTitle: string
  /** When it began, UTC ms, and the date of the station's calendar on which it did: the day on which all of it counts. */
  at: number
  date: CalendarDate
  isOutside: boolean
  place: string | undefined
  ms: number | undefined
  items: readonly SoundedItem[]
  /** The items of its script that sounded, and the sounds that it was made of, by hash. */
  itemIds: ReadonlySet<string>
  sounds: ReadonlySet<string>
}

/** Under which line something of a unit is counted. */
export interface UnitLine {
  key: string
  name: string
}

/** A unit's turn in a programme's period, by the rota. */
export interface TurnFact {
  unit: UnitLine
  /** The name of the unit in that period. */
  unitName: string
  programmeId: string
  programmeName: string
  period: string
  /** The day on which it counts: the last on which an item was in time. */
  dueOn: CalendarDate
  owed: number
  onTime: number
  late: number
  state: 'on-time' | 'late' | 'missing' | 'open'
}

/** An item that a unit sent without having its turn. */
export interface ExtraFact {
  unit: UnitLine
  submissionId: string
  title: string
  receivedAt: number
}

/** A quota in one of its periods. */
export interface QuotaFact {
  /** Undefined: the station's own. */
  unit: UnitLine | undefined
  channelId: string
  channelName: string
  periodName: string
  to: CalendarDate
  owed: number
  posted: number
  state: 'met' | 'open' | 'missed'
}

export interface QuestionFact {
  id: string
  code: string
  text: string
  receivedOn: CalendarDate
  /** The agency that answers; undefined: sent to nobody yet. */
  agency: UnitLine | undefined
  dueOn: CalendarDate | undefined
  answeredOn: CalendarDate | undefined
  isClosed: boolean
}

export interface FeedbackFact {
  id: string
  code: string
  kind: 'opinion' | 'proposal' | 'complaint' | 'praise'
  receivedOn: CalendarDate
  text: string
  isDone: boolean
}

export interface EvaluationFact {
  id: string
  kind: 'preliminary' | 'final' | 'inspection'
  onDate: CalendarDate
  about: string
}

/** A work that was given an award, with what it is known by in what sounds. */
export interface WorkFact {
  id: string
  title: string
  award: string | undefined
  author: string | undefined
  sounds: ReadonlySet<string>
  itemIds: ReadonlySet<string>
  /** The key of the item that it is. */
  itemKey: string | undefined
}

export interface TaskFact {
  id: string
  listId: string
  listTitle: string
  content: string
  units: readonly UnitLine[]
  dueOn: CalendarDate | undefined
  doneOn: CalendarDate | undefined
  state: 'done' | 'overdue' | 'open'
}

/** A ward station with what is known of it in the span. */
export interface WardFact {
  wardStationId: string
  name: string
  /** Editions that it took whole. */
  taken: readonly WardEdition[]
  /** Each time one sounded there. */
  plays: readonly WardPlayFact[]
  /** Editions that a recording of it holds. */
  proven: readonly WardEdition[]
  notAired: readonly WardEdition[]
}

export interface WardEdition {
  editionId: string
  editionTitle: string
  /** UTC ms: when it was taken, sent, said. */
  at: number
}

export interface WardPlayFact extends WardEdition {
  ms: number | undefined
}

/** Everything that figures are counted from. */
export interface Facts {
  days: Days
  /** The last day that is over or passing: the span's own, or today. */
  asOf: CalendarDate
  today: CalendarDate
  programmes: readonly ProgrammeFact[]
  plays: readonly PlayFact[]
  /** What was heard in the month before the days, of editions that may go on in them. */
  earlier: readonly Pick<PlayFact, 'editionId' | 'date'>[]
  turns: readonly TurnFact[]
  extras: readonly ExtraFact[]
  quotas: readonly QuotaFact[]
  questions: readonly QuestionFact[]
  feedback: readonly FeedbackFact[]
  evaluations: readonly EvaluationFact[]
  works: readonly WorkFact[]
  wards: readonly WardFact[]
  tasks: readonly TaskFact[]
  /** Mergers and splits within the span, in words. */
  unitNotes: readonly string[]
}

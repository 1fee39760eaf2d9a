import { vietnameseDate } from '../../../schedules/index.ts'
import type { ReportScope } from '../../contract/index.ts'
import type { Facts, PlayFact, ProgrammeFact, StationDays } from '../facts/index.ts'
import {
  airFigures,
  audiencesTable,
  broadcastDays,
  editionsOf,
  hoursTable,
  monthsTable,
  outsideTable,
  programmesTable,
} from './airtime.ts'
import { type Counted, type CountedHeadline, type CountedSheet, counted } from './counted.ts'
import {
  itemFigures,
  itemPlaysOf,
  itemProgrammesTable,
  itemsOf,
  itemUnitsTable,
  kindsTable,
  topicsTable,
} from './items.ts'
import { BROADCAST_DAYS, EDITIONS, ITEMS } from './listings.ts'
import { plannedDays } from './plan.ts'
import {
  EVALUATIONS,
  evaluationsTable,
  FEEDBACK,
  feedbackTable,
  playsOfWork,
  QUESTIONS,
  questionsOf,
  questionsTable,
  TASKS,
  tasksTable,
  WORK_PLAYS,
  worksTable,
} from './registers.ts'
import { intakeTable, ofState, QUOTAS, quotasTable, TURNS } from './units.ts'
import { firstPlays, PROVEN, TAKEN, WARD_MINUTES, WARD_PLAYS, WARDS, wardsTable } from './wards.ts'

/** What counting needs beside the facts. */
export interface SheetAsked {
  scope: ReportScope
  /** The line of the unit whose report it is. */
  unitKey: string | undefined
  cutOffDay: number | undefined
  calendar: StationDays
}

/** All that is counted of a span about somebody (pure); also the tables in which nothing stands. */
export function sheetOf(facts: Facts, asked: SheetAsked): CountedSheet {
  const sheet = sheetBy(facts, asked)
  return { ...sheet, notes: [...openNotes(facts), ...sheet.notes] }
}

function sheetBy(facts: Facts, asked: SheetAsked): CountedSheet {
  switch (asked.scope.of) {
    case 'unit':
      return unitSheet(facts, asked.unitKey ?? asked.scope.unitId, asked)
    case 'ward':
      return wardSheet(facts, asked.scope.wardStationId, asked)
    default:
      return stationSheet(facts, asked)
  }
}

/** The station's own report, and that of the standing agency, which is written from the same figures. */
function stationSheet(all: Facts, { cutOffDay, calendar }: SheetAsked): CountedSheet {
  const own = all.programmes.filter(({ producer }) => producer.kind === 'station')
  const ownIds = new Set(own.map(({ programmeId }) => programmeId))
  const facts = { ...all, plays: all.plays.filter(({ programmeId }) => ownIds.has(programmeId)) }
  const wardMade = all.programmes.filter(({ producer }) => producer.kind === 'ward')
  const { plays, turns, wards, tasks, works } = facts
  const itemPlays = itemPlaysOf(plays)
  const questions = questionsOf(facts)
  const closed = turns.filter(({ state }) => state !== 'open').length
  const workPlays = works.flatMap((work) => playsOfWork(work, plays).map((play) => ({ work, play })))
  const reached = (has: (ward: (typeof wards)[number]) => boolean) => counted(wards.filter(has), WARDS, wards.length)
  return {
    headlines: [
      ...airHeadlines(facts, own),
      headline(
        'intake-on-time',
        'Lượt đơn vị gửi tin, bài đúng hạn',
        counted(ofState(turns, 'on-time'), TURNS, closed),
      ),
      headline('intake-late', 'Lượt đơn vị gửi trễ hạn', counted(ofState(turns, 'late'), TURNS)),
      headline('intake-missing', 'Lượt đơn vị còn thiếu tin, bài', counted(ofState(turns, 'missing'), TURNS)),
      headline('quotas-met', 'Chỉ tiêu đăng tin, bài đạt', quotasMet(facts.quotas)),
      headline('questions-received', 'Câu hỏi của dân nhận được', counted(questions.received, QUESTIONS)),
      headline('questions-answered', 'Câu hỏi đã được trả lời', counted(questions.answered, QUESTIONS)),
      headline('questions-overdue', 'Câu hỏi quá hạn trả lời', counted(questions.overdue, QUESTIONS)),
      headline('feedback', 'Ý kiến, kiến nghị tiếp nhận', counted(facts.feedback, FEEDBACK)),
      headline('evaluations', 'Lần sơ kết, tổng kết, kiểm tra', counted(facts.evaluations, EVALUATIONS)),
      headline('award-plays', 'Lượt phát tác phẩm đoạt giải', counted(workPlays, WORK_PLAYS)),
      headline(
        'wards-reached',
        'Trạm đã tải chương trình',
        reached(({ taken }) => taken.length > 0),
      ),
      headline(
        'wards-confirmed',
        'Trạm đã xác nhận phát',
        reached((ward) => ward.plays.length > 0),
      ),
      headline(
        'wards-proven',
        'Trạm có bằng chứng phát',
        reached(({ proven }) => proven.length > 0),
      ),
      headline('tasks-done', 'Nhiệm vụ đã hoàn thành', tasksDone(tasks)),
    ],
    tables: [
      programmesTable(facts, own, 'programmes', 'Chương trình đã phát sóng'),
      monthsTable(facts, own, cutOffDay),
      topicsTable(itemPlays),
      itemUnitsTable(itemPlays),
      audiencesTable(plays, own),
      kindsTable(itemPlays),
      hoursTable(plays, calendar),
      outsideTable(plays, own),
      programmesTable(all, wardMade, 'ward-programmes', 'Chương trình do trạm cơ sở thực hiện'),
      intakeTable(turns, facts.extras),
      quotasTable(facts.quotas),
      questionsTable(questions),
      feedbackTable(facts.feedback),
      evaluationsTable(facts.evaluations),
      worksTable(works, plays),
      wardsTable(wards),
      tasksTable(tasks),
    ],
    notes: [...airNotes(plays, calendar), ...facts.unitNotes],
  }
}

/** What a unit contributed and owed. */
function unitSheet(facts: Facts, unitKey: string, { calendar }: SheetAsked): CountedSheet {
  const isMine = (line: { key: string } | undefined) => line?.key === unitKey
  const itemPlays = itemPlaysOf(facts.plays).filter(({ item }) => isMine(item.unit))
  const turns = facts.turns.filter(({ unit }) => isMine(unit))
  const questions = questionsOf({ ...facts, questions: facts.questions.filter(({ agency }) => isMine(agency)) })
  const tasks = facts.tasks.filter(({ units }) => units.some(isMine))
  const quotas = facts.quotas.filter(({ unit }) => isMine(unit))
  const names = new Map(facts.programmes.map(({ programmeId, name }) => [programmeId, name]))
  const closed = turns.filter(({ state }) => state !== 'open').length
  const [items, airings, outside, minutes] = itemFigures(itemPlays)
  return {
    headlines: [
      ...(items ? [headline('items', 'Tin, bài đã phát', items)] : []),
      ...(airings ? [headline('airings', 'Lượt phát tin, bài', airings)] : []),
      ...(outside ? [headline('outside', 'Lượt phát ngoài hệ thống', outside)] : []),
      ...(minutes ? [headline('minutes', 'Phút phát tin, bài', minutes, 'minutes')] : []),
      headline('intake-on-time', 'Lượt gửi tin, bài đúng hạn', counted(ofState(turns, 'on-time'), TURNS, closed)),
      headline('intake-late', 'Lượt gửi trễ hạn', counted(ofState(turns, 'late'), TURNS)),
      headline('intake-missing', 'Lượt còn thiếu tin, bài', counted(ofState(turns, 'missing'), TURNS)),
      headline('quotas-met', 'Chỉ tiêu đăng tin, bài đạt', quotasMet(quotas)),
      headline('questions-received', 'Câu hỏi của dân thuộc đơn vị', counted(questions.received, QUESTIONS)),
      headline('questions-answered', 'Câu hỏi đã trả lời', counted(questions.answered, QUESTIONS)),
      headline('questions-overdue', 'Câu hỏi quá hạn trả lời', counted(questions.overdue, QUESTIONS)),
      headline('tasks-done', 'Nhiệm vụ đã hoàn thành', tasksDone(tasks)),
    ],
    tables: [
      itemProgrammesTable(itemPlays, (programmeId) => names.get(programmeId) ?? ''),
      topicsTable(itemPlays),
      kindsTable(itemPlays),
      intakeTable(
        turns,
        facts.extras.filter(({ unit }) => isMine(unit)),
      ),
      quotasTable(quotas),
      questionsTable(questions),
      tasksTable(tasks),
    ],
    notes: [...airNotes(facts.plays, calendar), ...facts.unitNotes],
  }
}

/** What a ward took and aired of the station's, and what it made itself. */
function wardSheet(all: Facts, wardStationId: string, { cutOffDay, calendar }: SheetAsked): CountedSheet {
  const made = all.programmes.filter(
    ({ producer }) => producer.kind === 'ward' && producer.wardStationId === wardStationId,
  )
  const madeIds = new Set(made.map(({ programmeId }) => programmeId))
  const facts = { ...all, plays: all.plays.filter(({ programmeId }) => madeIds.has(programmeId)) }
  const itemPlays = itemPlaysOf(facts.plays)
  const [ward] = facts.wards
  const { taken = [], plays = [], proven = [] } = ward ?? {}
  return {
    headlines: [
      headline('taken', 'Kỳ đã tải của đài', counted(taken, TAKEN)),
      headline('confirmed', 'Kỳ đã xác nhận phát', counted(firstPlays(plays), WARD_PLAYS)),
      headline('proven', 'Kỳ có bằng chứng phát', counted(proven, PROVEN)),
      headline('plays', 'Lượt phát tại trạm', counted(plays, WARD_PLAYS)),
      headline('ward-minutes', 'Phút phát tại trạm', counted(plays, WARD_MINUTES), 'minutes'),
      ...(made.length > 0 ? airHeadlines(facts, made) : []),
    ],
    tables: [
      wardsTable(facts.wards),
      programmesTable(facts, made, 'programmes', 'Chương trình do trạm thực hiện'),
      monthsTable(facts, made, cutOffDay),
      topicsTable(itemPlays),
      audiencesTable(facts.plays, made),
      kindsTable(itemPlays),
      hoursTable(facts.plays, calendar),
      outsideTable(facts.plays, made),
    ],
    notes: [...airNotes(facts.plays, calendar), ...facts.unitNotes],
  }
}

function airHeadlines(facts: Facts, programmes: readonly ProgrammeFact[]): CountedHeadline[] {
  const { plays } = facts
  const byProgramme = Map.groupBy(plays, ({ programmeId }) => programmeId)
  const days = programmes.flatMap(({ programmeId, name }) => broadcastDays(byProgramme.get(programmeId) ?? [], name))
  const planned = programmes.reduce((sum, { course }) => sum + plannedDays(course, facts.days).dates, 0)
  const [airings, outside, minutes] = airFigures(plays)
  return [
    headline('editions', 'Kỳ phát đã lên sóng', counted(editionsOf(plays), EDITIONS)),
    headline('items', 'Tin, bài đã phát', counted(itemsOf(itemPlaysOf(plays)), ITEMS)),
    headline(
      'broadcast-days',
      'Ngày phát sóng (cộng các chương trình)',
      counted(days, BROADCAST_DAYS, planned),
      'days',
    ),
    ...(airings ? [headline('airings', 'Lượt phát sóng', airings)] : []),
    ...(minutes ? [headline('minutes', 'Phút phát sóng', minutes, 'minutes')] : []),
    ...(outside ? [headline('outside', 'Lượt phát ngoài hệ thống', outside)] : []),
  ]
}

function headline(key: string, title: string, of: Counted, unit: CountedHeadline['unit'] = 'count'): CountedHeadline {
  return { key, title, unit, counted: of }
}

function tasksDone(tasks: Facts['tasks']): Counted {
  return counted(
    tasks.filter(({ state }) => state === 'done'),
    TASKS,
    tasks.length,
  )
}

function quotasMet(quotas: Facts['quotas']): Counted {
  const closed = quotas.filter(({ state }) => state !== 'open').length
  return counted(
    quotas.filter(({ state }) => state === 'met'),
    QUOTAS,
    closed,
  )
}

function openNotes({ days, asOf, today }: Facts): string[] {
  if (today < days.from) return [`Kỳ báo cáo bắt đầu từ ngày ${vietnameseDate(days.from)}, chưa đến.`]
  if (today > days.to) return []
  return [`Kỳ báo cáo chưa kết thúc: số liệu tính đến ngày ${vietnameseDate(asOf)}; chỉ tiêu ngày phát là của cả kỳ.`]
}

/** What a reader of the air's figures has to know. */
function airNotes(plays: readonly PlayFact[], calendar: StationDays): string[] {
  if (plays.length === 0) return ['Trong kỳ không có lượt phát sóng nào.']
  const byItem = Map.groupBy(itemPlaysOf(plays), ({ item }) => item.key)
  const shared = [...byItem.values()].filter(
    (mine) => new Set(mine.map(({ play }) => play.programmeId)).size > 1,
  ).length
  const late = plays.filter(({ at, ms = 0, date }) => calendar.dateAt(at + ms) > date).length
  const unmeasured = plays.filter(({ ms, isOutside }) => ms === undefined && !isOutside).length
  return [
    ...(shared > 0
      ? [`${shared} tin, bài lồng ghép ở nhiều chương trình: tính ở từng chương trình, ở tổng số tính một lần.`]
      : []),
    ...(late > 0
      ? [`${late} lượt phát kéo dài qua nửa đêm: tính trọn vào ngày bắt đầu phát, kể cả ở ngày khóa sổ.`]
      : []),
    ...(unmeasured > 0 ? [`${unmeasured} lượt phát không rõ thời lượng, chưa tính phút.`] : []),
  ]
}

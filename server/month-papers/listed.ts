import {
  addDays,
  addMonths,
  type CalendarDate,
  dateAt,
  instantOf,
  type Period,
  periodsBetween,
  periodTitle,
  vietnameseDate,
} from '../../schedules/index.ts'
import { airingsBetween } from '../airings/index.ts'
import { editionApproval } from '../approvals/index.ts'
import type { ApprovalState, HeardItem, MonthPapers, PeriodPaper, Programme } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { listPlays } from '../plays/index.ts'
import { courseOf, listProgrammes } from '../programmes/index.ts'
import { findEditionOf, findMinutes, reviewCounts } from '../review/index.ts'
import { listUrgings, missingOf, receiptsIn } from '../urging/index.ts'
import { compareVietnamese } from '../vietnamese/index.ts'
import { itemsOfEdition } from './confirmed.ts'
import { outageGuide } from './outage.ts'
import { planBetween } from './plan.ts'

const STATES: Record<ApprovalState, string> = {
  waiting: 'đang chờ duyệt',
  returned: 'đã trả lại để chỉnh sửa',
  approved: 'đã phê duyệt',
  withdrawn: 'đã rút phê duyệt',
  superseded: 'đã có bản mới hơn',
}

/** The papers of a month in one place: `month` is `YYYY-MM`. */
export async function papersOfMonth(deps: Deps, month: string): Promise<MonthPapers> {
  const { db } = deps
  const { from, to } = daysOfMonth(month)
  const papers: PeriodPaper[] = []
  for (const programme of await listProgrammes(db)) {
    for (const period of periodsBetween(courseOf(programme), { from, to }))
      papers.push(...(await papersOf(db, programme, period)))
  }
  return {
    month,
    papers,
    plan: await planBetween(deps, from, to),
    heard: await heardIn(deps, from, to),
    outage: await outageGuide(db),
  }
}

/** The first and the last day of a month `YYYY-MM`. */
export function daysOfMonth(month: string): { from: CalendarDate; to: CalendarDate } {
  return { from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) }
}

async function papersOf(db: Db, programme: Programme, period: Period): Promise<PeriodPaper[]> {
  const editionId = await findEditionOf(db, programme.id, period)
  const face = {
    programmeId: programme.id,
    programmeName: programme.name,
    period,
    periodTitle: periodTitle(period),
    ...(editionId !== undefined && { editionId }),
  }
  return [
    { ...face, kind: 'submission', ...(await submissionOf(db, editionId)) },
    { ...face, kind: 'minutes', ...(await minutesOf(db, programme.id, period)) },
    { ...face, kind: 'urging', ...(await urgingOf(db, programme.id, period)) },
  ]
}

type Told = Pick<PeriodPaper, 'words' | 'isReady' | 'requestId'>

async function submissionOf(db: Db, editionId: string | undefined): Promise<Told> {
  if (editionId === undefined) return { words: 'Chưa mở kỳ phát', isReady: false }
  const { newest } = await editionApproval(db, editionId)
  if (!newest) return { words: 'Chưa trình duyệt', isReady: false }
  const { id, revisionNumber, submitted, state } = newest
  return {
    words: `Bản ${revisionNumber}, trình ngày ${dayOf(submitted.at)}, ${STATES[state]}`,
    isReady: true,
    requestId: id,
  }
}

async function minutesOf(db: Db, programmeId: string, period: Period): Promise<Told> {
  const minutes = await findMinutes(db, programmeId, period)
  if (minutes) return { words: `Họp ngày ${vietnameseDate(minutes.heldOn)}, ${minutes.saved.by} ghi`, isReady: true }
  const { undecided, chosen, held, refused } = await reviewCounts(db, programmeId, period)
  const items = undecided + chosen + held + refused
  const words = items === 0 ? 'Chưa có tin, bài để thẩm định' : `Chưa ghi biên bản; có ${items} tin, bài`
  return { words, isReady: false }
}

async function urgingOf(db: Db, programmeId: string, period: Period): Promise<Told> {
  const receipts = await receiptsIn(db, programmeId, period)
  if (receipts.length === 0) return { words: 'Không phân công đơn vị nào', isReady: false }
  const missing = missingOf(receipts).length
  const urged = (await listUrgings(db, programmeId, period)).length
  const done = urged === 0 ? '' : `; đã đôn đốc ${urged} lần`
  if (missing === 0) return { words: `Các đơn vị đã gửi đủ${done}`, isReady: false }
  return { words: `${missing} đơn vị còn thiếu${done}`, isReady: true }
}

/** The items of scripts that the station aired in these days, a unit's before the station's own. */
async function heardIn({ db, clock }: Deps, from: CalendarDate, to: CalendarDate): Promise<HeardItem[]> {
  const start = instantOf(from, '00:00', STATION_ZONE)
  const end = instantOf(addDays(to, 1), '00:00', STATION_ZONE)
  const airings = await airingsBetween(db, start, end, clock.now())
  const editions = new Map(airings.map(({ editionId, editionTitle }) => [editionId, editionTitle]))
  const plays = (await listPlays(db, [...editions.keys()])).filter(({ at }) => start <= at && at < end)
  const heard: HeardItem[] = []
  for (const [editionId, mine] of Map.groupBy(plays, (play) => play.editionId)) {
    for (const [itemId, { title, unitName }] of await itemsOfEdition(db, editionId)) {
      const count = mine.filter(({ itemIds }) => itemIds.has(itemId)).length
      if (count === 0) continue
      heard.push({
        itemId,
        editionId,
        editionTitle: editions.get(editionId) ?? '',
        title,
        plays: count,
        ...(unitName !== undefined && { unitName }),
      })
    }
  }
  return heard.toSorted(
    (a, b) =>
      Number(a.unitName === undefined) - Number(b.unitName === undefined) ||
      compareVietnamese(a.unitName ?? '', b.unitName ?? '') ||
      compareVietnamese(a.title, b.title),
  )
}

function dayOf(instant: number): string {
  return vietnameseDate(dateAt(instant, STATION_ZONE))
}

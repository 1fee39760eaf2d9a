import { dateAt, vietnameseDate } from '../../schedules/index.ts'
import type { RoyaltiesAsked, RoyaltyLedger, RoyaltyLine, RoyaltyRates } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { monthOfDate } from '../figures/index.ts'
import { findOffice } from '../office/index.ts'
import { hasWords } from '../vietnamese/index.ts'
import { type Gathered, gatherLines } from './gather.ts'
import { royaltyLine } from './lines.ts'
import { ratesOn, standingTables } from './rates.ts'
import { spanOfPeriod } from './spans.ts'
import { correctionsOf, listRates } from './store.ts'
import { sumOf, sumsBy } from './sums.ts'

/** The royalty ledger of a month, quarter or year: counted anew each time it is asked for; nothing of it is stored but what people say. */
export async function ledgerOf(db: Db, asked: RoyaltiesAsked, now: number): Promise<RoyaltyLedger> {
  const { cutOffDay } = await findOffice(db)
  const period = asked.period ?? monthOfDate(dateAt(now, STATION_ZONE), cutOffDay)
  const { from, to, title } = spanOfPeriod(period, cutOffDay)
  const tables = standingTables(await listRates(db))
  const gathered = await gatherLines(db, { from, to })
  const corrections = await correctionsOf(
    db,
    gathered.lines.map(({ lineId }) => lineId),
  )
  const all = gathered.lines
    .filter(({ programmeId }) => asked.programmeId === undefined || programmeId === asked.programmeId)
    .map((facts) => royaltyLine(facts, tables, corrections.get(facts.lineId)))
  const rates = tables.filter((table) => table.from <= to && (table.to === undefined || table.to >= from))
  const isOver = dateAt(now, STATION_ZONE) > to
  return {
    period,
    title,
    from,
    to,
    isOver,
    lines: all.filter((line) => isAsked(line, asked)),
    lineCount: all.length,
    people: sumsBy(all, ({ person }) => person),
    units: sumsBy(
      all.filter(({ role }) => role === 'author'),
      ({ unitName }) => unitName,
    ),
    kinds: sumsBy(all, ({ kindName }) => kindName),
    total: sumOf(all),
    rates,
    notes: notesOf({ all, rates, isOver, gathered, hasTableAtStart: ratesOn(tables, from) !== undefined }),
  }
}

/** Whether a line passes what the list is narrowed by (pure). */
export function isAsked(line: RoyaltyLine, { words = '', role, state }: RoyaltiesAsked): boolean {
  if (role !== undefined && line.role !== role) return false
  if (state === 'unknown' && line.lack !== 'no-rates' && line.lack !== 'no-kind') return false
  if (state === 'nameless' && line.person !== undefined) return false
  if (state === 'corrected' && line.correction === undefined) return false
  if (state === 'not-paid' && line.lack !== 'not-paid') return false
  const { title, person, unitName, kindName, programmeName } = line
  return hasWords([title, person, unitName, kindName, programmeName].filter(Boolean).join('\n'), words)
}

function notesOf(facts: {
  all: readonly RoyaltyLine[]
  rates: readonly RoyaltyRates[]
  isOver: boolean
  gathered: Gathered
  hasTableAtStart: boolean
}): string[] {
  const { all, rates, isOver, gathered, hasTableAtStart } = facts
  const { unknown } = sumOf(all)
  const changes = rates.slice(hasTableAtStart ? 1 : 0).map(({ from }) => vietnameseDate(from))
  return [
    'Tính tác phẩm và bản đọc trong kỳ phát đã phát trọn ra loa, vào ngày phát lần đầu; phát lại hay lồng ghép vào chương trình khác không tính thêm.',
    ...(isOver ? [] : ['Kỳ này chưa hết: mới tính đến lúc mở sổ.']),
    ...(changes.length === 0
      ? []
      : [`Mức chi thay đổi từ ngày ${changes.join(', ')}: mỗi dòng tính theo mức áp dụng ngày phát lần đầu.`]),
    ...(unknown === 0 ? [] : [`${unknown} dòng chưa có mức chi hoặc chưa rõ thể loại, chưa cộng vào tiền.`]),
    ...gathered.unitNotes,
    ...(gathered.hasUnreadOutside
      ? ['Có kỳ phát ngoài hệ thống không có bản thu trong máy: không có dòng người đọc của các kỳ ấy.']
      : []),
    ...(gathered.hasWardProgrammes ? ['Chương trình do trạm tự làm không tính ở đây.'] : []),
  ]
}

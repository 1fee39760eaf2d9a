import { addDays, type CalendarDate } from '../../schedules/index.ts'
import type { ItemKind, RoyaltyKind, RoyaltyRate, RoyaltyRates, Signed } from '../contract/index.ts'

/** One table as it was saved; without rates the table of its date is called off. */
export interface RatesRow {
  number: number
  from: CalendarDate
  rates: Pick<RoyaltyRates, 'decision' | 'unitValueDong' | 'kinds'> | undefined
  set: Signed
}

/** Up to here an item is proposed to be “tin”; the station's own table says what counts. */
const WORDS_OF_A_SHORT_ITEM = 300

/** What a station is offered that fills in its first table: kinds by the words of the trade (FIELD §5), no amounts. */
export const PROPOSED_KINDS: readonly RoyaltyKind[] = [
  { kindId: 'tin', name: 'Tin', itemKinds: ['item'], mostWords: WORDS_OF_A_SHORT_ITEM },
  { kindId: 'bai', name: 'Bài', itemKinds: ['item'] },
  { kindId: 'phong-su', name: 'Phóng sự', itemKinds: [] },
  { kindId: 'phong-van', name: 'Phỏng vấn', itemKinds: [] },
  { kindId: 'tieu-pham', name: 'Tiểu phẩm', itemKinds: [] },
  { kindId: 'hoi-dap', name: 'Hỏi – đáp', itemKinds: ['question', 'answer'] },
  { kindId: 'thong-bao', name: 'Thông báo', itemKinds: ['notice'] },
  { kindId: 'loi-chao', name: 'Lời chào, điểm tin', itemKinds: ['greeting', 'headline', 'sign-off'] },
]

/** The tables that stand, the oldest first, each until the day before the next one (pure). */
export function standingTables(rows: readonly RatesRow[]): RoyaltyRates[] {
  const newest = new Map<CalendarDate, RatesRow>()
  for (const row of rows) if ((newest.get(row.from)?.number ?? 0) < row.number) newest.set(row.from, row)
  const standing = [...newest.values()]
    .filter(({ rates }) => rates !== undefined)
    .sort((a, b) => a.from.localeCompare(b.from))
  return standing.flatMap(({ number, from, rates, set }, place) => {
    const next = standing[place + 1]
    return rates ? [{ number, from, ...rates, ...(next && { to: addDays(next.from, -1) }), set }] : []
  })
}

/** The table in force on a day (pure). */
export function ratesOn(tables: readonly RoyaltyRates[], date: CalendarDate): RoyaltyRates | undefined {
  return tables.findLast(({ from }) => from <= date)
}

/** Of which kind an item is unless somebody says otherwise: the first of the table that takes it (pure). */
export function kindOfItem(
  kinds: readonly RoyaltyKind[],
  { kind, words }: { kind: ItemKind; words: number },
): RoyaltyKind | undefined {
  return kinds.find(({ itemKinds, mostWords }) => itemKinds.includes(kind) && words <= (mostWords ?? Number.MAX_VALUE))
}

/**
 * What a rate gives, in whole đồng (pure): rounded once, at the end. Undefined: it is a coefficient and the table says no unit
 * value.
 */
export function dongOf(
  { amount, measure, basis }: RoyaltyRate,
  words: number,
  unitValueDong: number | undefined,
): number | undefined {
  const unit = measure === 'dong' ? 1 : unitValueDong
  if (unit === undefined) return undefined
  const exact = amount * unit * (basis === 'word' ? words : 1)
  // A coefficient as 0,1 is no binary fraction: what lies a hair below a half was meant to be one.
  return Math.round(Number(exact.toPrecision(15)))
}

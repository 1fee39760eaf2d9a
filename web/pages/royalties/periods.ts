import { addMonths } from '../../dates.ts'
import { monthWords } from '../../words.ts'

/** A choice of the ledger's periods. */
export interface PeriodGroup {
  title: string
  periods: { period: string; words: string }[]
}

const YEARS_BACK = 5
const MONTHS_BACK = 18
const QUARTERS = ['I', 'II', 'III', 'IV'] as const

/**
 * The months, quarters and years that are offered, the newest first: from the month after the present one (a station that closes
 * before the month ends is in it already) back over the years; and whatever is shown now.
 */
export function periodChoices(thisMonth: string, shown: string): PeriodGroup[] {
  const months = Array.from({ length: MONTHS_BACK + 2 }, (_, back) => addMonths(thisMonth, 1 - back))
  const year = Number(addMonths(thisMonth, 1).slice(0, 4))
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(year - back))
  const quarters = years
    .flatMap((one) => [4, 3, 2, 1].map((quarter) => `${one}-Q${quarter}`))
    .filter((quarter) => quarter <= quarterOf(addMonths(thisMonth, 1)))
  const withShown = (list: string[], isKind: boolean) =>
    isKind && !list.includes(shown) ? [...list, shown].sort().reverse() : list
  return [
    {
      title: 'Tháng',
      periods: withShown(months, /^\d{4}-\d/.test(shown)).map((one) => ({
        period: one,
        words: capital(monthWords(one)),
      })),
    },
    {
      title: 'Quý',
      periods: withShown(quarters, shown.includes('Q')).map((one) => ({ period: one, words: quarterWords(one) })),
    },
    {
      title: 'Năm',
      periods: withShown(years, shown.length === 4).map((one) => ({ period: one, words: `Năm ${one}` })),
    },
  ]
}

function quarterOf(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
}

function quarterWords(quarter: string): string {
  return `Quý ${QUARTERS[Number(quarter.slice(6)) - 1] ?? ''}/${quarter.slice(0, 4)}`
}

function capital(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase('vi') + words.slice(1)
}

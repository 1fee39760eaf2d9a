/** The routes of the royalty ledger and of the year's charts. All reject with ApiError (see request.ts). */
import type {
  RoyaltiesAsked,
  RoyaltyCorrected,
  RoyaltyLedger,
  RoyaltyRatesAnswer,
  RoyaltyRatesWritten,
  YearCharts,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

function query(asked: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(asked).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

export const royaltiesApi = {
  ledger: (asked: RoyaltiesAsked) => ask<RoyaltyLedger>('GET', `/api/royalties${query(asked)}`),
  correct: (lineId: string, json: RoyaltyCorrected) =>
    ask<unknown>('PUT', `/api/royalties/lines/${encodeURIComponent(lineId)}`, { json }),
  rates: () => ask<RoyaltyRatesAnswer>('GET', '/api/royalty-rates'),
  saveRates: (json: RoyaltyRatesWritten) => ask<RoyaltyRatesAnswer>('PUT', '/api/royalty-rates', { json }),
  callOffRates: (from: string, baseNumber: number) =>
    ask<RoyaltyRatesAnswer>('DELETE', `/api/royalty-rates${query({ from, baseNumber })}`),
} as const

export const royaltiesFiles = {
  sheet: (asked: RoyaltiesAsked) => `/api/royalties/xlsx${query(asked)}`,
} as const

export const chartsApi = {
  year: (year: number) => ask<YearCharts>('GET', `/api/charts${query({ year })}`),
} as const

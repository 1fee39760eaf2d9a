import type { CalendarDate } from '../../schedules/index.ts'
import type { Tables } from '../../server/db/index.ts'
import { layAirings } from './ten-years/airings.ts'
import { layDesk } from './ten-years/desk.ts'
import { Dice } from './ten-years/dice.ts'
import { type LaidEdition, layEditions } from './ten-years/editions.ts'
import { layQuestions } from './ten-years/questions.ts'
import { layRegisters, laySounds } from './ten-years/registers.ts'
import { Rows } from './ten-years/rows.ts'
import { type LaidStation, layStation } from './ten-years/station.ts'
import { layPlayers, layReceipts, layWards } from './ten-years/wards.ts'

export { SIGN_IN } from './ten-years/station.ts'

/** The last of the years, whatever today is: the same seed makes the same rows for ever. */
const LAST_YEAR = 2025
const SEED = 2025
const WARDS = 300

/** What was laid down. */
export interface YearsLaid {
  /** The first and the last day, both inside: whole years. */
  from: CalendarDate
  to: CalendarDate
  station: LaidStation
  editions: readonly LaidEdition[]
  wardStationIds: readonly string[]
  /** How many rows there are of each table, but for those of the first day. */
  counts: Partial<Record<keyof Tables, number>>
}

/**
 * Lays years of a busy station into an empty data folder, without its sounds: ten of them hold 5 programmes, 1,500 editions, 30,000
 * airings with all that the journal tells of each, 300 wards with 450,000 receipts and 200,000 words, the registers, and what
 * units sent. In the last year a rule changes and two units merge; airings miss, are cut, withdrawn, go into nothing, go on past
 * midnight and the end of a quarter. Every bench over years of data stands on it. Takes about a minute for ten years.
 */
export async function layYears(
  dataDir: string,
  { years = 10, wards = WARDS, seed = SEED }: { years?: number; wards?: number; seed?: number } = {},
): Promise<YearsLaid> {
  const span = { from: `${LAST_YEAR - years + 1}-01-01`, to: `${LAST_YEAR}-12-31` }
  const station = await layStation(dataDir, span)
  const dice = new Dice(seed)
  const rows = new Rows(dataDir)
  try {
    const wardStationIds = layWards(rows, dice, wards, station, span.from)
    const sounds = laySounds(rows, dice, station, span.from)
    const chosen = layDesk(rows, dice, station)
    const questions = layQuestions(rows, dice, station)
    const editions = layEditions(rows, dice, station, { chosen, questions, sounds })
    const heard = layAirings(rows, dice, station, editions)
    layReceipts(rows, dice, wardStationIds, editions, heard)
    layPlayers(rows, dice, wardStationIds, heard, `${LAST_YEAR}-01-01`)
    for (let year = LAST_YEAR - years + 1; year <= LAST_YEAR; year++) layRegisters(rows, dice, station, year)
    return { ...span, station, editions, wardStationIds, counts: rows.counts }
  } finally {
    rows.close()
  }
}

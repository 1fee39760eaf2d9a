import type { FigureRows, ReportFigures, ReportScope, ReportSpan } from '../../contract/index.ts'
import type { DbForReading } from '../../db/index.ts'
import { StationError } from '../../errors.ts'
import { findOffice } from '../../office/index.ts'
import { AiringsHeard, gatherFacts, MadeOf, surroundingsOf, WardsHeard } from '../facts/index.ts'
import { type PackedRows, packRows } from '../packed-rows.ts'
import { type Days, daysOfSpan, spanBefore } from '../spans.ts'
import {
  allRows,
  type Compared,
  type CountedSheet,
  plannedDays,
  rowsOfKey,
  sheetOf,
  shownFigures,
} from '../tables/index.ts'

/** A question to whoever counts; `today` and `now` are the station's. */
export interface CountAsked {
  scope: ReportScope
  span: ReportSpan
  today: string
  now: number
  /** The figures alone, the rows of one of them, or all figures with all rows of the same moment. */
  want: { kind: 'figures' } | { kind: 'rows'; rowsKey: string } | { kind: 'all' }
}

export interface CountAnswer {
  figures?: ReportFigures
  rows?: FigureRows
  all?: PackedRows
}

interface Kept extends Compared {
  cutOffDay: number | undefined
  countedAt: number
}

/** So many reports are opened side by side. */
const MOST_KEPT = 4

/**
 * Counts on one connection. What was counted is kept until anybody writes to the database: whoever opens the rows behind a figure,
 * or the paper of a report on the screen, has the very same.
 */
export class Counter {
  readonly #reading: DbForReading
  /** What never changes, or tells when it does. */
  readonly #asked = { madeOf: new MadeOf(), airingsHeard: new AiringsHeard(), wardsHeard: new WardsHeard() }
  readonly #kept = new Map<string, Kept>()
  #version: number | undefined

  constructor(reading: DbForReading) {
    this.#reading = reading
  }

  /** Refuses `not-found` for a unit, a ward or a figure that does not exist. */
  async answer(asked: CountAsked): Promise<CountAnswer> {
    const kept = await this.#counted(asked)
    if (asked.want.kind === 'rows') {
      const rows = rowsOfKey(kept, asked.want.rowsKey)
      if (!rows) throw new StationError('not-found')
      return { rows }
    }
    const figures = figuresOf(asked, kept)
    return asked.want.kind === 'figures' ? { figures } : { figures, all: packRows(allRows(kept, figures)) }
  }

  async #counted(asked: CountAsked): Promise<Kept> {
    const version = this.#reading.version()
    if (version !== this.#version) this.#kept.clear()
    this.#version = version
    const key = JSON.stringify([asked.scope, asked.span, asked.today])
    const known = this.#kept.get(key) ?? (await this.#count(asked))
    this.#kept.delete(key)
    this.#kept.set(key, known)
    const [oldest] = this.#kept.size > MOST_KEPT ? this.#kept.keys() : []
    if (oldest !== undefined) this.#kept.delete(oldest)
    return known
  }

  /** Of one moment: what is written meanwhile is not seen. */
  #count({ scope, span, today, now }: CountAsked): Promise<Kept> {
    return this.#reading.db.transaction().execute(async (trx) => {
      const { cutOffDay } = await findOffice(trx)
      const around = await surroundingsOf(trx, this.#asked)
      const [days, before] = [daysOfSpan(span, cutOffDay), daysOfSpan(spanBefore(span), cutOffDay)]
      // The periods of both are looked up at once.
      for (const { course } of around.programmes) plannedDays(course, { from: before.from, to: days.to })
      const counted = async (of: Days): Promise<CountedSheet> => {
        const { facts, unitKey } = await gatherFacts(trx, { scope, days: of, today, cutOffDay }, around)
        return sheetOf(facts, { scope, unitKey, cutOffDay, calendar: around.calendar })
      }
      return { now: await counted(days), before: await counted(before), cutOffDay, countedAt: now }
    })
  }
}

function figuresOf({ span, today }: CountAsked, kept: Kept): ReportFigures {
  const { cutOffDay, countedAt } = kept
  const { from, to } = daysOfSpan(span, cutOffDay)
  return {
    from,
    to,
    before: daysOfSpan(spanBefore(span), cutOffDay),
    ...(cutOffDay !== undefined && { cutOffDay }),
    isOver: today > to,
    countedAt,
    ...shownFigures(kept),
  }
}

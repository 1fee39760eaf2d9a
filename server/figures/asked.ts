import { dateAt } from '../../schedules/index.ts'
import type { FigureRows, ReportFigures, ReportScope, ReportSpan } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { ThreadEnded } from '../threads/index.ts'
import { type CountAnswer, type CountAsked, CountingThread } from './counting/index.ts'
import type { PackedRows } from './packed-rows.ts'

/** What counting needs of the station. */
export type FigureDeps = Pick<Deps, 'db' | 'clock'> & { config: Pick<Deps['config'], 'dataDir'> }

/**
 * Everything that is counted of a span about somebody, with the span before beside it. Refuses `not-found` for a unit or a ward
 * that does not exist.
 */
export async function countFigures(deps: FigureDeps, scope: ReportScope, span: ReportSpan): Promise<ReportFigures> {
  const { figures } = await ask(deps, { scope, span, want: { kind: 'figures' } })
  return answered(figures)
}

/**
 * The rows that a figure was counted from: as many, or with such a sum, as the figure says. Refuses `not-found` for a figure that
 * does not exist.
 */
export async function rowsBehind(
  deps: FigureDeps,
  scope: ReportScope,
  span: ReportSpan,
  rowsKey: string,
): Promise<FigureRows> {
  const { rows } = await ask(deps, { scope, span, want: { kind: 'rows', rowsKey } })
  return answered(rows)
}

/** The figures and the rows behind each of them, all of one moment. */
export async function countWithRows(
  deps: FigureDeps,
  scope: ReportScope,
  span: ReportSpan,
): Promise<{ figures: ReportFigures; rows: PackedRows }> {
  const { figures, all } = await ask(deps, { scope, span, want: { kind: 'all' } })
  return { figures: answered(figures), rows: answered(all) }
}

/** Ends the thread that counts for a station. */
export async function endCounting({ db }: Pick<FigureDeps, 'db'>): Promise<void> {
  await threads.get(db)?.close()
  threads.delete(db)
}

/** One for each station that is open: reports, papers and charts ask the same one. */
const threads = new WeakMap<Db, CountingThread>()

function ask({ config, db, clock }: FigureDeps, asked: Omit<CountAsked, 'today' | 'now'>): Promise<CountAnswer> {
  const thread = threads.get(db) ?? new CountingThread(config.dataDir)
  threads.set(db, thread)
  const now = Math.round(clock.now())
  return thread.ask({ ...asked, now, today: dateAt(now, STATION_ZONE) })
}

function answered<T>(part: T | undefined): T {
  if (part === undefined) throw new ThreadEnded('crash')
  return part
}

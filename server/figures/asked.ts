import type { FigureRows, ReportFigures, ReportScope, ReportSpan } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { findOffice } from '../office/index.ts'
import { daysOfSpan, spanBefore } from './spans.ts'

/** What counting needs of the station. */
export type FigureDeps = Pick<Deps, 'config' | 'db' | 'clock'>

/** Everything that is counted of a span about somebody, with the span before beside it. */
export async function countFigures(
  { db, clock }: FigureDeps,
  scope: ReportScope,
  span: ReportSpan,
): Promise<ReportFigures> {
  void scope
  const { cutOffDay } = await findOffice(db)
  return {
    ...daysOfSpan(span, cutOffDay),
    before: daysOfSpan(spanBefore(span), cutOffDay),
    ...(cutOffDay !== undefined && { cutOffDay }),
    isOver: false,
    countedAt: clock.now(),
    headlines: [],
    tables: [],
    notes: [],
  }
}

/** The rows that a figure was counted from: as many, or with such a sum, as the figure says. */
export async function rowsBehind(
  deps: FigureDeps,
  scope: ReportScope,
  span: ReportSpan,
  rowsKey: string,
): Promise<FigureRows> {
  void deps
  void scope
  void span
  return { rowsKey, title: '', columns: [], rows: [] }
}

/** The figures of a span together with the rows behind every one of them, counted at one and the same moment. */
export async function countWithRows(
  deps: FigureDeps,
  scope: ReportScope,
  span: ReportSpan,
): Promise<{ figures: ReportFigures; rows: Map<string, FigureRows> }> {
  return { figures: await countFigures(deps, scope, span), rows: new Map() }
}

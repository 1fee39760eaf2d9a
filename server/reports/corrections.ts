import { addDays, type CalendarDate } from '../../schedules/index.ts'
import type { FigureChange, ReportCorrection, ReportScope } from '../contract/index.ts'
import { countFigures, type FigureDeps, readScope, titleOfSpan } from '../figures/index.ts'
import type { Asked } from './asked.ts'
import { changesSince } from './changes.ts'
import { findSent, type KeptReport, type KeptSummary, listSent, listTold } from './store.ts'
import { countedSpan, keptSpan } from './view.ts'

/** How far back of a report's first day an earlier one is still corrected by it; after that a year's report has told it. */
const CORRECTED_DAYS = 370
/** How many earlier reports are counted anew for one. */
const MOST_CORRECTED = 6

/** What is counted otherwise now than a report that was sent has told. */
export async function changesOf(deps: FigureDeps, kept: KeptReport): Promise<FigureChange[]> {
  const scope = scopeOf(kept)
  return changesSince(kept.figures, await countFigures(deps, scope, await countedSpan(deps.db, kept)))
}

/**
 * What a report has to say of earlier ones about the same: of each period that is not later than its own, the newest that was sent,
 * where it is counted otherwise now and no report since has said so. The latest period first.
 */
export async function correctionsFor(
  deps: FigureDeps,
  asked: Asked,
  days: { from: CalendarDate; to: CalendarDate },
): Promise<ReportCorrection[]> {
  const told: ReportCorrection[] = []
  for (const { id } of correctable(await listSent(deps.db, { scope: asked.scopeCode }), days)) {
    const kept = await findSent(deps.db, id)
    if (!kept) continue
    const now = await countFigures(deps, scopeOf(kept), await countedSpan(deps.db, kept))
    const changes = changesSince(kept.figures, now, await listTold(deps.db, kept.scope, kept.id))
    if (changes.length === 0) continue
    told.push({
      sentId: kept.id,
      title: titleOfSpan(keptSpan(kept.span)),
      sentAt: kept.sent.at,
      ...(kept.number !== undefined && { number: kept.number }),
      ...(kept.datedOn !== undefined && { datedOn: kept.datedOn }),
      changes,
    })
  }
  return told
}

/** Which of the reports that were sent, the newest first, a report of these days may correct (pure). */
export function correctable<One extends Pick<KeptSummary, 'span' | 'from' | 'to'>>(
  sent: readonly One[],
  { from, to }: { from: CalendarDate; to: CalendarDate },
): One[] {
  const newest = new Map<string, One>()
  for (const one of sent) {
    const isInSight = one.to <= to && one.to >= addDays(from, -CORRECTED_DAYS)
    if (isInSight && !newest.has(one.span)) newest.set(one.span, one)
  }
  return [...newest.values()]
    .toSorted((a, b) => b.to.localeCompare(a.to) || b.from.localeCompare(a.from))
    .slice(0, MOST_CORRECTED)
}

function scopeOf({ scope: code }: KeptSummary): ReportScope {
  const scope = readScope(code)
  if (!scope) throw new RangeError(`not the code of a scope: ${code}`)
  return scope
}

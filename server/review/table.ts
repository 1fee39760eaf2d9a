import { comparePeriods, type Period, periodTitle } from '../../schedules/index.ts'
import type { PlacedSubmission, Programme, Review, ReviewItem, ReviewSummary, Revision } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { placementsIn } from '../intake/index.ts'
import { countSyllables, findRevision, listRevisions, readingMs } from '../scripts/index.ts'
import { type Decision, decisionsOf, heldInto, inReviewOrder } from './rules.ts'
import { findEditionOf, findOrder, listDecisions, originsOf } from './store.ts'

/** What a review meeting has before it. */
export interface Table {
  items: ReviewItem[]
  /** The whole of each item, by its placement. */
  placed: Map<string, PlacedSubmission>
  editionId: string | undefined
  /** The edition's newest revision; undefined while there is no script. */
  newest: Revision | undefined
}

/**
 * The table of a period's meeting: what was sent for it and what comes back from earlier ones, each with its decision and its
 * place in the script, in the order of `inReviewOrder`. What was withdrawn lies on no table, unless the script holds it.
 */
export async function tableOf(db: Db, programmeId: string, period: Period): Promise<Table> {
  const all = await listDecisions(db, programmeId)
  const decided = decisionsOf(all, period)
  const placed = await placedIn(db, programmeId, period, heldInto(all, period))
  const editionId = await findEditionOf(db, programmeId, period)
  const [latest] = editionId === undefined ? [] : await listRevisions(db, editionId)
  const newest = latest && (await findRevision(db, latest.id))
  const origins = await originsOf(
    db,
    placed.map(({ placement }) => placement.id),
  )
  const items = placed.flatMap((one): ReviewItem[] => {
    const itemIds = origins.filter(({ placementId }) => placementId === one.placement.id).map(({ itemId }) => itemId)
    const at = newest?.items.findLastIndex(({ itemId }) => itemIds.includes(itemId)) ?? -1
    const inScript = newest?.items[at]
    const parts = (newest?.items ?? []).filter(({ itemId }) => itemIds.includes(itemId))
    if (one.submission.withdrawn && !inScript) return []
    return [
      {
        ...itemOf(one, period),
        ...toldDecision(decided.get(one.placement.id)),
        ...(inScript && {
          inScript: {
            itemId: inScript.itemId,
            number: at + 1,
            title: inScript.title,
            estimatedMs: parts.reduce((sum, { estimatedMs }) => sum + estimatedMs, 0),
          },
        }),
      },
    ]
  })
  return {
    items: inReviewOrder(items, await findOrder(db, programmeId, period)),
    placed: new Map(placed.map((one) => [one.placement.id, one])),
    editionId,
    newest,
  }
}

/** How many items of a period are decided, and how; for whoever shows where an edition stands. */
export async function reviewCounts(
  db: Db,
  programmeId: string,
  period: Period,
): Promise<Pick<ReviewSummary, 'undecided' | 'chosen' | 'held' | 'refused'>> {
  const all = await listDecisions(db, programmeId)
  const decided = decisionsOf(all, period)
  const placed = await placedIn(db, programmeId, period, heldInto(all, period))
  const counts = { undecided: 0, chosen: 0, held: 0, refused: 0 }
  for (const { placement, submission } of placed) {
    if (!submission.withdrawn) counts[decided.get(placement.id)?.decision ?? 'undecided'] += 1
  }
  return counts
}

/** What the meeting of a period decided; those taken back are left out. */
export async function decisionsIn(db: Db, programmeId: string, period: Period): Promise<Decision[]> {
  return [...decisionsOf(await listDecisions(db, programmeId), period).values()]
}

/** How the review of a period is called and where its neighbours are. */
export function periodFace(
  programme: Pick<Programme, 'id' | 'name'>,
  period: Period,
): Pick<Review, 'programmeId' | 'programmeName' | 'period' | 'periodTitle'> {
  return {
    programmeId: programme.id,
    programmeName: programme.name,
    period,
    periodTitle: periodTitle(period),
  }
}

/** Those held in earlier periods first: they have waited longest. */
async function placedIn(
  db: Db,
  programmeId: string,
  period: Period,
  held: readonly Decision[],
): Promise<PlacedSubmission[]> {
  const placed: PlacedSubmission[] = []
  const periods = [...new Set(held.map(({ placedPeriod }) => placedPeriod))].sort(comparePeriods)
  for (const earlier of periods) {
    const back = held.filter(({ placedPeriod }) => placedPeriod === earlier).map(({ placementId }) => placementId)
    for (const one of await placementsIn(db, programmeId, earlier)) {
      if (back.includes(one.placement.id)) placed.push(one)
    }
  }
  return [...placed, ...(await placementsIn(db, programmeId, period))]
}

function itemOf({ placement, submission }: PlacedSubmission, period: Period): ReviewItem {
  const syllables = countSyllables(submission.text)
  const { unitName, author, sourceName } = submission
  return {
    placementId: placement.id,
    submissionId: submission.id,
    receiptCode: submission.receiptCode,
    title: submission.title,
    source: submission.source,
    text: submission.text,
    syllables,
    estimatedMs: readingMs(syllables),
    isLate: placement.isLate,
    isInRota: placement.isInRota,
    files: submission.files.map(({ id, fileName, kind }) => ({ id, fileName, kind })),
    alike: submission.alike.map(({ submissionId, title, likeness }) => ({ submissionId, title, likeness })),
    warnings: submission.warnings,
    ...(unitName !== undefined && { unitName }),
    ...(author !== undefined && { author }),
    ...(sourceName !== undefined && { sourceName }),
    ...(placement.period !== period && { heldFrom: placement.periodTitle }),
  }
}

function toldDecision(one: Decision | undefined): Pick<ReviewItem, 'decision' | 'reason' | 'decided'> {
  if (one?.decision === undefined) return {}
  const { decision, reason, decided } = one
  return { decision, decided, ...(reason !== undefined && { reason }) }
}

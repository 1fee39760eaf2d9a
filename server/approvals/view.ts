import { compareTexts } from '../compare/index.ts'
import type {
  ApprovalItem,
  ApprovalRequest,
  ApprovalRequestSummary,
  ApprovalState,
  EditionApproval,
  Revision,
  Take,
} from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { isInUse, listTakes, mayBeUsed } from '../takes/index.ts'
import { type Answer, standingAnswers, standingsOf, stateOf } from './rules.ts'
import { listScans } from './scans/index.ts'
import {
  findRequest,
  findWithdrawal,
  leadersAsked,
  listAnswers,
  listNewestRequests,
  listRequests,
  type RequestRow,
  textsOfAnswers,
  textsOfApprovals,
} from './store.ts'

/** How many of the newest submissions are looked through for those that wait. */
const LOOKED_THROUGH = 60

/** Everything that was submitted and answered in one request. Refuses `not-found`. */
export async function requestView(db: Db, requestId: string): Promise<ApprovalRequest> {
  const row = await findRequest(db, requestId)
  if (!row) throw new StationError('not-found')
  return fullView(db, row, true)
}

/** The newest request of a revision; undefined: it was never submitted. */
export async function requestOf(db: Db, revisionId: string): Promise<ApprovalRequest | undefined> {
  const revision = await findRevision(db, revisionId)
  const row =
    revision && (await listRequests(db, revision.editionId)).find((request) => request.revisionId === revisionId)
  return row && fullView(db, row, true)
}

/** How the approval of an edition stands. Refuses `not-found`. */
export async function editionApproval(db: Db, editionId: string): Promise<EditionApproval> {
  if (!(await findEditionNames(db, editionId))) throw new StationError('not-found')
  const revisions = await listRevisions(db, editionId)
  const [newest] = revisions
  const latest = newest && (await findRevision(db, newest.id))
  const [first, ...others] = await listRequests(db, editionId)
  const older: ApprovalRequestSummary[] = []
  for (const row of others) older.push(summaryOf(await fullView(db, row)))
  const withdrawn = latest && !latest.approval ? await findWithdrawal(db, latest.id) : undefined
  return {
    older,
    items: latest ? (await standings(db, latest)).map(({ approvedText: _, ...standing }) => standing) : [],
    isEditedSinceApproval: latest?.approval === undefined && revisions.some(({ approval }) => approval !== undefined),
    scans: latest ? await listScans(db, latest.id) : [],
    ...(first && { newest: await fullView(db, first, true) }),
    ...(withdrawn && { withdrawn }),
  }
}

/**
 * How the newest revision of an edition stands with its leaders, for a line; undefined: it was not submitted, nor was an
 * approval of it taken back.
 */
export async function approvalStateOf(
  db: Db,
  editionId: string,
): Promise<{ state: ApprovalState; returned: number } | undefined> {
  const [latest] = await listRevisions(db, editionId)
  if (!latest) return undefined
  const [row] = (await listRequests(db, editionId)).filter(({ revisionId }) => revisionId === latest.id)
  const withdrawn = latest.approval ? undefined : await findWithdrawal(db, latest.id)
  if (!row) return withdrawn && { state: 'withdrawn', returned: 0 }
  const answers = await listAnswers(db, row.id)
  const state = stateOf({
    isApproved: latest.approval !== undefined,
    isWithdrawn: withdrawn !== undefined && withdrawn.at >= row.submitted.at,
    isNewest: true,
    answers,
  })
  return { state, returned: returnedIn(answers) }
}

/** What waits to be answered, the newest first: of one leader, or of all. */
export async function waitingRequests(db: Db, leaderId?: string): Promise<ApprovalRequestSummary[]> {
  return (await newestRequests(db, leaderId)).filter(({ state }) => state === 'waiting')
}

/** What was submitted lately, the newest first: to one leader, or to all. */
export async function newestRequests(db: Db, leaderId?: string): Promise<ApprovalRequestSummary[]> {
  const summaries: ApprovalRequestSummary[] = []
  for (const row of await listNewestRequests(db, LOOKED_THROUGH, leaderId)) {
    summaries.push(summaryOf(await fullView(db, row)))
  }
  return summaries
}

/** The read that a leader would hear of an item: the one in use, else the newest that may be. */
export function takeToHear<T extends Pick<Take, 'itemId' | 'textHash' | 'choice' | 'listening' | 'created'>>(
  item: { itemId: string; textHash: string },
  takes: readonly T[],
): T | undefined {
  const mine = takes
    .filter((take) => take.itemId === item.itemId && take.textHash === item.textHash && mayBeUsed(take))
    .toSorted((a, b) => b.created.at - a.created.at)
  return mine.find(isInUse) ?? mine[0]
}

/** `isRead`: somebody reads it, so that what was changed is shown word by word. */
async function fullView(db: Db, row: RequestRow, isRead = false): Promise<ApprovalRequest> {
  const revision = await findRevision(db, row.revisionId)
  const names = await findEditionNames(db, row.editionId)
  if (!revision || !names) throw new StationError('not-found')
  const [latest] = await listRevisions(db, row.editionId)
  const [newest] = (await listRequests(db, row.editionId)).filter((one) => one.revisionId === row.revisionId)
  const answers = await listAnswers(db, row.id)
  const found = await findWithdrawal(db, row.revisionId)
  const withdrawn = found && found.at >= row.submitted.at ? found : undefined
  const items = await itemsOf(db, revision, answers, isRead)
  const state = stateOf({
    isApproved: revision.approval !== undefined && newest?.id === row.id,
    isWithdrawn: withdrawn !== undefined && newest?.id === row.id,
    isNewest: latest?.id === row.revisionId && newest?.id === row.id,
    answers,
  })
  return {
    id: row.id,
    editionId: row.editionId,
    editionTitle: names.title,
    revisionId: revision.id,
    revisionNumber: revision.number,
    textHash: revision.textHash,
    latestNumber: latest?.number ?? revision.number,
    submitted: row.submitted,
    leaders: await leadersAsked(db, row.id),
    state,
    itemCount: items.length,
    approvedCount: items.filter(({ answer }) => answer?.answer === 'approved').length,
    returnedCount: returnedIn(answers),
    changedCount: items.filter(({ change }) => change !== 'unchanged').length,
    estimatedMs: items.reduce((sum, { estimatedMs }) => sum + estimatedMs, 0),
    items,
    remarks: answers
      .filter(({ itemId }) => itemId === undefined)
      .map(given)
      .reverse(),
    answersSeen: Math.max(0, ...answers.map(({ number }) => number)),
    scans: await listScans(db, revision.id),
    ...(row.note !== undefined && { note: row.note }),
    ...(revision.approval && { approval: revision.approval }),
    ...(withdrawn && { withdrawn }),
  }
}

async function itemsOf(
  db: Db,
  revision: Revision,
  answers: readonly Answer[],
  isRead: boolean,
): Promise<ApprovalItem[]> {
  const takes = await listTakes(db, revision.editionId)
  const standing = standingAnswers(answers)
  const against = await standings(db, revision)
  return revision.items.flatMap((item, place) => {
    const found = against[place]
    if (!found) return []
    const { approvedText, ...mine } = found
    const answer = standing.get(item.itemId)
    const take = takeToHear(item, takes)
    return {
      ...item,
      ...mine,
      ...(answer && { answer: given(answer) }),
      ...(take && { take: { id: take.id, durationMs: take.durationMs } }),
      ...(isRead && approvedText !== undefined && { textWords: compareTexts(approvedText, item.text) }),
    }
  })
}

/** A revision's items against what had been decided before it: what was said of itself, or of later ones, is no “before”. */
async function standings(db: Db, revision: Revision) {
  const decided = [
    ...(await textsOfApprovals(db, revision.editionId)),
    ...(await textsOfAnswers(db, revision.editionId)),
  ]
  return standingsOf(
    revision.items,
    decided.filter(({ revisionNumber }) => revisionNumber < revision.number),
  )
}

function given({ answer, remark, by, at, means }: Answer) {
  return { answer, by, at, means, ...(remark !== undefined && { remark }) }
}

function returnedIn(answers: readonly Answer[]): number {
  return [...standingAnswers(answers).values()].filter(({ answer }) => answer === 'returned').length
}

/** A request in a line: all that is said of it but its items, answers and papers. */
function summaryOf({ items, remarks, answersSeen, scans, approval, withdrawn, ...summary }: ApprovalRequest) {
  return summary satisfies ApprovalRequestSummary
}

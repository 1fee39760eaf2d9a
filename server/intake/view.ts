import { dateAt, periodTitle } from '../../schedules/index.ts'
import type { AlikeSubmission, Placement, Posting, Submission, SubmissionSummary } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { postingsOf } from '../postings/index.ts'
import { type FileRow, filesOf, fileView } from './files/index.ts'
import { countAlike, listAlike } from './likeness/index.ts'
import { type PlacementRow, placementsOf } from './placements/index.ts'
import { findRow, findRows, type SubmissionRow, textOf } from './store.ts'
import { Turns } from './turns.ts'

/** A submission with all that came with it; undefined where there is none. Those withdrawn are found as well. */
export async function findSubmission(db: Db, id: string): Promise<Submission | undefined> {
  const row = await findRow(db, id)
  return row && (await submissionOf(db, row, await Turns.open(db)))
}

/** The same of a row. */
export async function submissionOf(db: Db, row: SubmissionRow, turns: Turns): Promise<Submission> {
  const { id, descriptionId, contact, note, described } = row
  const files = (await filesOf(db, [descriptionId])).get(descriptionId) ?? []
  return {
    ...(await told(row, {
      turns,
      placements: (await placementsOf(db, [id])).get(id) ?? [],
      postings: (await postingsOf(db, [id])).get(id) ?? [],
    })),
    text: await textOf(db, descriptionId),
    files: files.map(fileView),
    warnings: files.flatMap(({ warnings }) => warnings),
    alike: await alikeOf(db, id, turns),
    described: { by: described.by ?? receiverOf(row), at: described.at },
    ...(contact !== undefined && { contact }),
    ...(note !== undefined && { note }),
  }
}

/** Lines of the register, in the order of the rows. */
export async function summariesOf(db: Db, rows: readonly SubmissionRow[], turns: Turns): Promise<SubmissionSummary[]> {
  const ids = rows.map(({ id }) => id)
  const placements = await placementsOf(db, ids)
  const postings = await postingsOf(db, ids)
  const alike = await countAlike(db, ids)
  const files = await filesOf(
    db,
    rows.map(({ descriptionId }) => descriptionId),
  )
  const summaries: SubmissionSummary[] = []
  for (const row of rows) {
    const mine: readonly FileRow[] = files.get(row.descriptionId) ?? []
    summaries.push({
      ...(await told(row, {
        turns,
        placements: placements.get(row.id) ?? [],
        postings: postings.get(row.id) ?? [],
      })),
      wordCount: row.wordCount,
      fileKinds: mine.map(({ kind }) => kind),
      warningCount: mine.reduce((sum, { warnings }) => sum + warnings.length, 0),
      alikeCount: alike.get(row.id) ?? 0,
    })
  }
  return summaries
}

/** A placement as the pages see it. */
export async function placementView(row: PlacementRow, submission: SubmissionRow, turns: Turns): Promise<Placement> {
  const { id, submissionId, programmeId, programmeName, period, dueOn, placedBy, placedAt } = row
  return {
    id,
    submissionId,
    programmeId,
    programmeName,
    period,
    periodTitle: periodTitle(period),
    placed: { by: placedBy ?? receiverOf(submission), at: placedAt },
    isLate: dueOn !== undefined && dateAt(submission.receivedAt, STATION_ZONE) > dueOn,
    isInRota: await turns.hasTurn(submission.unitId, programmeId, period),
    ...(dueOn !== undefined && { dueOn }),
  }
}

async function told(
  row: SubmissionRow,
  { turns, placements, postings }: { turns: Turns; placements: readonly PlacementRow[]; postings: Posting[] },
) {
  const { unitId, author, year, award, sourceName, withdrawn } = row
  const unitName = turns.nameOn(unitId, dateAt(row.receivedAt, STATION_ZONE))
  const placed: Placement[] = []
  for (const placement of placements) placed.push(await placementView(placement, row, turns))
  return {
    id: row.id,
    receiptCode: row.receiptCode,
    title: row.title,
    source: row.source,
    via: row.via,
    receivedAt: row.receivedAt,
    receivedBy: receiverOf(row),
    isLate: placed[0]?.isLate ?? false,
    isInRota: placed.some(({ isInRota }) => isInRota),
    topics: row.topics,
    placements: placed,
    postings,
    ...(unitId !== undefined && { unitId }),
    ...(unitName !== undefined && { unitName }),
    ...(author !== undefined && { author }),
    ...(year !== undefined && { year }),
    ...(award !== undefined && { award }),
    ...(sourceName !== undefined && { sourceName }),
    ...(withdrawn && { withdrawn }),
  }
}

async function alikeOf(db: Db, submissionId: string, turns: Turns): Promise<AlikeSubmission[]> {
  const alike = await listAlike(db, submissionId)
  const rows = await findRows(
    db,
    alike.map(({ otherId }) => otherId),
  )
  return alike.flatMap(({ otherId, likeness, isSameFile }) => {
    const other = rows.find(({ id }) => id === otherId)
    if (!other) return []
    const unitName = turns.nameOn(other.unitId, dateAt(other.receivedAt, STATION_ZONE))
    return [
      {
        submissionId: otherId,
        title: other.title,
        receivedAt: other.receivedAt,
        likeness,
        isSameFile,
        ...(unitName !== undefined && { unitName }),
      },
    ]
  })
}

function receiverOf({ enteredBy, senderName }: SubmissionRow): string {
  return enteredBy ?? senderName ?? 'Đơn vị gửi'
}

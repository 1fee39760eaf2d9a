import { dateAt, periodTitle } from '../../schedules/index.ts'
import type { Receipt } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { findStation } from '../station/index.ts'
import { unitNameOn } from '../units/index.ts'
import { filesOf } from './files/index.ts'
import { placementsOf } from './placements/index.ts'
import type { SubmissionRow } from './store.ts'

/** Giấy biên nhận of a submission: what came, when, and whether in time. */
export async function receiptFor(db: Db, row: SubmissionRow): Promise<Receipt> {
  const receivedOn = dateAt(row.receivedAt, STATION_ZONE)
  const station = await findStation(db)
  const unitName = row.unitId === undefined ? undefined : await unitNameOn(db, row.unitId, receivedOn)
  const files = (await filesOf(db, [row.descriptionId])).get(row.descriptionId) ?? []
  const placements = (await placementsOf(db, [row.id])).get(row.id) ?? []
  return {
    stationName: station?.name ?? '',
    receiptCode: row.receiptCode,
    title: row.title,
    receivedAt: row.receivedAt,
    wordCount: row.wordCount,
    files: files.map(({ fileName, bytes, sha256 }) => ({ fileName, bytes, sha256 })),
    placements: placements.map(({ programmeName, period, dueOn }) => ({
      programmeName,
      periodTitle: periodTitle(period),
      isLate: dueOn !== undefined && receivedOn > dueOn,
      ...(dueOn !== undefined && { dueOn }),
    })),
    ...(unitName !== undefined && { unitName }),
    ...(row.author !== undefined && { author: row.author }),
    ...(row.senderName !== undefined && { senderName: row.senderName }),
    ...(row.enteredBy !== undefined && { receivedBy: row.enteredBy }),
  }
}

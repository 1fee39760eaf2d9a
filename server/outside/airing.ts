import type { Airing } from '../contract/index.ts'
import { editionTitle } from '../programmes/index.ts'
import type { OutsideRow } from './store.ts'

/** An airing outside the system, as every list of airings shows it. */
export function outsideAiring(row: OutsideRow): Airing {
  return {
    id: row.id,
    editionId: row.editionId,
    programmeId: row.programmeId,
    programmeName: row.programmeName,
    editionTitle: editionTitle(row.programmeName, row.period),
    date: row.date,
    time: row.time,
    startsAt: row.startsAt,
    state: 'outside',
    missing: [],
    confirmed: { by: row.enteredBy, at: row.enteredAt },
    outside: {
      where: row.place,
      note: row.note,
      ...(row.proofSha256 !== undefined && { proofSha256: row.proofSha256 }),
      ...(row.proofFileName !== undefined && { proofFileName: row.proofFileName }),
    },
  }
}

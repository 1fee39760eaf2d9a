import type { ReserveSound } from '../../schedules/index.ts'
import { findAnnouncement } from '../announcements/index.ts'
import type { ProgrammeAirRules } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { editionTitle } from '../programmes/index.ts'
import { airFactsOf, missingForAir } from '../renders/index.ts'
import { type AiringRow, listEditionsBefore } from './store.ts'

/** An edition older than this is no longer news to anybody. */
const MOST_EDITIONS_BACK = 12

export type Reserve = Omit<ReserveSound, 'masterPath'>

/**
 * What a programme has in reserve for an airing: by its rule the newest earlier edition that may itself air (approved,
 * verified), or its apology; undefined when it has none.
 */
export async function reserveOf(
  db: Db,
  row: Pick<AiringRow, 'programmeId' | 'programmeName' | 'period'>,
  { reserve, apologyId }: Pick<ProgrammeAirRules, 'reserve' | 'apologyId'>,
): Promise<Reserve | undefined> {
  if (reserve === 'apology' && apologyId !== undefined) {
    const found = await findAnnouncement(db, apologyId)
    if (!found || found.retired) return undefined
    const { title, mediaSha256, durationMs, frames } = found
    return { kind: 'apology', title, masterSha256: mediaSha256, durationMs, frames }
  }
  if (reserve !== 'last-edition') return undefined
  for (const { id, period } of await listEditionsBefore(db, row.programmeId, row.period, MOST_EDITIONS_BACK)) {
    const facts = await airFactsOf(db, id)
    if (!facts.render || missingForAir(facts).length > 0) continue
    const { masterSha256, durationMs, frames } = facts.render
    return { kind: 'last-edition', title: editionTitle(row.programmeName, period), masterSha256, durationMs, frames }
  }
  return undefined
}

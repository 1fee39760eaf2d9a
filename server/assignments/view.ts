import type { CalendarDate } from '../../schedules/index.ts'
import type { ReadAssignments, Revision, Take } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { listTakes } from '../takes/index.ts'
import { type Assignment, assignmentsOf } from './rules.ts'
import { listDecisions } from './store.ts'

/** What an edition's assignments are told from. */
export interface EditionFacts {
  title: string
  programmeId: string
  /** The newest revision; undefined while there is no script. */
  latest: Revision | undefined
  takes: Take[]
  decisions: Assignment[]
}

/** Gathers it. Refuses `not-found`. */
export async function factsOf(db: Db, editionId: string): Promise<EditionFacts> {
  const names = await findEditionNames(db, editionId)
  if (!names) throw new StationError('not-found')
  const [newest] = await listRevisions(db, editionId)
  return {
    title: names.title,
    programmeId: names.programmeId,
    latest: newest && (await findRevision(db, newest.id)),
    takes: await listTakes(db, editionId),
    decisions: await listDecisions(db, editionId),
  }
}

/** Whose read each item of an edition is. */
export function assignmentsView({ latest, takes, decisions }: EditionFacts, today: CalendarDate): ReadAssignments {
  const isApproved = latest?.approval !== undefined
  return {
    isApproved,
    items: assignmentsOf({ items: latest?.items ?? [], isApproved, takes, decisions, today }),
    ...(latest && { revisionNumber: latest.number }),
  }
}

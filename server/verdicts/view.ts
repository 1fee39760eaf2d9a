import type { TakeListening } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { findTake, listTakes } from '../takes/index.ts'
import { nextToHear } from './rules.ts'
import { isListeningRequired, listRemarks, listVerdicts } from './store.ts'

/** A read with the words that it is of and all that listeners said. Refuses `not-found`. */
export async function listeningView(db: Db, takeId: string): Promise<TakeListening> {
  const take = await findTake(db, takeId)
  const names = take && (await findEditionNames(db, take.editionId))
  const revision = take && (await findRevision(db, take.revisionId))
  const place = revision?.items.findIndex(({ itemId }) => itemId === take?.itemId) ?? -1
  const item = revision?.items[place]
  if (!take || !names || !item) throw new StationError('not-found')
  const [newest] = await listRevisions(db, take.editionId)
  const items = (newest && (await findRevision(db, newest.id)))?.items ?? []
  const next = nextToHear(items, await listTakes(db, take.editionId), take)
  return {
    take,
    editionTitle: names.title,
    item: { number: place + 1, title: item.title, text: item.text, estimatedMs: item.estimatedMs },
    remarks: await listRemarks(db, takeId),
    verdicts: await listVerdicts(db, takeId),
    isRequired: await isListeningRequired(db, names.programmeId),
    ...(next && { next: { takeId: next.take.id, number: items.indexOf(next.item) + 1, title: next.item.title } }),
  }
}

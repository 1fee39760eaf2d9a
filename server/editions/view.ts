import { datesWantedIn } from '../../schedules/index.ts'
import { airingsOf, datesHeard } from '../airings/index.ts'
import { approvalStateOf } from '../approvals/index.ts'
import type { Edition, EditionSummary } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findEditionNames } from '../programmes/index.ts'
import {
  airFactsOf,
  listRenders,
  missingForAir,
  missingForRender,
  missingSentence,
  type RenderQueue,
  withCurrency,
} from '../renders/index.ts'
import { dutiesOf } from '../rota/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { wardsReached } from '../stations/index.ts'
import { listTakes } from '../takes/index.ts'
import { isListeningRequiredFor } from '../verdicts/index.ts'
import { stepsOf } from './steps.ts'
import { type EditionRow, findEdition } from './store.ts'

/** Everything that an edition's page shows. Refuses `not-found`. */
export async function editionView(deps: Deps, queue: RenderQueue, id: string): Promise<Edition> {
  const row = await findEdition(deps.db, id)
  if (!row) throw new StationError('not-found')
  return fullView(deps, queue, row)
}

/** The same edition as one row of a list. */
export async function editionSummary(deps: Deps, queue: RenderQueue, row: EditionRow): Promise<EditionSummary> {
  const { id, programmeId, programmeName, period, title, steps, nextStep } = await fullView(deps, queue, row)
  return { id, programmeId, programmeName, period, title, steps, ...(nextStep && { nextStep }) }
}

async function fullView({ db, clock }: Deps, queue: RenderQueue, row: EditionRow): Promise<Edition> {
  const names = await findEditionNames(db, row.id)
  if (!names) throw new StationError('not-found')
  const now = clock.now()
  const revisions = await listRevisions(db, row.id)
  const latest = revisions[0] && (await findRevision(db, revisions[0].id))
  const newestApproved = revisions.find(({ approval }) => approval)
  const approved =
    newestApproved && newestApproved.id !== latest?.id ? await findRevision(db, newestApproved.id) : undefined
  const takes = await listTakes(db, row.id)
  const isListeningRequired = await isListeningRequiredFor(db, row.id)
  const renders = (await withCurrency(db, row.id, await listRenders(db, row.id))).map((render) =>
    queue.withProgress(render),
  )
  const airings = await airingsOf(db, row.id, now)
  const facts = await airFactsOf(db, row.id)
  const missing = missingForAir(facts).map(missingSentence)
  const forRender = await missingForRender(db, row.id, facts)
  return {
    id: row.id,
    programmeId: names.programmeId,
    programmeName: names.programmeName,
    period: names.period,
    title: names.title,
    created: { by: row.createdBy, at: row.createdAt },
    rotaUnits: (await dutiesOf(db, names.programmeId, names.period)).map(({ unitName }) => unitName),
    revisions,
    takes,
    isListeningRequired,
    renders,
    airings,
    missing,
    missingForRender: forRender,
    ...(latest && { latest }),
    ...(approved && { approved }),
    ...stepsOf({
      revisions,
      latest,
      request: await approvalStateOf(db, row.id),
      takes,
      isListeningRequired,
      renders,
      airings,
      missing,
      missingForRender: forRender,
      datesHeard: await datesHeard(db, row.id, now),
      datesWanted: datesWantedIn(names.course, names.period),
      wards: names.producer.kind === 'station' ? await wardsReached(db, facts.render?.id) : undefined,
    }),
  }
}

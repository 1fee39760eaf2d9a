import { dateAt } from '../../schedules/index.ts'
import { airingsOf } from '../airings/index.ts'
import { editionApproval } from '../approvals/index.ts'
import type { Airing, Render } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { lengthOfPack } from '../packs/index.ts'
import { editionTitle, listProgrammes } from '../programmes/index.ts'
import { airFactsOf, findRender, missingForAir, missingSentence } from '../renders/index.ts'
import { listRevisions } from '../scripts/index.ts'
import type { Delivery, DeliveryAiring, DeliveryFile, DeliveryForm } from './delivery.ts'
import { deliveryNames } from './names.ts'
import { scriptText } from './script-text.ts'
import { listNewestEditions } from './store.ts'

/** A year of monthly editions of two programmes. */
const MOST_EDITIONS = 24

const MEDIA_TYPES: Record<DeliveryForm, string> = {
  mp3: 'audio/mpeg',
  mono: 'audio/mpeg',
  wav: 'audio/wav',
  script: 'text/plain; charset=utf-8',
  zip: 'application/zip',
}

/**
 * What a ward station may take: the newest editions that may air, by the same question that the plan asks, the newest
 * first; and those that could be taken and may air no more, without files and with the reason. What a ward makes goes to
 * that ward alone; others take up items of it (see `producers`), not the edition.
 */
export async function deliveriesFor(deps: Pick<Deps, 'db' | 'clock'>, wardStationId: string): Promise<Delivery[]> {
  return newestDeliveries(deps, { notOf: await madeByOthers(deps.db, wardStationId) })
}

/** The programmes whose editions do not go to a ward: those that other wards make. */
export async function madeByOthers(db: Db, wardStationId: string): Promise<string[]> {
  return (await listProgrammes(db)).flatMap(({ id, producer }) =>
    producer.kind === 'ward' && producer.wardStationId !== wardStationId ? [id] : [],
  )
}

/** The same of all wards at once; of one programme or one edition, or without some programmes, where that is asked for. */
export async function newestDeliveries(
  deps: Pick<Deps, 'db' | 'clock'>,
  asked: { programmeId?: string | undefined; editionId?: string | undefined; notOf?: readonly string[] } = {},
): Promise<Delivery[]> {
  const { db, clock } = deps
  const deliveries: Delivery[] = []
  for (const edition of await listNewestEditions(db, { ...asked, most: MOST_EDITIONS })) {
    const { editionId, programmeId, programmeName, period } = edition
    const standing = await standingOf(db, editionId)
    if (!standing) continue
    const { render, durationMs, items, missing } = standing
    const title = editionTitle(programmeName, period)
    deliveries.push({
      editionId,
      renderId: render.id,
      programmeId,
      title,
      period,
      durationMs,
      items,
      airings: (await airingsOf(db, editionId, clock.now())).map(asTold),
      files: missing.length === 0 ? await filesOf(db, render, title) : [],
      ...(missing.length > 0 && { withdrawn: await withdrawal(db, editionId, render, missing) }),
    })
  }
  return deliveries
}

/** A render that wards may take now, and its files. */
export interface OfferedRender {
  programmeId: string
  render: Render
  files: DeliveryFile[]
}

/** The files of a render, if it is the one that wards may take of its edition now; undefined otherwise. */
export async function offeredRender(db: Db, renderId: string): Promise<OfferedRender | undefined> {
  const [edition] = await listNewestEditions(db, { most: 1, renderId })
  if (!edition) return undefined
  const standing = await standingOf(db, edition.editionId)
  if (!standing || standing.render.id !== renderId || standing.missing.length > 0) return undefined
  const { render } = standing
  return {
    programmeId: edition.programmeId,
    render,
    files: await filesOf(db, render, editionTitle(edition.programmeName, edition.period)),
  }
}

/** The render that an edition would air, and what stands in its way; undefined: there is none. */
async function standingOf(db: Db, editionId: string) {
  const facts = await airFactsOf(db, editionId)
  const render = facts.render && (await findRender(db, facts.render.id))
  if (!render?.mp3 || render.durationMs === undefined) return undefined
  const items = facts.latest?.items.map(({ title }) => ({ title })) ?? []
  return { render, durationMs: render.durationMs, items, missing: missingForAir(facts).map(missingSentence) }
}

async function filesOf(db: Db, render: Render, title: string): Promise<DeliveryFile[]> {
  const { mp3, mono, master } = render
  const script = await scriptText(db, render.revisionId)
  const kept: [DeliveryForm, { bytes: number; sha256: string } | undefined][] = [
    ['mp3', mp3],
    ['mono', mono],
    ['wav', master],
    ['script', script],
  ]
  const files = kept.flatMap(([form, file]) => (file ? [fileOf(render, title, form, file)] : []))
  const bytes = lengthOfPack({
    madeOn: madeOn(render),
    files: files.map(({ plainFileName, bytes = 0, sha256 = '' }) => ({ name: plainFileName, bytes, sha256 })),
  })
  return [...files, fileOf(render, title, 'zip', { bytes })]
}

function fileOf(
  { id }: Render,
  title: string,
  form: DeliveryForm,
  { bytes, sha256 }: { bytes: number; sha256?: string },
): DeliveryFile {
  const names = deliveryNames(form, title)
  return {
    form,
    ...names,
    mediaType: MEDIA_TYPES[form],
    path: `tep/${id}/${encodeURIComponent(names.plainFileName)}`,
    bytes,
    ...(sha256 !== undefined && { sha256 }),
  }
}

/** The day on which a render was finished, in the station's calendar. */
export function madeOn(render: Pick<Render, 'finishedAt' | 'requested'>): string {
  return dateAt(render.finishedAt ?? render.requested.at, STATION_ZONE)
}

/** Since when and why an edition may air no more: its approval was taken back, its words were changed, or a read was. */
async function withdrawal(
  db: Db,
  editionId: string,
  render: Render,
  missing: readonly string[],
): Promise<{ at: number; why: string }> {
  const { withdrawn } = await editionApproval(db, editionId)
  if (withdrawn) return { at: withdrawn.at, why: `Lãnh đạo đã rút phê duyệt: ${withdrawn.reason}` }
  const [newest] = await listRevisions(db, editionId)
  const isNewer = newest !== undefined && newest.id !== render.revisionId
  return { at: isNewer ? newest.created.at : (render.finishedAt ?? render.requested.at), why: missing.join('; ') }
}

function asTold({ id, date, time, startsAt, state }: Airing): DeliveryAiring {
  return { airingId: id, date, time, startsAt, state }
}

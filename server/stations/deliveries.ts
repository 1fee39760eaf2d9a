import { airingsOf } from '../airings/index.ts'
import { editionApproval } from '../approvals/index.ts'
import type { Airing, Render } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { editionTitle } from '../programmes/index.ts'
import { airFactsOf, findRender, missingForAir, missingSentence } from '../renders/index.ts'
import { listRevisions } from '../scripts/index.ts'
import type { Delivery, DeliveryAiring, DeliveryFile, DeliveryForm } from './delivery.ts'
import { deliveryNames } from './names.ts'
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
 * first; and those that could be taken and may air no more, without files and with the reason.
 */
export async function deliveriesFor(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  _wardStationId: string,
): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  for (const { editionId, programmeId, programmeName, period } of await listNewestEditions(db, MOST_EDITIONS)) {
    const facts = await airFactsOf(db, editionId)
    const render = facts.render && (await findRender(db, facts.render.id))
    if (!render?.mp3 || render.durationMs === undefined) continue
    const missing = missingForAir(facts)
    const title = editionTitle(programmeName, period)
    deliveries.push({
      editionId,
      renderId: render.id,
      programmeId,
      title,
      period,
      durationMs: render.durationMs,
      items: facts.latest?.items.map((item) => ({ title: item.title })) ?? [],
      airings: (await airingsOf(db, editionId, clock.now())).map(asTold),
      files: missing.length === 0 ? filesOf(render, title) : [],
      ...(missing.length > 0 && { withdrawn: await withdrawal(db, editionId, render, missing.map(missingSentence)) }),
    })
  }
  return deliveries
}

function filesOf(render: Render, title: string): DeliveryFile[] {
  const fileOf = (form: DeliveryForm, known: { bytes: number; sha256: string } | undefined): DeliveryFile => {
    const names = deliveryNames(form, title)
    return {
      form,
      ...names,
      mediaType: MEDIA_TYPES[form],
      path: `tep/${render.id}/${encodeURIComponent(names.plainFileName)}`,
      ...(known && { bytes: known.bytes, sha256: known.sha256 }),
    }
  }
  const { mp3, mono, master } = render
  return [
    ...(mp3 ? [fileOf('mp3', mp3)] : []),
    ...(mono ? [fileOf('mono', mono)] : []),
    ...(master ? [fileOf('wav', master)] : []),
  ]
}

/** Since when and why an edition may air no more: its approval was taken back, its words were changed, or a read was. */
async function withdrawal(
  db: Db,
  editionId: string,
  render: Render,
  missing: readonly string[],
): Promise<{ at: number; why: string }> {
  const { withdrawn } = await editionApproval(db, editionId)
  if (withdrawn) return { at: withdrawn.at, why: `Đã rút phê duyệt: ${withdrawn.reason}` }
  const [newest] = await listRevisions(db, editionId)
  const at = newest && newest.id !== render.revisionId ? newest.created.at : (render.finishedAt ?? render.requested.at)
  return { at, why: missing.join('; ') }
}

function asTold({ id, date, time, startsAt, state }: Airing): DeliveryAiring {
  return { airingId: id, date, time, startsAt, state }
}

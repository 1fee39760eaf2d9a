import { airingsOf } from '../airings/index.ts'
import type { Airing } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { editionTitle } from '../programmes/index.ts'
import { airFactsOf, findRender, missingForAir } from '../renders/index.ts'
import type { WardEdition, WardFile } from './page.ts'
import { listNewestEditions } from './store.ts'

/** A year of monthly editions of two programmes. */
const MOST_EDITIONS = 24
const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']
const HIDDEN: ReadonlySet<Airing['state']> = new Set(['withdrawn', 'missed', 'failed', 'incomplete', 'skipped'])

export interface Delivery extends WardEdition {
  renderId: string
  /** Its files with the names under which they are saved. */
  files: (WardFile & { fileName: string })[]
}

/** What ward stations may take: the newest editions that may air, by the same question that the plan asks. */
export async function deliveriesFor({ db, clock }: Deps, secret: string): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  for (const { editionId, programmeName, period } of await listNewestEditions(db, MOST_EDITIONS)) {
    const facts = await airFactsOf(db, editionId)
    const render = facts.render && missingForAir(facts).length === 0 ? await findRender(db, facts.render.id) : undefined
    if (!render?.mp3 || render.durationMs === undefined) continue
    const fileOf = ({ sha256, bytes, fileName }: { sha256: string; bytes: number; fileName: string }) => {
      return { sha256, bytes, fileName, downloadPath: `/tram/${secret}/${render.id}/${fileName}` }
    }
    const mp3 = fileOf(render.mp3)
    const mono = render.mono && fileOf(render.mono)
    deliveries.push({
      title: editionTitle(programmeName, period),
      items: facts.latest?.items.map(({ title }) => title) ?? [],
      durationMs: render.durationMs,
      mp3,
      ...(mono && { mono }),
      renderId: render.id,
      files: mono ? [mp3, mono] : [mp3],
      airings: (await airingsOf(db, editionId, clock.now())).filter(({ state }) => !HIDDEN.has(state)).map(when),
    })
  }
  return deliveries
}

function when({ date, time }: Airing): string {
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]
  return `${time} ${weekday} ${date.split('-').reverse().join('/')}`
}

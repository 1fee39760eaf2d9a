import type { Deps } from '../deps.ts'
import { handedOver } from '../hand-overs/index.ts'
import { type Delivery, takenBy } from '../stations/index.ts'
import { wardTellings } from './plays/index.ts'
import { listRecallsSeen, madeAtOf, momentsToOffer, recallNotice, SECTION_STYLE, sectionOf } from './said/index.ts'

/** What a ward's page shows of its words: finished HTML without JavaScript, escaped. */
export interface WordsOnPage {
  /** Over everything else: editions that the ward has and must not air. Empty as a rule. */
  top: string
  /** At the end of an edition's own part, by edition. */
  byEdition: ReadonlyMap<string, string>
  /** For the page's style sheet. */
  style: string
}

/** Airings at whose time nobody was to air. A ward may well air what the station itself missed. */
const CALLED_OFF: ReadonlySet<Delivery['airings'][number]['state']> = new Set(['withdrawn', 'skipped'])

/** The words of a ward for its page, edition by edition. `linkPath` is the page's own address: `/tram/SECRET`. */
export async function wardWordsFor(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { wardStationId, linkPath }: { wardStationId: string; linkPath: string },
  deliveries: readonly Delivery[],
): Promise<WordsOnPage> {
  const now = clock.now()
  const editionIds = deliveries.map(({ editionId }) => editionId)
  const tellings = await wardTellings(db, { wardStationId })
  const takes = await takenBy(db, { wardStationId })
  const handed = (await handedOver(db, editionIds)).filter((one) => one.wardStationId === wardStationId)
  const seen = (await listRecallsSeen(db, editionIds)).filter((one) => one.wardStationId === wardStationId)
  const wardInstants = tellings.flatMap(({ plays }) => plays.map(({ startsAt }) => startsAt))
  const madeAt = await madeAtOf(db, editionIds)
  const byEdition = new Map<string, string>()
  let top = ''
  for (const { editionId, title, airings, withdrawn } of deliveries) {
    const action = `${linkPath}/da-phat/${editionId}`
    const { plays = [], words = [], recordings = [] } = tellings.find((one) => one.editionId === editionId) ?? {}
    const hasAt = [
      ...takes.filter((one) => one.editionId === editionId).map(({ completedAt }) => completedAt),
      ...handed.filter((one) => one.editionId === editionId).map(({ at }) => at),
    ].sort((a, b) => b - a)[0]
    if (withdrawn && (hasAt !== undefined || plays.length > 0)) {
      const seenAt = seen.find((one) => one.editionId === editionId && one.recalledAt === withdrawn.at)?.seenAt
      top += recallNotice({ action, title, recall: withdrawn, hasAt, seenAt })
    }
    if (withdrawn && plays.length === 0 && hasAt === undefined) continue
    const section = sectionOf({
      action,
      words,
      recordings,
      playedAt: plays.filter(({ source }) => source === 'player').map(({ startsAt }) => startsAt),
      offered: momentsToOffer({
        stationInstants: airings.filter(({ state }) => !CALLED_OFF.has(state)).map(({ startsAt }) => startsAt),
        wardInstants,
        saidInstants: plays.map(({ startsAt }) => startsAt),
        madeAt: madeAt.get(editionId) ?? now,
        now,
      }),
      now,
    })
    byEdition.set(editionId, section)
  }
  return { top, byEdition, style: SECTION_STYLE }
}

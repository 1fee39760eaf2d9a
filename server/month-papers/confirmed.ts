import { airingsOf, asRunBetween } from '../airings/index.ts'
import type { AsRun } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { findSubmission } from '../intake/index.ts'
import { listPlays, type Play } from '../plays/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findSheet, findSources, rendersOfMasters } from '../renders/index.ts'
import { originsOfItems } from '../review/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { listWardStations } from '../stations/index.ts'
import { wardTellings } from '../ward-words/index.ts'
import { editionsOfItems, itemsOfSameOrigin, newestWordsOf } from './store.ts'

/** One time that the item was heard. UTC ms. */
export interface ConfirmedPlay {
  /** When the edition began. */
  startedAt: number
  /** When the item itself sounded; absent where nothing tells (an older render, an interruption, an airing elsewhere). */
  item?: { from: number; to: number }
  masterSha256?: string
  /** Compared with a recording of what was received. */
  proof?: { found: boolean; matched: number }
  /** Aired by other means: where, and what proves it. */
  outside?: string
}

/** An edition that carried the item. */
export interface ConfirmedEdition {
  programmeName: string
  title: string
  approved?: { by: string; at: number }
  /** The oldest first; never empty. */
  plays: ConfirmedPlay[]
  /** Wards that aired the same edition, by name, and who tells of it. */
  wards: { name: string; startsAt: number; source: WardSource }[]
}

export type WardSource = 'word' | 'player' | 'recording' | 'own-log'

/** Everything that a confirmation says. */
export interface Confirmation {
  title: string
  unitName?: string
  author?: string
  receipt?: { code: string; at: number }
  editions: ConfirmedEdition[]
}

/** A pause between begin and end beyond what sounded: somebody or something cut in, and the item's own hour is not known. */
const INTERRUPTED_MS = 1500

/**
 * When and where an item was heard, whole, in every programme that carried it. Refuses `not-found` for an item that never was, and
 * `item-not-heard`.
 */
export async function confirmationOf(db: Db, itemId: string, now: number): Promise<Confirmation> {
  const words = await newestWordsOf(db, itemId)
  if (!words) throw new StationError('not-found')
  const itemIds = new Set(await itemsOfSameOrigin(db, itemId))
  const carriers = [...new Set((await editionsOfItems(db, [...itemIds])).map(({ editionId }) => editionId))]
  const editions: ConfirmedEdition[] = []
  for (const editionId of carriers) {
    const one = await confirmedEdition(db, editionId, itemIds, now)
    if (one) editions.push(one)
  }
  if (editions.length === 0) throw new StationError('item-not-heard', { title: words.title })
  const [origin] = await originsOfItems(db, [itemId])
  const submission = origin && (await findSubmission(db, origin.submissionId))
  const unitName = words.unitName ?? submission?.unitName ?? submission?.sourceName
  return {
    title: submission?.title ?? words.title,
    editions: editions.toSorted((a, b) => (a.plays[0]?.startedAt ?? 0) - (b.plays[0]?.startedAt ?? 0)),
    ...(unitName !== undefined && { unitName }),
    ...(submission?.author !== undefined && { author: submission.author }),
    ...(submission && { receipt: { code: submission.receiptCode, at: submission.receivedAt } }),
  }
}

async function confirmedEdition(
  db: Db,
  editionId: string,
  itemIds: ReadonlySet<string>,
  now: number,
): Promise<ConfirmedEdition | undefined> {
  const names = await findEditionNames(db, editionId)
  const heard = (await listPlays(db, [editionId])).filter((play) => [...itemIds].some((id) => play.itemIds.has(id)))
  if (!names || heard.length === 0) return undefined
  const lines = await linesOf(db, editionId, now)
  const plays: ConfirmedPlay[] = []
  for (const play of heard) plays.push(await confirmedPlay(db, play, lineOf(play, lines), itemIds))
  const approval = (await listRevisions(db, editionId)).find((one) => one.approval)?.approval
  return {
    programmeName: names.programmeName,
    title: names.title,
    plays,
    wards: await wardsOf(db, editionId),
    ...(approval && { approved: { by: approval.approver, at: approval.approvedAt } }),
  }
}

/** The log's lines of an edition. */
async function linesOf(db: Db, editionId: string, now: number): Promise<AsRun[]> {
  const instants = (await airingsOf(db, editionId, now)).map(({ startsAt }) => startsAt)
  if (instants.length === 0) return []
  const lines = await asRunBetween(db, Math.min(...instants), Math.max(...instants) + 1, now)
  return lines.filter((line) => line.editionId === editionId)
}

function lineOf({ at, isOutside }: Play, lines: readonly AsRun[]): AsRun | undefined {
  return lines.find(({ startedAt, outcome }) => startedAt === at && (outcome === 'outside') === isOutside)
}

async function confirmedPlay(
  db: Db,
  { at: startedAt, isOutside }: Play,
  line: AsRun | undefined,
  itemIds: ReadonlySet<string>,
): Promise<ConfirmedPlay> {
  if (isOutside) return { startedAt, outside: line?.note ?? '' }
  const { masterSha256, proof } = line ?? {}
  const place = masterSha256 === undefined ? undefined : await placeIn(db, masterSha256, itemIds)
  const isWhole =
    line?.endedAt !== undefined &&
    line.soundedMs !== undefined &&
    line.endedAt - startedAt - line.soundedMs < INTERRUPTED_MS
  return {
    startedAt,
    ...(masterSha256 !== undefined && { masterSha256 }),
    ...(proof && { proof }),
    ...(place && isWhole && { item: { from: startedAt + place.fromMs, to: startedAt + place.toMs } }),
  }
}

/** Where an item lies in a master, from its first read to its last. */
async function placeIn(
  db: Db,
  masterSha256: string,
  itemIds: ReadonlySet<string>,
): Promise<{ fromMs: number; toMs: number } | undefined> {
  const render = (await rendersOfMasters(db, [masterSha256])).get(masterSha256)
  const sources = render && (await findSources(db, render.id))
  const parts = render && (await findSheet(db, render.id))?.parts
  if (!sources || parts?.length !== sources.recipe.parts.length) return undefined
  const reads = new Set(sources.reads.filter(({ itemId }) => itemIds.has(itemId)).map(({ mediaSha256 }) => mediaSha256))
  const mine = parts.filter((_, place) => reads.has(sources.recipe.parts[place]?.sha256 ?? ''))
  if (mine.length === 0) return undefined
  return {
    fromMs: Math.min(...mine.map(({ startMs }) => startMs)),
    toMs: Math.max(...mine.map(({ startMs, durationMs }) => startMs + durationMs)),
  }
}

/** What a ward logs of a programme of its own stands among the station's airings already. */
async function wardsOf(db: Db, editionId: string): Promise<ConfirmedEdition['wards']> {
  const names = new Map((await listWardStations(db)).map(({ id, name }) => [id, name]))
  return (await wardTellings(db, { editionIds: [editionId] }))
    .flatMap(({ wardStationId, plays }) =>
      plays
        .filter(({ source }) => source !== 'own-log')
        .map(({ startsAt, source }) => ({ name: names.get(wardStationId) ?? '', startsAt, source })),
    )
    .toSorted((a, b) => a.startsAt - b.startsAt)
}

/** What the newest script of an edition calls an item; for lists. */
export async function itemsOfEdition(
  db: Db,
  editionId: string,
): Promise<Map<string, { title: string; unitName: string | undefined }>> {
  const found = new Map<string, { title: string; unitName: string | undefined }>()
  for (const { id } of await listRevisions(db, editionId)) {
    for (const { itemId, title, unitName } of (await findRevision(db, id))?.items ?? []) {
      if (!found.has(itemId)) found.set(itemId, { title, unitName })
    }
  }
  return found
}

import { addDays, dateAt, instantOf } from '../../schedules/index.ts'
import { type Reader, readersOf } from '../assignments/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { UnitLines } from '../figures/index.ts'
import { listPlays, type Play } from '../plays/index.ts'
import { editionTitle, listProgrammes } from '../programmes/index.ts'
import { UnitRegister } from '../units/index.ts'
import { type FirstRead, type FirstWork, firstReads, firstWorks, readLineId } from './first-heard.ts'
import { isWork, type LineFacts } from './lines.ts'
import type { LedgerSpan } from './spans.ts'
import {
  editionsAround,
  type ItemFacts,
  itemsMadeFrom,
  itemsOfRevisions,
  originsOf,
  periodsOf,
  sendersOf,
  takesOf,
} from './store.ts'

/** What was written and read for a period, and whether something of it is not told here. */
export interface Gathered {
  lines: LineFacts[]
  /** Airings outside the system of which nobody knows who read. */
  hasUnreadOutside: boolean
  /** Programmes that wards make and pay for themselves were heard as well. */
  hasWardProgrammes: boolean
  /** What became of units within the span, as sentences. */
  unitNotes: string[]
}

/**
 * The works and reads that were heard for the first time in a span, in the order in which they were. “Heard” is what the as-run
 * log calls whole and by listeners, see `listPlays`; the day of an airing is that on which it began.
 */
export async function gatherLines(db: Db, { from, to }: Pick<LedgerSpan, 'from' | 'to'>): Promise<Gathered> {
  // What was planned before midnight may have begun after it, and what was planned may have been moved by an emergency.
  const planned = await editionsOf(db, await editionsAround(db, startOf(addDays(from, -1)), startOf(addDays(to, 2))))
  const heard = await ownPlays(db, planned)
  const itemIds = [...new Set(heard.flatMap(({ itemIds: ids }) => [...ids]))]
  const origins = await originsOf(db, itemIds)
  const made = await itemsMadeFrom(db, [...new Set(origins.values())])
  for (const { itemId, submissionId } of made) origins.set(itemId, submissionId)
  const elsewhere = new Set(made.map(({ editionId }) => editionId).filter((id) => !planned.has(id)))
  const others = await editionsOf(db, [...elsewhere])
  const plays = [...heard, ...(await ownPlays(db, others))]
  const editions = new Map([...planned, ...others])
  const [begins, ends] = [startOf(from), startOf(addDays(to, 1))]
  const isInside = ({ play }: { play: Play }) => play.at >= begins && play.at < ends
  const works = firstWorks(plays, (itemId) => origins.get(itemId) ?? itemId).filter(isInside)
  const takeIds = [...new Set(plays.flatMap(({ reads }) => reads.map(({ takeId }) => takeId)))]
  const readers = await readersOf(db, takeIds)
  const reads = firstReads(plays, (takeId) => readers.get(takeId)?.id).filter(isInside)
  const units = new UnitLines(await UnitRegister.open(db), to)
  const lines = await factsOf(db, { works, reads, readers, origins, editions, units })
  const inside = plays.filter((play) => isInside({ play }))
  return {
    lines: lines.sort((a, b) => a.airedAt - b.airedAt),
    hasUnreadOutside: inside.some(({ isOutside, reads: sounded }) => isOutside && sounded.length === 0),
    hasWardProgrammes: [...planned.values()].some(({ isOwn }) => !isOwn),
    unitNotes: units.notes({ from, to }),
  }
}

/** What an edition is called, and whether the station makes it itself. */
interface EditionFacts {
  programmeId: string
  programmeName: string
  title: string
  isOwn: boolean
}

async function editionsOf(db: Db, editionIds: readonly string[]): Promise<Map<string, EditionFacts>> {
  const programmes = new Map((await listProgrammes(db)).map((programme) => [programme.id, programme]))
  return new Map(
    (await periodsOf(db, editionIds)).flatMap(({ editionId, programmeId, period }) => {
      const programme = programmes.get(programmeId)
      if (!programme) return []
      const { name: programmeName, producer } = programme
      const title = editionTitle(programmeName, period)
      return [[editionId, { programmeId, programmeName, title, isOwn: producer.kind === 'station' }]]
    }),
  )
}

/** What was heard of editions that the station makes itself. */
async function ownPlays(db: Db, editions: ReadonlyMap<string, EditionFacts>): Promise<Play[]> {
  const own = [...editions].flatMap(([id, { isOwn }]) => (isOwn ? [id] : []))
  return own.length === 0 ? [] : listPlays(db, own)
}

async function factsOf(
  db: Db,
  known: {
    works: FirstWork[]
    reads: FirstRead[]
    readers: ReadonlyMap<string, Reader>
    origins: ReadonlyMap<string, string>
    editions: ReadonlyMap<string, EditionFacts>
    /** As they stand at the end of the span: a unit that was merged is told under its heir. */
    units: UnitLines
  },
): Promise<LineFacts[]> {
  const { works, reads, readers, origins, editions, units } = known
  const takes = await takesOf(
    db,
    reads.map(({ takeId }) => takeId),
  )
  const revisionIds = [
    ...works.map(({ play }) => play.revisionId),
    ...reads.map(({ takeId }) => takes.get(takeId)?.revisionId),
  ].filter((id) => id !== undefined)
  const items = await itemsOfRevisions(db, [...new Set(revisionIds)])
  const itemOf = new Map(items.map((item) => [`${item.revisionId} ${item.itemId}`, item]))
  const senders = await sendersOf(db, [...new Set(origins.values())])
  const workLines = works.flatMap(({ workId, play, itemIds }): LineFacts[] => {
    const parts = items.filter((item) => item.revisionId === play.revisionId && itemIds.includes(item.itemId))
    const [first] = parts
    if (!first || !isWork(first.kind)) return []
    const sender = senders.get(workId)
    const unit = sender?.unitId === undefined ? units.named(first.unitName) : units.of(sender.unitId)
    return lineOf(play, editions, {
      lineId: `w-${workId}`,
      role: 'author',
      title: parts.length > 1 && sender ? sender.title : first.title,
      itemKind: first.kind,
      words: parts.reduce((sum, { words }) => sum + words, 0),
      person: sender?.author,
      unitName: unit?.name,
      isPaid: sender === undefined || sender.source === 'unit',
    })
  })
  const readLines = reads.flatMap(({ itemId, readerId, takeId, play }): LineFacts[] => {
    const take = takes.get(takeId)
    const item: ItemFacts | undefined = take && itemOf.get(`${take.revisionId} ${itemId}`)
    if (!take || !item) return []
    return lineOf(play, editions, {
      lineId: readLineId(itemId, readerId),
      role: 'reader',
      title: item.title,
      itemKind: item.kind,
      words: item.words,
      durationMs: take.durationMs,
      person: readers.get(takeId)?.displayName,
      unitName: undefined,
      isPaid: true,
    })
  })
  return [...workLines, ...readLines]
}

function lineOf(
  { at, editionId, isOutside }: Play,
  editions: ReadonlyMap<string, EditionFacts>,
  facts: Omit<
    LineFacts,
    'programmeId' | 'programmeName' | 'editionId' | 'editionTitle' | 'airedAt' | 'airedOn' | 'isOutside'
  >,
): LineFacts[] {
  const names = editions.get(editionId)
  if (!names) return []
  const { programmeId, programmeName, title: editionTitle } = names
  const aired = { airedAt: at, airedOn: dateAt(at, STATION_ZONE), isOutside }
  return [{ ...facts, programmeId, programmeName, editionId, editionTitle, ...aired }]
}

function startOf(date: string): number {
  return instantOf(date, '00:00', STATION_ZONE)
}

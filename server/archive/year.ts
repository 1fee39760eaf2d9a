import { dateAt, instantOf } from '../../schedules/index.ts'
import type { ArchiveAsked, ArchiveEntry, LogLine } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { logBetween } from '../log-book/index.ts'
import { hasWords } from '../vietnamese/index.ts'
import { entriesOf, type KeptSounds } from './entries.ts'
import {
  approvedRevisions,
  countAired,
  edgesOfAir,
  listKeptAnnouncements,
  listKeptRenders,
  wordsOfRevisions,
} from './store.ts'

/** A year as it is kept. */
export interface KeptYear {
  year: number
  lines: LogLine[]
  entries: ArchiveEntry[]
  sounds: KeptSounds
  /** The revision of each entry that has words, by its key. */
  revisions: ReadonlyMap<string, string>
}

/** The years in which anything was due or aired until an instant, the newest first, and how often. */
export async function yearsAired(db: Db, now: number): Promise<{ year: number; airings: number }[]> {
  const edges = await edgesOfAir(db, now)
  if (!edges) return []
  const yearOf = (at: number) => Number(dateAt(at, STATION_ZONE).slice(0, 4))
  const years: { year: number; airings: number }[] = []
  for (let year = yearOf(edges.last); year >= yearOf(edges.first); year -= 1) {
    const [from, to] = instantsOfYear(year)
    const airings = await countAired(db, from, Math.min(to, now + 1))
    if (airings > 0) years.push({ year, airings })
  }
  return years
}

/** The instants of a calendar year in the station's zone, UTC ms. */
export function instantsOfYear(year: number): [number, number] {
  return [instantOf(`${year}-01-01`, '00:00', STATION_ZONE), instantOf(`${year + 1}-01-01`, '00:00', STATION_ZONE)]
}

/** Everything that was aired in a year and is kept. */
export async function keptYear(db: Db, year: number, now: number): Promise<KeptYear> {
  const lines = await logBetween(db, ...instantsOfYear(year), now)
  const sounds = {
    renders: await listKeptRenders(
      db,
      lines.flatMap(({ renderId }) => renderId ?? []),
    ),
    announcements: await listKeptAnnouncements(
      db,
      lines.flatMap(({ masterSha256 }) => masterSha256 ?? []),
    ),
  }
  const entries = entriesOf(lines, sounds)
  const wordless = entries.filter(({ kind, editionId }) => kind === 'without-sound' && editionId !== undefined)
  const approved = await approvedRevisions(
    db,
    wordless.flatMap(({ editionId }) => editionId ?? []),
  )
  const revisions = new Map<string, string>()
  for (const { key, renderId, editionId } of entries) {
    const revisionId = sounds.renders.get(renderId ?? '')?.revisionId ?? approved.get(editionId ?? '')
    if (revisionId !== undefined) revisions.set(key, revisionId)
  }
  return { year, lines, entries, sounds, revisions }
}

/** The entries that are asked for: by programme, and by words of titles, items, texts and people. */
export async function entriesAsked(
  db: Db,
  { entries, revisions }: KeptYear,
  asked: ArchiveAsked,
): Promise<ArchiveEntry[]> {
  const wanted = entries.filter(
    ({ programmeId }) => asked.programmeId === undefined || programmeId === asked.programmeId,
  )
  const words = (asked.words ?? '').trim()
  if (words === '') return wanted
  const texts = await wordsOfRevisions(db, [...revisions.values()])
  return wanted.filter((entry) => {
    const { title, programmeName, items, readers, approval } = entry
    const units = items.flatMap((item) => [item.title, item.unitName ?? ''])
    const text = texts.get(revisions.get(entry.key) ?? '') ?? ''
    return hasWords([title, programmeName, ...units, ...readers, approval?.approver ?? '', text].join(' '), words)
  })
}

/** What the sounds of a year take, each file once. */
export function bytesOfSounds({ renders, announcements }: KeptSounds): { mp3Bytes: number; masterBytes: number } {
  const sum = (files: Iterable<{ sha256: string; bytes: number }>) =>
    [...new Map([...files].map(({ sha256, bytes }) => [sha256, bytes])).values()].reduce((all, one) => all + one, 0)
  const kept = [...renders.values()]
  const spoken = [...announcements.values()].map(({ master }) => master)
  return {
    mp3Bytes: sum([...kept.map(({ mp3 }) => mp3), ...spoken]),
    masterBytes: sum([...kept.map(({ master }) => master), ...spoken]),
  }
}

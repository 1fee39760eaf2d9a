import { dateAt, timeAt } from '../../schedules/index.ts'
import type { ArchiveEntry } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { asciiName } from '../media/index.ts'
import { scriptText } from '../stations/index.ts'
import { saidOfRevision } from './store.ts'
import { approvalText } from './words.ts'
import type { KeptYear } from './year.ts'

/** A file of the media store that belongs in a package. */
export interface WantedFile {
  name: string
  sha256: string
  bytes: number
  /** What it is of, for whoever is told that it is lost. */
  of: string
}

/** A text that is made for a package. */
export interface MadeFile {
  name: string
  content: Buffer
  mediaType: string
}

/** What a package holds of one entry. */
export interface EntryFolder {
  entry: ArchiveEntry
  /** `ky-phat/2026-11-16-Ban-tin/`. */
  folder: string
  /** What it is heard from; undefined where nothing is kept. */
  sound: WantedFile | undefined
  master: WantedFile | undefined
  scans: WantedFile[]
  script: MadeFile | undefined
  approval: MadeFile | undefined
}

/** Short enough for the 260 characters of a path on Windows, wherever a person puts the folder. */
const LONGEST_STEM = 60
const TEXT = 'text/plain; charset=utf-8'

/**
 * What a package of a year holds of each entry. Names are ASCII: sticks, portals and old systems read them alike. With
 * `withMasters` the WAV of each edition too; an announcement has nothing but its WAV.
 */
export async function foldersOf(db: Db, year: KeptYear, withMasters: boolean): Promise<EntryFolder[]> {
  const taken = new Set<string>()
  const folders: EntryFolder[] = []
  for (const entry of year.entries) {
    const stem = stemOf(entry.title)
    const parent = entry.kind === 'announcement' ? 'thong-bao' : 'ky-phat'
    const first = entry.airings[0]
    const day = first ? `${dateAt(first.at, STATION_ZONE)}-` : ''
    const folder = freeName(`${parent}/${day}${stem}`, taken)
    const wanted = (name: string, file: { sha256: string; bytes: number }): WantedFile => ({
      name: `${folder}${name}`,
      sha256: file.sha256,
      bytes: file.bytes,
      of: entry.title,
    })
    const render = year.sounds.renders.get(entry.renderId ?? '')
    const announcement = year.sounds.announcements.get(entry.masterSha256 ?? '')
    const revisionId = year.revisions.get(entry.key)
    const script = revisionId === undefined ? undefined : await scriptText(db, revisionId)
    const said = revisionId === undefined ? undefined : await saidOfRevision(db, revisionId)
    folders.push({
      entry,
      folder,
      sound: render ? wanted(`${stem}.mp3`, render.mp3) : announcement && wanted(`${stem}.wav`, announcement.master),
      master: render && withMasters ? wanted(`${stem}.wav`, render.master) : undefined,
      scans: (said?.scans ?? []).map((scan, place) =>
        wanted(`giay-duyet-${place + 1}${endingOf(scan.fileName)}`, { sha256: scan.sha256, bytes: scan.bytes }),
      ),
      script: script && { name: `${folder}kich-ban.txt`, content: script.content, mediaType: TEXT },
      approval: said && {
        name: `${folder}phe-duyet.txt`,
        content: approvalText(entry.title, said),
        mediaType: TEXT,
      },
    })
  }
  return folders
}

/** What proves the airings outside the system of a year, by the ids of their lines. */
export function proofsOf(
  { lines }: Pick<KeptYear, 'lines'>,
  bytesOf: (sha256: string) => number,
): Map<string, WantedFile> {
  const taken = new Set<string>()
  return new Map(
    lines.flatMap(({ airingId, outsideProof, plannedAt, editionTitle }) => {
      if (!outsideProof) return []
      const { fileName, sha256 } = outsideProof
      const ending = endingOf(fileName)
      const when = `${dateAt(plannedAt, STATION_ZONE)}-${timeAt(plannedAt, STATION_ZONE).replace(':', 'h')}`
      const stem = stemOf(fileName.slice(0, fileName.length - ending.length))
      const name = `${freeName(`ngoai-he-thong/${when}-${stem}`, taken).slice(0, -1)}${ending}`
      return [[airingId, { name, sha256, bytes: bytesOf(sha256), of: editionTitle }] as const]
    }),
  )
}

/** Every file of the media store that the package wants, each name once. */
export function wantedOf(folders: readonly EntryFolder[], proofs: ReadonlyMap<string, WantedFile>): WantedFile[] {
  const ofEntries = folders.flatMap(({ sound, master, scans }) =>
    [sound, master, ...scans].filter((file) => file !== undefined),
  )
  return [...ofEntries, ...proofs.values()]
}

function stemOf(title: string): string {
  return (
    asciiName(title)
      .slice(0, LONGEST_STEM)
      .replace(/[.-]+$/, '') || 'khong-ten'
  )
}

/** Letters and figures alone: `.pdf`; nothing where there is none. */
function endingOf(fileName: string): string {
  return /\.[A-Za-z0-9]{1,5}$/.exec(fileName)?.[0].toLowerCase() ?? ''
}

/** With a slash at its end; whoever comes second gets a number. Sticks do not tell capitals from small letters. */
function freeName(wanted: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return `${name}/`
  }
}

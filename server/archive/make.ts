import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { dateAt } from '../../schedules/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { logTabs } from '../log-book/index.ts'
import { lengthOfZip, type PackOf, readThrough } from '../packs/index.ts'
import { writeSheet } from '../sheets/index.ts'
import { findStation } from '../station/index.ts'
import { foldersOf, type MadeFile, proofsOf, type WantedFile, wantedOf } from './contents.ts'
import { indexPage, logPage, type PackageTold } from './pages.ts'
import { addPackage, type PackageRow, type PackedFile } from './store.ts'
import { keptYear } from './year.ts'

export interface Making {
  year: number
  withMasters: boolean
  by: { id: string; displayName: string }
  onProgress: (state: 'gathering' | 'checking', fraction: number) => void
  signal: AbortSignal
}

/**
 * Makes the archive package of a year and resolves to its id: every sound is read through and compared with its hash, the log,
 * the texts and the page that opens offline are written and kept among the media, so that the package can be fetched, broken
 * off and gone on with for ever as it is now. What is lost or damaged is said in it. Nothing is copied but the texts, and nothing
 * is ever removed. Refuses `archive-year-empty`.
 */
export async function makePackage(deps: Deps, making: Making): Promise<string> {
  const { db, clock, media } = deps
  const { year, withMasters, by, signal } = making
  making.onProgress('gathering', 0)
  const kept = await keptYear(db, year, clock.now())
  if (kept.entries.length === 0) throw new StationError('archive-year-empty', { year })
  const folders = await foldersOf(db, kept, withMasters)
  const sizes = new Map<string, number>()
  for (const { outsideProof } of kept.lines) {
    if (outsideProof) sizes.set(outsideProof.sha256, (await media.find(outsideProof.sha256))?.bytes ?? 0)
  }
  const proofs = proofsOf(kept, (sha256) => sizes.get(sha256) ?? 0)
  const { whole, lacks } = await checked(deps, wantedOf(folders, proofs), making)
  signal.throwIfAborted()

  const names = new Set(whole.map(({ name }) => name))
  const madeAt = Math.round(clock.now())
  const told: PackageTold = {
    stationName: (await findStation(db))?.name ?? '',
    year,
    madeAt,
    madeBy: by.displayName,
    lacks,
    isThere: (name) => names.has(name),
  }
  const [logHtml, logSheet] = [`nhat-ky-phat-song-${year}.html`, `nhat-ky-phat-song-${year}.xlsx`]
  const data = { station: told.stationName, year, madeAt, lacks, entries: kept.entries, log: kept.lines }
  const made: MadeFile[] = [
    { name: 'index.html', content: Buffer.from(indexPage(told, folders, [logHtml, logSheet])), mediaType: 'text/html' },
    { name: logHtml, content: Buffer.from(logPage(told, kept.lines, proofs)), mediaType: 'text/html' },
    { name: logSheet, content: await writeSheet(logTabs(kept.lines)), mediaType: XLSX },
    { name: 'luu-tru.json', content: Buffer.from(JSON.stringify(data, undefined, 1)), mediaType: 'application/json' },
    ...folders.flatMap(({ script, approval }) => [script, approval].filter((file) => file !== undefined)),
  ]
  const files: PackedFile[] = [...whole.map(({ name, sha256, bytes }) => ({ name, sha256, bytes }))]
  for (const file of made) files.push(await keep(deps, file))
  const sums = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  files.push(await keep(deps, { name: 'SHA256SUMS', content: Buffer.from(sums), mediaType: 'text/plain' }))
  const editions = new Set(kept.entries.flatMap(({ editionId }) => editionId ?? [])).size
  const bytes = lengthOfZip(packOfPackage({ year, files, made: { by: '', at: madeAt } }))
  return addPackage(db, { year, withMasters, files, bytes, editions, lacks, by: by.id, at: madeAt })
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The name of a package's folder: `luu-tru-2026`. */
export function packageName(year: number): string {
  return `luu-tru-${year}`
}

/** A package as a .zip is made of it. */
export function packOfPackage({ year, files, made }: Pick<PackageRow, 'year' | 'files' | 'made'>): PackOf {
  return { folder: `${packageName(year)}/`, madeOn: dateAt(made.at, STATION_ZONE), files }
}

/** Reads every file through: those that are what they were, and a sentence about each that is not. */
async function checked(
  deps: Deps,
  wanted: readonly WantedFile[],
  { onProgress, signal }: Making,
): Promise<{ whole: WantedFile[]; lacks: string[] }> {
  const all = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
  const known = new Map<string, 'whole' | 'damaged' | 'gone'>()
  const whole: WantedFile[] = []
  const lacks: string[] = []
  let before = 0
  for (const file of wanted) {
    let done = 0
    const onBytes = (bytes: number) => {
      done += bytes
      onProgress('checking', all === 0 ? 1 : Math.min(1, (before + done) / all))
    }
    const found = known.get(file.sha256) ?? (await readThrough(deps, file.sha256, { onBytes, signal }))
    known.set(file.sha256, found)
    before += file.bytes
    const size = found === 'whole' ? await deps.media.find(file.sha256) : undefined
    if (found === 'whole') whole.push({ ...file, bytes: size?.bytes ?? file.bytes })
    else
      lacks.push(
        `${file.of}: tệp ${file.name} ${found === 'gone' ? 'không còn trong kho' : 'trong kho đã hỏng, không khớp mã kiểm'}.`,
      )
  }
  return { whole, lacks }
}

/** Texts are kept like every other file, by what they hold: two packages of the same words keep them once. */
async function keep({ media }: Deps, { name, content, mediaType }: MadeFile): Promise<PackedFile> {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const isThere = await stat(media.files.pathOf(sha256)).then(
    (found) => found.size === content.length,
    () => false,
  )
  if (!isThere) {
    await media.keep(await media.files.receive(Readable.from([content]), Number.MAX_SAFE_INTEGER), mediaType)
  }
  return { name, sha256, bytes: content.length }
}

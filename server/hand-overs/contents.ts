import { createHash } from 'node:crypto'
import { dateAt, timeAt } from '../../schedules/index.ts'
import { airingsOf } from '../airings/index.ts'
import type { Airing, HandOverFile } from '../contract/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findEditionNames } from '../programmes/index.ts'
import { airFactsOf, findRender, findSheet, missingForAir, missingSentence } from '../renders/index.ts'
import { findStation } from '../station/index.ts'
import { deliveryNames, scriptText } from '../stations/index.ts'
import { cueFile, cueTable } from './cue-sheet.ts'
import { offlinePage, type PageFile } from './offline-page.ts'

/** A file of a hand-over: text that was made for it, or a file of the media store. */
export interface HandedFile extends HandOverFile {
  content: Buffer | { path: string }
}

/** Everything that is handed over of an edition. */
export interface Contents {
  editionId: string
  renderId: string
  /** ASCII, for every file system there is. */
  folderName: string
  files: HandedFile[]
}

export interface Wanted {
  withMaster: boolean
  /** As the page of the folder says it. */
  givenTo: string
  at: number
}

const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']
const SHOWN: ReadonlySet<Airing['state']> = new Set(['ready', 'incomplete', 'on-air', 'aired', 'aired-in-part'])

/**
 * What a stick carries of an edition: its sounds, its words, the sheet of its parts for players and for people, a page that
 * opens offline, and the checksums of all of them. Names are ASCII and the same for every ward. Refuses
 * `hand-over-not-ready` where the edition may not air, by the same question that the plan asks.
 */
export async function contentsOf({ db, clock, media }: Deps, editionId: string, wanted: Wanted): Promise<Contents> {
  const names = await findEditionNames(db, editionId)
  const station = await findStation(db)
  if (!names || !station) throw new StationError('not-found')
  const facts = await airFactsOf(db, editionId)
  const missing = missingForAir(facts).map(missingSentence)
  const render = facts.render && (await findRender(db, facts.render.id))
  const script = render && (await scriptText(db, render.revisionId))
  if (missing.length > 0 || !render?.mp3 || !script || render.durationMs === undefined) {
    throw new StationError('hand-over-not-ready', { missing: missing.join(', ') || 'chưa dựng xong' })
  }
  const { title } = names
  const nameOf = (form: Parameters<typeof deliveryNames>[0]) => deliveryNames(form, title).plainFileName
  const stored = (name: string, { sha256, bytes }: { sha256: string; bytes: number }): HandedFile => {
    return { name, bytes, sha256, content: { path: media.files.pathOf(sha256) } }
  }
  const stem = nameOf('mp3').replace(/\.mp3$/, '')
  const parts = (await findSheet(db, render.id))?.parts ?? []
  const airings = (await airingsOf(db, editionId, clock.now())).filter(({ state }) => SHOWN.has(state)).map(when)
  const files: [HandedFile, string][] = [
    [stored(nameOf('mp3'), render.mp3), 'MP3 128 kbit/s, để nghe và phát FM'],
    ...(render.mono
      ? [[stored(nameOf('mono'), render.mono), 'MP3 một kênh 64 kbit/s, cho cụm loa'] as [HandedFile, string]]
      : []),
    ...(wanted.withMaster && render.master
      ? [[stored(nameOf('wav'), render.master), 'WAV gốc, không nén'] as [HandedFile, string]]
      : []),
    [made(nameOf('script'), script.content), 'Kịch bản đã duyệt'],
    [made(`${stem}-bang-phat.txt`, cueTable(title, render.durationMs, parts, airings)), 'Từng phần bắt đầu lúc nào'],
    [made(`${stem}.cue`, cueFile(title, nameOf('mp3'), parts)), 'Bảng phần cho phần mềm phát (CUE)'],
  ]
  const page = offlinePage({
    title,
    stationName: station.name,
    durationMs: render.durationMs,
    items: facts.latest?.items.map((item) => item.title) ?? [],
    airings,
    soundFileName: nameOf('mp3'),
    script: script.content.toString('utf8').replace(/^\u{FEFF}/u, ''),
    files: files.map(([{ name, bytes, sha256 }, about]): PageFile => ({ name, about, bytes, sha256 })),
    givenTo: wanted.givenTo,
    givenAt: minuteWords(wanted.at),
  })
  const all = [...files.map(([file]) => file), made('index.html', page)]
  const sums = all.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  return { editionId, renderId: render.id, folderName: stem, files: [...all, made('SHA256SUMS', sums)] }
}

function made(name: string, text: string | Buffer): HandedFile {
  const content = Buffer.from(text)
  return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), content }
}

function when({ date, time }: Airing): string {
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]
  return `${time} ${weekday} ${dayWords(date)}`
}

function minuteWords(at: number): string {
  return `${dayWords(dateAt(at, STATION_ZONE))} ${timeAt(at, STATION_ZONE)}`
}

function dayWords(date: string): string {
  return date.split('-').reverse().join('/')
}

import { dateAt, timeAt, vietnameseDate } from '../../../schedules/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { humanBytes } from '../../media/index.ts'
import type { Delivery, DeliveryAiring, DeliveryFile, WardOfLink, WardTake } from '../delivery.ts'
import { escaped, sheet } from './sheet.ts'

/** What the ward said and is asked, as finished HTML. */
export interface WardWordsOnPage {
  /** Over everything else. */
  top: string
  /** At the end of an edition's own part, by edition. */
  byEdition: ReadonlyMap<string, string>
  style: string
}

/** A player at the ward, in words. */
export interface WardPlayerTold {
  computer: string
  words: string
  problems: readonly string[]
}

export interface PageFacts {
  ward: WardOfLink
  stationName: string
  /** `/tram/SECRET`. */
  linkPath: string
  deliveries: readonly Delivery[]
  /** What this ward has whole, in order of time. */
  takes: readonly WardTake[]
  /** Names of saved files in ASCII. */
  isPlain: boolean
  /** Files are handed out by another server: a script may not read what comes from there. */
  isElsewhere: boolean
  words: WardWordsOnPage
  players: readonly WardPlayerTold[]
}

/** These are what a person looks for; the rest of the year is folded. */
const NEWEST_OPEN = 4

/**
 * The page behind a ward station's link, for a cheap telephone on slow 3G: what there is to take, what was taken, what was
 * taken back. Everything that people wrote is escaped.
 */
export function wardPage(facts: PageFacts): string {
  const { ward, stationName, deliveries, words } = facts
  const cards = deliveries.map((delivery) => editionCard(delivery, facts))
  const older = cards.slice(NEWEST_OPEN)
  const body = `<header><p>${escaped(stationName)}</p><h1>${escaped(ward.name)}</h1></header>
<main data-link="${escaped(facts.linkPath)}"${facts.isElsewhere ? ' data-thuong' : ''}>${words.top}${facts.players.map(playerCard).join('')}
${cards.length === 0 ? EMPTY : cards.slice(0, NEWEST_OPEN).join('\n')}
${older.length === 0 ? '' : `<details class="older"><summary>Các kỳ trước (${older.length})</summary>\n${older.join('\n')}</details>`}</main>
${foot(facts)}`
  return sheet(ward.name, body, { style: words.style, script: '/tram/kiem-tep.js' })
}

const EMPTY =
  '<section><h2>Chưa có kỳ phát nào</h2><p>Khi đài dựng xong, kỳ phát sẽ hiện ở đây. Mở lại trang này sau.</p></section>'

function foot({ ward, linkPath, isPlain }: PageFacts): string {
  const other = isPlain
    ? `<a href="${escaped(linkPath)}">Tải với tên tệp có dấu</a>`
    : `<a href="${escaped(linkPath)}?ten=khong-dau">Tải với tên tệp không dấu (cho máy cũ, loa thông minh)</a>`
  const feeds = [
    ['rss.xml', 'RSS (podcast)'],
    ['lich.ics', 'lịch phát'],
    ['ke-hoach-phat.json', 'JSON'],
  ]
    .map(([name, words]) => `<a href="${escaped(`${linkPath}/${name}`)}">${words}</a>`)
    .join(', ')
  const until =
    ward.expiresAt === undefined
      ? ''
      : ` Dùng được đến hết ngày ${vietnameseDate(dateAt(ward.expiresAt - 1, STATION_ZONE))}.`
  return `<footer><p>${other}</p><p>Cho phần mềm khác: ${feeds}</p><p>Đường dẫn này là riêng của trạm, xin đừng chuyển cho người khác.${until}</p></footer>`
}

function playerCard({ computer, words, problems }: WardPlayerTold): string {
  return `<section><h2>Máy phát tự động: ${escaped(computer)}</h2><p>${escaped(words)}</p>${problems
    .map((problem) => `<p class="due">${escaped(problem)}</p>`)
    .join('')}</section>`
}

function editionCard(delivery: Delivery, facts: PageFacts): string {
  const { editionId, title, durationMs, items, airings, withdrawn } = delivery
  const shown = airings.filter(({ state }) => !HIDDEN.has(state)).map((airing) => escaped(when(airing)))
  const open = `<section id="ky-${escaped(editionId)}"${withdrawn ? ' class="stop"' : ''}>\n<h2>${escaped(title)}</h2>`
  const words = facts.words.byEdition.get(editionId) ?? ''
  if (withdrawn) {
    return `${open}<p><strong>Đài đã rút kỳ này lúc ${moment(withdrawn.at)}: xin đừng phát.</strong></p>
<p>${escaped(withdrawn.why.replace(/[.\s]+$/, ''))}. Khi có bản mới, kỳ này lại tải được ở đây.</p>${words}</section>`
  }
  return `${open}
${takenLine(delivery, facts.takes)}<p>Thời lượng ${minutes(durationMs)}</p>
${shown.length === 0 ? '' : `<p>Đài phát: ${shown.join('; ')}</p>`}<ol>${items.map((item) => `<li>${escaped(item.title)}</li>`).join('')}</ol>
${filesOf(delivery, facts)}${words}</section>`
}

function filesOf({ files, renderId }: Delivery, { linkPath, isPlain }: PageFacts): string {
  const address = ({ path, fileName }: DeliveryFile) => {
    // The last part of the address is the name under which a browser saves.
    const saved = isPlain ? path : `${path.slice(0, path.lastIndexOf('/'))}/${encodeURIComponent(fileName)}`
    return escaped(`${linkPath}/${saved}`)
  }
  const main = files.find(({ form }) => form === 'mp3')
  const others = files.filter((file) => file !== main)
  const link = (file: DeliveryFile, look: string) => {
    const size = file.bytes === undefined ? '' : ` <small>${humanBytes(file.bytes).replace(' ', '&nbsp;')}</small>`
    const check = file.sha256 === undefined ? '' : ` data-sha256="${file.sha256}" data-bytes="${file.bytes ?? 0}"`
    return `<a class="${look}" href="${address(file)}"${check} data-render="${escaped(renderId)}">${LABELS[file.form]}${size}</a>`
  }
  return `${main ? `<audio controls preload="none" src="${address(main)}?nghe=1"></audio>\n<p>${link(main, 'go')}</p>` : ''}
<p>Hoặc tải:</p><ul class="files">${others.map((file) => `<li>${link(file, 'light')}</li>`).join('')}</ul>
<details data-kiem="${escaped(renderId)}"><summary>Kiểm tệp đã tải (SHA-256)</summary>${files.map(hash).join('')}</details>`
}

/** What this ward has of an edition: this very version, an older one that must not be aired any more, or nothing. */
function takenLine({ editionId, renderId }: Delivery, takes: readonly WardTake[]): string {
  const mine = takes.filter((take) => take.editionId === editionId)
  const current = mine.find((take) => take.renderId === renderId)
  if (current) return `<p class="good">✓ Trạm đã tải trọn lúc ${moment(current.completedAt)}</p>\n`
  const older = mine.at(-1)
  if (!older) return ''
  return `<p class="due">Trạm đã tải bản cũ lúc ${moment(older.completedAt)}. Đài đã thay bản mới: xin tải lại, bỏ bản cũ.</p>\n`
}

const HIDDEN: ReadonlySet<DeliveryAiring['state']> = new Set(['withdrawn', 'missed', 'failed', 'incomplete', 'skipped'])
const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']

/** “05:15 Thứ Ba 18/11/2026”. */
function when({ date, time }: DeliveryAiring): string {
  return `${time} ${WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]} ${vietnameseDate(date)}`
}

function moment(instant: number): string {
  return `${timeAt(instant, STATION_ZONE)} ngày ${vietnameseDate(dateAt(instant, STATION_ZONE))}`
}

const LABELS: Record<DeliveryFile['form'], string> = {
  mp3: 'Tải MP3',
  mono: 'MP3 nhẹ cho cụm loa',
  wav: 'WAV, bản gốc',
  script: 'Kịch bản',
  zip: 'Tất cả, .zip',
}

const NAMES: Record<DeliveryFile['form'], string> = {
  mp3: 'MP3',
  mono: 'MP3 nhẹ',
  wav: 'WAV',
  script: 'Kịch bản',
  zip: '.zip',
}

function hash({ form, sha256 }: DeliveryFile): string {
  return sha256 === undefined ? '' : `<p>${NAMES[form]}: <code>${sha256}</code></p>`
}

function minutes(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  return `${Math.floor(seconds / 60)} phút ${String(seconds % 60).padStart(2, '0')} giây`
}

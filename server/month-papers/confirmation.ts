import { type CalendarDate, dateAt, vietnameseDate } from '../../schedules/index.ts'
import type { Letterhead } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { lengthInWords } from '../lengths.ts'
import { headOf, signerOf } from '../office/index.ts'
import type { Block, Paper } from '../papers/index.ts'
import { compareVietnamese } from '../vietnamese/index.ts'
import type { Confirmation, ConfirmedEdition, ConfirmedPlay, WardSource } from './confirmed.ts'

const SOURCES: Record<WardSource, string> = {
  player: 'Nhật ký máy phát của trạm',
  recording: 'Bản thu của trạm, đã đối soát',
  'own-log': 'Sổ của trạm',
  word: 'Trạm báo',
}
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: STATION_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const share = new Intl.NumberFormat('vi-VN', { style: 'percent', maximumFractionDigits: 1 })

/**
 * Giấy xác nhận phát sóng (pure): to the unit whose item it is, when the item was heard and where, to the second where the log
 * tells, what proves it, and the hash of the very file that sounded. It is no kind of NĐ 30/2020's list: its head and foot are
 * the decree's, its abbreviation is GXN.
 */
export function confirmationPaper(
  facts: Confirmation,
  { stationName, letterhead, today }: { stationName: string; letterhead: Letterhead; today: CalendarDate },
): Paper {
  const { title, unitName, author, receipt, editions } = facts
  const head = headOf('thong-bao', letterhead, { office: stationName, abbreviation: 'GXN' })
  const plays = editions.flatMap((edition) => edition.plays)
  const days = new Set(plays.map(({ startedAt }) => dayOf(startedAt))).size
  const wards = new Set(editions.flatMap((edition) => edition.wards.map(({ name }) => name))).size
  const of = unitName === undefined ? '' : ` của ${unitName}`
  return {
    ...head,
    title: 'GIẤY XÁC NHẬN',
    about: `Phát sóng tin, bài “${title}”`,
    body: [
      paragraph(
        `${head.issuer.name} xác nhận tin, bài “${title}”${of}${author === undefined ? '' : `, tác giả ${author},`}${receipt === undefined ? '' : ` nhận ngày ${dayOf(receipt.at)} (mã biên nhận ${receipt.code}),`} đã được phát sóng ${plays.length} lần trong ${days} ngày${wards === 0 ? '' : `, và được phát lại ở ${wards} trạm truyền thanh`}, tính đến ngày ${vietnameseDate(today)}, như sau:`,
      ),
      ...editions.flatMap((edition, place) => editionBlocks(edition, place + 1)),
      paragraph(
        'Giờ phát lấy từ sổ nhật ký phát sóng, ghi theo âm thanh thật ra thiết bị. Mã SHA-256 là mã của đúng tệp đã phát, dùng để đối chiếu với bản lưu của đài.',
      ),
    ],
    recipients: [...(unitName === undefined ? [] : [unitName]), 'Lưu: VT'],
    signer: signerOf(letterhead, 'THỦ TRƯỞNG ĐƠN VỊ'),
  }
}

function editionBlocks({ title, approved, plays, wards }: ConfirmedEdition, number: number): Block[] {
  const masters = [...new Set(plays.flatMap(({ masterSha256 }) => masterSha256 ?? []))]
  const approval = approved === undefined ? '' : ` Nội dung do ${approved.by} phê duyệt ngày ${dayOf(approved.at)}.`
  const about = `${lengthWords(plays)}${approval}`.trim()
  return [
    { kind: 'heading', level: 2, text: `${number}. ${title}` },
    ...(about === '' ? [] : [paragraph(about)]),
    playsTable(plays),
    ...masters.map(
      (sha256): Block => ({ kind: 'paragraph', text: `Mã SHA-256: ${hashWords(sha256)}.`, align: 'left' }),
    ),
    ...(wards.length === 0 ? [] : [paragraph('Các trạm truyền thanh phát lại kỳ này:'), wardsTable(wards)]),
  ]
}

function lengthWords(plays: readonly ConfirmedPlay[]): string {
  const item = plays.findLast((play) => play.item !== undefined)?.item
  return item === undefined ? '' : `Thời lượng của tin, bài trong kỳ phát: ${lengthInWords(item.to - item.from)}.`
}

function playsTable(plays: readonly ConfirmedPlay[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'TT', widthPercent: 7, align: 'center' },
      { title: 'Ngày', widthPercent: 17, align: 'center' },
      { title: 'Kỳ phát bắt đầu', widthPercent: 16, align: 'center' },
      { title: 'Tin, bài phát từ, đến', widthPercent: 20, align: 'center' },
      { title: 'Căn cứ', widthPercent: 40 },
    ],
    rows: plays.map(({ startedAt, item, outside, proof }, place) => [
      String(place + 1),
      dayOf(startedAt),
      outside === undefined ? timeOf(startedAt) : timeOf(startedAt).slice(0, 5),
      item === undefined ? 'trong kỳ phát' : `${timeOf(item.from)} – ${timeOf(item.to)}`,
      outside === undefined ? `Sổ nhật ký phát sóng${proofWords(proof)}` : outsideWords(outside),
    ]),
  }
}

function wardsTable(wards: ConfirmedEdition['wards']): Block {
  const byName = wards.toSorted((a, b) => compareVietnamese(a.name, b.name) || a.startsAt - b.startsAt)
  return {
    kind: 'table',
    columns: [
      { title: 'TT', widthPercent: 7, align: 'center' },
      { title: 'Trạm', widthPercent: 37 },
      { title: 'Ngày, giờ', widthPercent: 23, align: 'center' },
      { title: 'Căn cứ', widthPercent: 33 },
    ],
    rows: byName.map(({ name, startsAt, source }, place) => [
      String(place + 1),
      name,
      `${dayOf(startsAt)} ${timeOf(startsAt).slice(0, 5)}`,
      SOURCES[source],
    ]),
  }
}

function proofWords(proof: ConfirmedPlay['proof']): string {
  if (proof === undefined || !proof.found) return ''
  return `; đối soát với bản thu, khớp ${share.format(proof.matched)}`
}

function outsideWords(note: string): string {
  return note === '' ? 'Phát ngoài hệ thống' : `Phát ngoài hệ thống: ${note}`
}

/** In groups of eight, so that it can be read aloud and breaks at the end of a line. */
function hashWords(sha256: string): string {
  return (sha256.match(/.{1,8}/g) ?? []).join(' ')
}

function dayOf(instant: number): string {
  return vietnameseDate(dateAt(instant, STATION_ZONE))
}

/** “05:15:07”, to the nearest second. */
function timeOf(instant: number): string {
  return clock.format(Math.round(instant / 1000) * 1000)
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}

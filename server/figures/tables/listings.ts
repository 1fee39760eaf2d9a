import { type CalendarDate, periodTitle } from '../../../schedules/index.ts'
import type { ItemFact, PlayFact } from '../facts/index.ts'
import type { Listing } from './counted.ts'

const MINUTE_MS = 60_000

/** One item in one airing. */
export interface ItemPlay {
  item: ItemFact
  play: PlayFact
  ms: number | undefined
}

/** An edition with the times it was heard. */
export interface EditionPlays {
  editionId: string
  title: string
  plays: readonly PlayFact[]
}

/** A programme on a date. */
export interface BroadcastDay {
  date: CalendarDate
  programmeName: string
  plays: readonly PlayFact[]
}

/** An item with the times it was heard. */
export interface ItemPlays {
  item: ItemFact
  plays: readonly PlayFact[]
}

/** A period that was heard on fewer dates than its rule wants. */
export interface ShortPeriod {
  programmeName: string
  period: string
  wanted: number
  heard: number
  lastOn: CalendarDate
  editionId: string | undefined
}

export const KIND_NAMES = {
  item: 'Tin, bài',
  answer: 'Hỏi – đáp',
  question: 'Câu hỏi chưa có lời đáp',
  notice: 'Thông báo',
} as const satisfies Record<ItemFact['kind'], string>

export const PLAYS: Listing<PlayFact> = {
  columns: [
    { title: 'Bắt đầu phát', kind: 'instant' },
    { title: 'Kỳ phát', kind: 'text' },
    { title: 'Phát ở', kind: 'text' },
  ],
  cells: ({ at, editionTitle, isOutside, place }) => [at, editionTitle, isOutside ? (place ?? '') : 'Đài'],
  href: pageOfPlay,
}

export const PLAY_MINUTES: Listing<PlayFact> = {
  ...PLAYS,
  amount: { title: 'Phút', of: ({ ms }) => (ms ?? 0) / MINUTE_MS },
}

export const EDITIONS: Listing<EditionPlays> = {
  columns: [
    { title: 'Kỳ phát', kind: 'text' },
    { title: 'Phát lần đầu', kind: 'date' },
    { title: 'Số lượt', kind: 'number' },
  ],
  cells: ({ title, plays }) => [title, plays[0]?.date ?? null, plays.length],
  href: ({ editionId }) => pageOfEdition(editionId),
}

export const BROADCAST_DAYS: Listing<BroadcastDay> = {
  columns: [
    { title: 'Ngày', kind: 'date' },
    { title: 'Chương trình', kind: 'text' },
    { title: 'Số lượt', kind: 'number' },
  ],
  cells: ({ date, programmeName, plays }) => [date, programmeName, plays.length],
  href: ({ plays: [first] }) => first && pageOfPlay(first),
}

export const ITEMS: Listing<ItemPlays> = {
  columns: [
    { title: 'Tin, bài', kind: 'text' },
    { title: 'Loại', kind: 'text' },
    { title: 'Đơn vị', kind: 'text' },
    { title: 'Chủ đề', kind: 'text' },
    { title: 'Phát trong', kind: 'text' },
    { title: 'Phát lần đầu', kind: 'date' },
    { title: 'Số lượt', kind: 'number' },
  ],
  cells: ({ item, plays }) => [
    item.title,
    KIND_NAMES[item.kind],
    item.unit?.name ?? '',
    item.topics.join('; '),
    [...new Set(plays.map(({ editionTitle }) => editionTitle))].join('; '),
    plays[0]?.date ?? null,
    plays.length,
  ],
  href: ({ item, plays: [first] }) => item.href ?? (first && pageOfEdition(first.editionId)),
}

export const ITEM_PLAYS: Listing<ItemPlay> = {
  columns: [
    { title: 'Bắt đầu phát', kind: 'instant' },
    { title: 'Tin, bài', kind: 'text' },
    { title: 'Kỳ phát', kind: 'text' },
    { title: 'Phát ở', kind: 'text' },
  ],
  cells: ({ item, play }) => [play.at, item.title, play.editionTitle, play.isOutside ? (play.place ?? '') : 'Đài'],
  href: ({ play }) => pageOfPlay(play),
}

export const ITEM_MINUTES: Listing<ItemPlay> = {
  ...ITEM_PLAYS,
  amount: { title: 'Phút', of: ({ ms }) => (ms ?? 0) / MINUTE_MS },
}

export const SHORT_PERIODS: Listing<ShortPeriod> = {
  columns: [
    { title: 'Chương trình', kind: 'text' },
    { title: 'Kỳ', kind: 'text' },
    { title: 'Hết hạn phát', kind: 'date' },
    { title: 'Ngày phải phát', kind: 'number' },
    { title: 'Ngày đã phát', kind: 'number' },
  ],
  cells: ({ programmeName, period, lastOn, wanted, heard }) => [
    programmeName,
    periodTitle(period),
    lastOn,
    wanted,
    heard,
  ],
  href: ({ editionId }) => (editionId === undefined ? undefined : pageOfEdition(editionId)),
}

/** The page of an edition's log. */
export function pageOfEdition(editionId: string): string {
  return `/ky-phat/${encodeURIComponent(editionId)}/nhat-ky`
}

function pageOfPlay({ date, airingId, editionId, isOutside }: PlayFact): string {
  return isOutside ? pageOfEdition(editionId) : `/nhat-ky/${date}/${encodeURIComponent(airingId)}`
}

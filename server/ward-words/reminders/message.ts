import { type CalendarDate, vietnameseDate } from '../../../schedules/index.ts'
import type { WardWish } from '../../contract/index.ts'

/** Where the page puts the address of the ward's own page. */
export const LINK_PLACE = '[đường dẫn]'

/** What a reminder is written from. */
export interface ReminderFacts {
  editionTitle: string
  airs: { from: CalendarDate; to: CalendarDate }
  /** Why the edition was withdrawn, where it was. */
  why: string | undefined
}

/** A ward with what it is reminded of. */
export interface WardToRemind {
  name: string
  wish: WardWish
  hasLink: boolean
}

/** The words for one ward (pure), with a place for its own link; where it has none it is asked to call. */
export function messageTo({ name, wish, hasLink }: WardToRemind, facts: ReminderFacts): string {
  const how = hasLink
    ? `Đường dẫn riêng của trạm: ${LINK_PLACE}`
    : 'Trạm chưa có đường dẫn riêng, xin gọi cho đài để nhận.'
  return `Kính gửi ${name}!\n${sentence(wish, facts)}\n${how}\nTrân trọng cảm ơn!`.normalize('NFC')
}

/**
 * The words for a group of all of them (pure): each is named under what it is asked for, and no secret link stands in it. Empty
 * when nobody is to be reminded.
 */
export function messageToAll(wards: readonly WardToRemind[], facts: ReminderFacts): string {
  if (wards.length === 0) return ''
  const parts = WISHES.flatMap((wish) => {
    const named = wards.filter((ward) => ward.wish === wish)
    return named.length === 0 ? [] : [`${sentence(wish, facts)}\n${named.map(({ name }) => `- ${name}`).join('\n')}`]
  })
  return `Kính gửi các trạm truyền thanh!\n${parts.join('\n')}\nCác trạm mở đường dẫn riêng mà đài đã gửi. Trân trọng cảm ơn!`.normalize(
    'NFC',
  )
}

/** The most pressing first. */
const WISHES: readonly WardWish[] = ['see-recall', 'take-again', 'take', 'say']

function sentence(wish: WardWish, { editionTitle, airs, why }: ReminderFacts): string {
  const days =
    airs.from === airs.to
      ? `ngày ${vietnameseDate(airs.from)}`
      : `từ ${vietnameseDate(airs.from)} đến ${vietnameseDate(airs.to)}`
  if (wish === 'see-recall')
    return `Kỳ phát “${editionTitle}” đã rút${why === undefined ? '' : ` (${why})`}: xin KHÔNG phát bản đã tải, mở trang của trạm và bấm “Trạm đã biết”.`
  if (wish === 'take-again') return `Kỳ phát “${editionTitle}” (phát ${days}) đã có bản mới: xin tải lại và bỏ bản cũ.`
  if (wish === 'take') return `Kỳ phát “${editionTitle}” phát ${days}: xin tải tệp về trước giờ phát.`
  return `Kỳ phát “${editionTitle}” (phát ${days}): xin bấm “Đã phát” và chọn giờ, hoặc chọn lý do nếu không phát được.`
}

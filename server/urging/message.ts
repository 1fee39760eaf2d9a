import { addDays, type CalendarDate, type DateWindow, vietnameseDate } from '../../schedules/index.ts'
import type { UnitReceipt } from '../contract/index.ts'

/** The words of an urging that we ship; a station writes its own in their place. */
export const SHIPPED_TEMPLATE = `Kính gửi các cơ quan, đơn vị!
Để kịp thực hiện chương trình “[chương trình]”, [kỳ], đề nghị các đơn vị sau gửi tin, bài còn thiếu về [nơi nhận], chậm nhất là hết ngày [hạn]:
[danh sách]
Đơn vị nào đã gửi, xin báo lại để kiểm tra. Trân trọng cảm ơn!`

/** The place that a template must have: without it nobody is named. */
export const LIST_PLACE = '[danh sách]'

/** How many days are given to answer when intake and review are over. */
const DAYS_TO_ANSWER = 2

/** What the places of a template are filled with. */
export interface MessageFacts {
  programmeName: string
  periodTitle: string
  collector: string
  answerBy: CalendarDate
  missing: readonly UnitReceipt[]
}

/**
 * A template with its places filled (pure), NFC. The places are known in any case and spelling of the keyboard; what stands in
 * brackets and is none of them stays as it was written.
 */
export function fillTemplate(template: string, facts: MessageFacts): string {
  const words: Record<string, string> = {
    'chương trình': facts.programmeName,
    kỳ: facts.periodTitle,
    hạn: vietnameseDate(facts.answerBy),
    'nơi nhận': facts.collector,
    'danh sách': facts.missing.map(missingLine).join('\n'),
  }
  return template
    .normalize('NFC')
    .replace(/\[([^[\]\n]{1,40})\]/g, (written, inside: string) => words[placeName(inside)] ?? written)
    .normalize('NFC')
}

/** Whether a template names the units (pure). */
export function namesUnits(template: string): boolean {
  return [...template.normalize('NFC').matchAll(/\[([^[\]\n]{1,40})\]/g)].some(
    ([, inside]) => inside !== undefined && `[${placeName(inside)}]` === LIST_PLACE,
  )
}

/** By when an answer is asked for where nobody chose a day (pure): the end of intake, then of the review, then two days on. */
export function answerByOn(
  today: CalendarDate,
  { intake, review }: { intake: DateWindow | undefined; review: DateWindow | undefined },
): CalendarDate {
  if (intake && today <= intake.to) return intake.to
  return review && today <= review.to ? review.to : addDays(today, DAYS_TO_ANSWER)
}

function missingLine({ unitName, itemsOwed, itemsMissing, itemsReceived }: UnitReceipt): string {
  const count = itemsReceived > 0 ? `còn thiếu ${itemsMissing} trong ${itemsOwed} tin, bài` : `${itemsMissing} tin, bài`
  return `- ${unitName}: ${count}`
}

function placeName(inside: string): string {
  return inside.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')
}

import type { ItemKind } from '../contract/index.ts'
import { tidyLine } from './text.ts'

/** A line that opens an item. */
export interface Opening {
  /** The words of the heading, without the number that a list gives by itself. */
  title: string
  /** What on the same line is read already: “Hỏi: Tôi muốn …”. */
  rest: string
  kind: ItemKind
  /** The heading is a mere label: the first words that are read are told beside it. */
  isLabel: boolean
  /** The kind is meant only at this end of a script: “Mở đầu”, “Kết thúc”. */
  only?: 'first' | 'last'
}

/** Words that open an item in the scripts that stations write: “Tin 1:”, “TIẾT MỤC 2.”, “Lời dẫn”, “II.” … */
const OPENING =
  /^(?:(?:tin|bài|tiết mục|mục|phần)\s+(?:số\s+)?\d+\s*[:.)–-]|(?:\d{1,2}|[ivx]{1,4})\s*[.)]\s+\S|(?:lời dẫn|lời xướng|lời mở đầu|mở đầu|kết thúc)\s*[:.]?\s*$)/iu
const NUMBER = /^(?:(?:tin|bài|tiết mục|mục|phần)\s+(?:số\s+)?\d+|\d{1,2}|[ivx]{1,4})\s*[:.)–-]\s*/iu
const LONGEST_TITLE = 160

const NUMBERED = '(?:\\s+(?:số\\s+)?\\d{1,3})?'
/** Who asks or answers, as the paper says it: “(bà Nguyễn Thị A, khóm 2)”. */
const WHO = '(?:\\s*\\([^()\\n]{1,120}\\))?'
/** Kinds by the label before the colon, or alone on its line. Old fonts write Ð (U+00D0) for Đ. */
const LABELS: readonly [ItemKind, string][] = [
  ['question', `(?:câu\\s+)?hỏi${NUMBERED}${WHO}`],
  ['answer', `(?:[đð]áp|giải\\s+đáp|trả\\s+lời)(?:\\s+câu\\s+hỏi)?${NUMBERED}${WHO}`],
  ['sign-off', '(?:lời\\s+chào\\s+kết|lời\\s+chào\\s+tạm\\s+biệt|chào\\s+kết|lời\\s+kết)'],
  ['greeting', 'lời\\s+chào(?:\\s+mở\\s+đầu)?'],
  ['headline', 'điểm\\s+tin(?:\\s+chính)?'],
  ['notice', `thông\\s+báo${NUMBERED}`],
]
const LABEL_LINES = LABELS.map(
  ([kind, words]) =>
    [
      kind,
      new RegExp(`^(?:(?:\\d{1,2}|[ivx]{1,4})\\s*[.)]\\s*)?(${words})\\s*(?::\\s*([\\s\\S]*)|\\.?\\s*)$`, 'iu'),
    ] as const,
)

/** Who asks, told in a sentence of its own: “Ông Trần Văn B, ấp Tân Lập, hỏi:”; the sentence is read. */
const ASKS =
  /^(?:ông|bà|anh|chị|cô|chú|bác|em|bạn|thính giả|cử tri|người dân|bà con|một (?:người dân|thính giả))\s[^:]{1,140}?\s*hỏi\s*:$/iu
const ANSWERS = /^[^:]{2,140}\strả lời(?: như sau)?\s*:$/iu

/**
 * What a paragraph opens, if it opens an item: what the document marks as a heading, or a line that opens an item the way
 * stations write them. `before` is the kind of the item that it would end: an office “trả lời:” only after a question.
 */
export function openingOf(text: string, isHeading: boolean, before: ItemKind | undefined): Opening | undefined {
  for (const [kind, line] of LABEL_LINES) {
    const [, label, rest = ''] = line.exec(text) ?? []
    if (label === undefined) continue
    return { title: tidyLine(label), rest: rest.trim(), kind, isLabel: ['question', 'answer', 'notice'].includes(kind) }
  }
  if (!text.includes('\n')) {
    const spoken = ASKS.test(text) ? 'question' : before === 'question' && ANSWERS.test(text) ? 'answer' : undefined
    if (spoken) return { title: cutTitle(text), rest: text, kind: spoken, isLabel: false }
  }
  if (!isHeading && (text.length > LONGEST_TITLE || text.includes('\n') || !OPENING.test(text))) return undefined
  const title = cutTitle(text)
  return { title, rest: '', isLabel: false, ...kindOf(title) }
}

/** Whether a later line of a paragraph opens a question or an answer: people break lines inside a paragraph there. */
export function opensWithin(text: string): boolean {
  return text.split('\n').some((line, place) => {
    const kind = place > 0 ? openingOf(line, false, 'question')?.kind : undefined
    return kind === 'question' || kind === 'answer'
  })
}

/** The kind that a heading says. */
function kindOf(title: string): Pick<Opening, 'kind' | 'only'> {
  const words = title.toLowerCase()
  if (/^lời (?:chào kết|chào tạm biệt|kết)(?!\p{L})|^chào kết(?!\p{L})/u.test(words)) return { kind: 'sign-off' }
  if (/^lời chào(?!\p{L})/u.test(words)) return { kind: 'greeting' }
  if (/^điểm tin(?!\p{L})/u.test(words)) return { kind: 'headline' }
  if (/^thông báo(?!\p{L})/u.test(words)) return { kind: 'notice' }
  if (/^(?:câu )?hỏi(?!\p{L})/u.test(words) && !/[đð]áp|trả lời/u.test(words)) return { kind: 'question' }
  if (/(?<!\p{L})trả lời$/u.test(words) && !/hỏi/u.test(words)) return { kind: 'answer' }
  if (/^(?:lời mở đầu|mở đầu|lời dẫn|lời xướng)$/u.test(words)) return { kind: 'greeting', only: 'first' }
  if (/^kết thúc$/u.test(words)) return { kind: 'sign-off', only: 'last' }
  return { kind: 'item' }
}

/** The words of a heading: its number goes where more is said, for the list numbers itself; so does a closing colon. */
function cutTitle(text: string): string {
  const whole = tidyLine(text).replace(/\s*:$/, '')
  const line = whole.replace(NUMBER, '') || whole
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`
}

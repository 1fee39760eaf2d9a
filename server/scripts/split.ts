import type { ItemWritten } from '../contract/index.ts'
import { tidyLine, tidyText } from './text.ts'

/** A paragraph of an imported text; `heading` when the document says so. */
export interface Paragraph {
  text: string
  heading: boolean
}

/** Words that open an item in the scripts that stations write: “Tin 1:”, “TIẾT MỤC 2.”, “Lời dẫn”, “II.” … */
const OPENING =
  /^(?:(?:tin|bài|tiết mục|mục|phần|câu hỏi)\s+(?:số\s+)?\d+\s*[:.)–-]|(?:\d{1,2}|[ivx]{1,4})\s*[.)]\s+\S|(?:lời dẫn|lời xướng|lời chào|lời chào kết|mở đầu|kết thúc)\s*[:.]?\s*$)/iu
const NUMBER = /^(?:(?:tin|bài|tiết mục|mục|phần)\s+(?:số\s+)?\d+|\d{1,2}|[ivx]{1,4})\s*[:.)–-]\s*/iu
const LONGEST_TITLE = 160

/**
 * Splits a script into items at its headings: what the document marks as a heading, or short lines that open an item
 * the way stations write them. Text before the first heading becomes an item of its own. Without any heading the whole
 * is one item, titled by its first sentence.
 */
export function splitIntoItems(paragraphs: readonly Paragraph[]): ItemWritten[] {
  const tidy = paragraphs
    .map(({ text, heading }) => ({ text: tidyText(text), heading }))
    .filter(({ text }) => text !== '')
  const items: { title: string; lines: string[] }[] = []
  for (const { text, heading } of tidy) {
    if (heading || isOpening(text)) items.push({ title: cutTitle(text), lines: [] })
    else if (items.length === 0) items.push({ title: '', lines: [text] })
    else items.at(-1)?.lines.push(text)
  }
  return items
    .map(({ title, lines }) => ({ title, text: tidyText(lines.join('\n\n')) }))
    .map(({ title, text }) => ({ title: title || firstWords(text), text: text || title }))
}

/** Paragraphs of plain text: an empty line or a line end closes one. */
export function paragraphsOf(text: string): Paragraph[] {
  return tidyText(text)
    .split('\n')
    .map((line) => ({ text: line, heading: /^#{1,3} /.test(line) }))
    .map(({ text: line, heading }) => ({ text: heading ? line.replace(/^#+ /, '') : line, heading }))
}

function isOpening(text: string): boolean {
  return text.length <= LONGEST_TITLE && !text.includes('\n') && OPENING.test(text)
}

/** The words of a heading: its number goes where more is said, for the list numbers itself; so does a closing colon. */
function cutTitle(text: string): string {
  const whole = tidyLine(text).replace(/\s*:$/, '')
  const line = whole.replace(NUMBER, '') || whole
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`
}

function firstWords(text: string): string {
  const sentence = tidyLine(text.split(/[.!?:\n]/)[0] ?? '')
  const words = sentence.split(' ')
  return words.length <= 14 ? sentence || 'Tiết mục' : `${words.slice(0, 14).join(' ')}…`
}

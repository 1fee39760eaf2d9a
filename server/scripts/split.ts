import type { ItemKind, ItemWritten } from '../contract/index.ts'
import { type Opening, openingOf, opensWithin } from './opening.ts'
import { tidyLine, tidyText } from './text.ts'

/** A paragraph of an imported text; `heading` when the document says so. */
export interface Paragraph {
  text: string
  heading: boolean
}

/**
 * Splits a script into items at its headings: what the document marks as a heading, or lines that open an item the way
 * stations write them (“Tin 1: …”, “Hỏi: …”, “Trả lời: …”, “Lời chào”). The heading says what kind an item is; an ordinary
 * item has none. Text before the first heading becomes an item of its own. Without any heading the whole is one item,
 * titled by its first sentence.
 */
export function splitIntoItems(paragraphs: readonly Paragraph[]): ItemWritten[] {
  const tidy = paragraphs
    .map(({ text, heading }) => ({ text: tidyText(text), heading }))
    .filter(({ text }) => text !== '')
    .flatMap(({ text, heading }) =>
      !heading && opensWithin(text) ? text.split('\n').map((line) => ({ text: line, heading })) : [{ text, heading }],
    )
  const items: { opening: Opening | undefined; lines: string[] }[] = []
  for (const { text, heading } of tidy) {
    const last = items.at(-1)
    const opening = openingOf(text, heading, last?.opening?.kind)
    if (opening) items.push({ opening, lines: opening.rest === '' ? [] : [opening.rest] })
    else if (last) last.lines.push(text)
    else items.push({ opening, lines: [text] })
  }
  return items.map(({ opening, lines }, place) => {
    const text = tidyText(lines.join('\n\n'))
    const title = opening ? titleOf(opening, text) : firstWords(text)
    const kind = opening && kindAt(opening, place, items.length)
    return { title, text: text || title, ...(kind !== undefined && { kind }) }
  })
}

/** Paragraphs of plain text: an empty line or a line end closes one. */
export function paragraphsOf(text: string): Paragraph[] {
  return tidyText(text)
    .split('\n')
    .map((line) => ({ text: line, heading: /^#{1,3} /.test(line) }))
    .map(({ text: line, heading }) => ({ text: heading ? line.replace(/^#+ /, '') : line, heading }))
}

/** “Hỏi” alone names nothing: what is asked stands beside it. */
function titleOf({ title, isLabel }: Opening, text: string): string {
  if (!isLabel || text === '') return title || firstWords(text)
  return `${title}: ${firstWords(text)}`
}

function kindAt({ kind, only }: Opening, place: number, count: number): ItemKind | undefined {
  const isMeant = only === undefined || (only === 'first' ? place === 0 : place === count - 1)
  return kind !== 'item' && isMeant ? kind : undefined
}

function firstWords(text: string): string {
  const sentence = tidyLine(text.split(/[.!?:\n]/)[0] ?? '')
  const words = sentence.split(' ')
  return words.length <= 14 ? sentence || 'Tiết mục' : `${words.slice(0, 14).join(' ')}…`
}

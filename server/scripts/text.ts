import { createHash } from 'node:crypto'
import type { ItemKind } from '../contract/index.ts'

/** Radio news is read at about 233 syllables a minute (FIELD §2, from a thesis of the Voice of Vietnam). */
const SYLLABLES_A_MINUTE = 233

/**
 * The one form in which texts are stored and compared: NFC (keyboards of Windows mix ê + U+0301), line ends \n, no
 * no-break spaces, no byte-order mark, no control characters, no blanks at line ends, at most one empty line in a row.
 */
export function tidyText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\u00a0\u202f\t]/g, ' ')
    .replace(/[\ufeff\u200b\u00ad]|[^\P{Cc}\n]/gu, '')
    .replace(/ +$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A title or name on one line, in the same form. */
export function tidyLine(text: string): string {
  return tidyText(text).replace(/\s+/g, ' ')
}

/** How many syllables a reader says: Vietnamese writes each apart; a number counts as its digits are read, roughly. */
export function countSyllables(text: string): number {
  return text.match(/[\p{L}\p{M}]+|\d+/gu)?.length ?? 0
}

/** How long the text takes to read aloud, in ms. */
export function readingMs(syllables: number): number {
  return Math.round((syllables / SYLLABLES_A_MINUTE) * 60_000)
}

/** The hash of one item's words: a take is a take of exactly these. */
export function itemHash(item: { title: string; text: string }): string {
  return sha256(JSON.stringify([item.title, item.text]))
}

/** The hash of a whole script: items in their order. */
export function scriptHash(items: readonly { itemId: string; textHash: string; kind: ItemKind }[]): string {
  // The ordinary kind is left out: scripts of before there were kinds keep their hash.
  const told = items.map(({ itemId, textHash, kind }) => [itemId, textHash, ...(kind === 'item' ? [] : [kind])])
  return sha256(JSON.stringify(told))
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

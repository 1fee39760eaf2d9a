import type { LegacyEncoding } from '../encodings/index.ts'
import type { DocumentParagraph } from './document.ts'
import { type Segment, unicodeSegments } from './fonts.ts'
import { paragraphsOfTable, tidyParagraph } from './words.ts'

/** A paragraph on its way: its pieces by font, and whether it is a heading. */
export interface Drawn {
  segments: Segment[]
  isHeading: boolean
}

/** A table on its way: rows of cells of paragraphs. */
export interface DrawnTable {
  rows: Drawn[][][]
}

export interface Assembled {
  /** Without empty ones. */
  paragraphs: DocumentParagraph[]
  tables: string[][][]
  encoding?: LegacyEncoding
}

/**
 * Brings blocks in the order of the page to Unicode, all of them together, for one paragraph may tell the encoding of another.
 * `named`: the encoding of fonts that styles name.
 */
export function assemble(blocks: readonly (Drawn | DrawnTable)[], named: LegacyEncoding | undefined): Assembled {
  const all = blocks.flatMap((block) => ('segments' in block ? [block] : block.rows.flat(2)))
  const { texts, encoding } = unicodeSegments(
    all.map(({ segments }) => segments),
    named,
  )
  const textOf = new Map(all.map((paragraph, place) => [paragraph, tidyParagraph(texts[place] ?? '')]))
  const paragraphs: DocumentParagraph[] = []
  const tables: string[][][] = []
  for (const block of blocks) {
    if ('segments' in block) paragraphs.push({ text: textOf.get(block) ?? '', isHeading: block.isHeading })
    else {
      const rows = block.rows.map((row) => row.map((cell) => cellText(cell, textOf)))
      paragraphs.push(...paragraphsOfTable(rows, tables.length))
      tables.push(rows)
    }
  }
  return { paragraphs: paragraphs.filter(({ text }) => text !== ''), tables, ...(encoding && { encoding }) }
}

function cellText(cell: readonly Drawn[], textOf: ReadonlyMap<Drawn, string>): string {
  return cell
    .map((paragraph) => textOf.get(paragraph) ?? '')
    .filter((text) => text !== '')
    .join('\n')
}

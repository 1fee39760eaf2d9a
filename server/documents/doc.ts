import WordExtractor from 'word-extractor'
import { encodingName, type LegacyEncoding, toUnicode } from '../encodings/index.ts'
import type { DocumentParagraph, DocumentRead } from './document.ts'
import { hasStream, wordHead } from './kinds.ts'
import { CHANGES_ACCEPTED, converted, MACROS, NO_TEXT, paragraphsOfTable, tidyParagraph } from './words.ts'

/** The library ends each cell with a tab, and the row with one more. */
const CELL_END = '\t'

/** The library writes “undefined” for the optional hyphen, which stands within a word: in TCVN3 it is the letter ư. */
const LOST_HYPHEN = /(?<=[^\s.,;:!?"'()])undefined|undefined(?=[^\s.,;:!?"'()])/g

/** The words of a Word 97–2003 file. Its text alone is read: headings are not told apart from other paragraphs. */
export async function readDoc(bytes: Uint8Array): Promise<Omit<DocumentRead, 'form'>> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const document = await new WordExtractor().extract(file)
  const asWritten = { filterUnicode: false }
  const lines = [
    document.getBody(asWritten),
    document.getFootnotes(asWritten),
    document.getEndnotes(asWritten),
    document.getTextboxes({ ...asWritten, includeHeadersAndFooters: false }),
  ]
    .join('\n')
    .replace(LOST_HYPHEN, '\u00ad')
    .split(/\r\n?|\n/)
  const fontsOf = fontsNamed(file)
  const { texts, encoding } = toUnicode(lines, fontsOf === undefined ? {} : { fontsOf })
  const paragraphs: DocumentParagraph[] = []
  const tables: string[][][] = []
  let rows: string[][] = []
  const closeTable = (): void => {
    if (rows.length === 0) return
    paragraphs.push(...paragraphsOfTable(rows, tables.length))
    tables.push(rows)
    rows = []
  }
  for (const text of texts) {
    const cells = text.split(CELL_END)
    if (cells.length > 2 && text.endsWith(CELL_END)) rows.push(cells.slice(0, -1).map(tidyParagraph))
    else {
      closeTable()
      paragraphs.push({ text: tidyParagraph(text), isHeading: false })
    }
  }
  closeTable()
  const kept = paragraphs.filter(({ text }) => text !== '')
  return {
    paragraphs: kept,
    tables,
    warnings: [
      ...(hasStream(file, '_VBA_PROJECT') ? [MACROS] : []),
      ...(wordHead(file)?.hasRevisions ? [CHANGES_ACCEPTED] : []),
      ...(encoding ? [converted(encodingName(encoding))] : []),
      ...(kept.length === 0 ? [NO_TEXT] : []),
    ],
  }
}

function fontsNamed(file: Buffer): LegacyEncoding | undefined {
  if (file.includes(Buffer.from('.VnTime', 'utf16le'))) return 'tcvn3'
  return file.includes(Buffer.from('VNI-', 'utf16le')) ? 'vni' : undefined
}

import type { Drawn, DrawnTable } from './assemble.ts'
import { encodingOfFont, type Segment } from './fonts.ts'

interface Font {
  name: string
  charset?: number
}

/** Windows character sets that other letters than Western ones are written in. */
const CODE_PAGES: Readonly<Record<number, number>> = {
  163: 1258,
  238: 1250,
  204: 1251,
  161: 1253,
  162: 1254,
  186: 1257,
}

const HEADING_STYLE = /^\s*(?:heading \d|title|subtitle)/i

/** The page that an RTF file is drawn on: paragraphs, headings and the rows of tables, with the fonts of their words. */
export class RtfPage {
  codePage = 1252
  readonly #fonts = new Map<number, Font>()
  /** The numbers of styles that are headings. */
  readonly #headings = new Set<number>()
  readonly #decoders = new Map<number, TextDecoder>()
  #describing = -1
  readonly #blocks: (Drawn | DrawnTable)[] = []
  #segments: Segment[] = []
  #isHeading = false
  #isInTable = false
  #cell: Drawn[] = []
  #row: Drawn[][] = []
  #rows: Drawn[][][] = []

  /** A control word of the font table: which font comes next, and its character set. */
  describeFont(name: string, value: number | undefined): void {
    if (name === 'f' && value !== undefined) {
      this.#describing = value
      this.#fonts.set(value, { name: '' })
    }
    const font = this.#fonts.get(this.#describing)
    if (name === 'fcharset' && font && value !== undefined) font.charset = value
  }

  /** A control word of the style sheet: which style comes next, and whether it is a heading by its level. */
  describeStyle(name: string, value: number | undefined): void {
    if (name === 's' && value !== undefined) this.#describing = value
    if (name === 'outlinelevel' && (value ?? 9) < 9) this.#headings.add(this.#describing)
  }

  /** The name of the font or the style that was described last. */
  name(text: string, isFont: boolean): void {
    const font = this.#fonts.get(this.#describing)
    if (!isFont && HEADING_STYLE.test(text)) this.#headings.add(this.#describing)
    else if (isFont && font) font.name += text.replace(/;.*$/s, '')
  }

  /** Bytes as the character set of a font has them. */
  decoded(bytes: Uint8Array, font: number): string {
    const { name = '', charset = -1 } = this.#fonts.get(font) ?? {}
    const page = CODE_PAGES[charset] ?? this.codePage
    // Whatever character set a font of an old encoding claims, its codes are those of the encoding.
    const known = page >= 1250 && page <= 1258 && !encodingOfFont(name.trim()) ? page : 1252
    const decoder = this.#decoders.get(known) ?? new TextDecoder(`windows-${known}`)
    this.#decoders.set(known, decoder)
    return decoder.decode(bytes)
  }

  write(text: string, font: number): void {
    const name = this.#fonts.get(font)?.name.trim()
    const last = this.#segments.at(-1)
    if (last && last.font === (name || undefined)) last.text += text
    else this.#segments.push({ text, ...(name && { font: name }) })
  }

  /** The control words that end paragraphs, cells and rows, and those that say where a paragraph stands. */
  obey(name: string, value: number | undefined): void {
    if (name === 'pard') {
      this.#isHeading = false
      this.#isInTable = false
    } else if (name === 'intbl') this.#isInTable = true
    else if (name === 's') this.#isHeading = this.#headings.has(value ?? -1)
    else if (name === 'outlinelevel') this.#isHeading = (value ?? 9) < 9
    else if (name === 'par' || name === 'sect' || name === 'page' || name === '\n' || name === '\r')
      this.#endParagraph()
    else if (name === 'cell' || name === 'nestcell') this.#endCell(name === 'nestcell')
    else if (name === 'row') {
      if (this.#row.length > 0) this.#rows.push(this.#row)
      this.#row = []
    }
  }

  /** All that was drawn, in the order of the page. */
  finish(): (Drawn | DrawnTable)[] {
    this.#isInTable = false
    this.#endParagraph()
    this.#endTable()
    return this.#blocks
  }

  #endParagraph(): void {
    const drawn = { segments: this.#segments, isHeading: this.#isHeading && !this.#isInTable }
    this.#segments = []
    if (this.#isInTable) this.#cell.push(drawn)
    else {
      this.#endTable()
      this.#blocks.push(drawn)
    }
  }

  #endCell(isNested: boolean): void {
    this.#cell.push({ segments: this.#segments, isHeading: false })
    this.#segments = []
    // The cells of a table inside a cell become its paragraphs.
    if (isNested) return
    this.#row.push(this.#cell)
    this.#cell = []
  }

  #endTable(): void {
    if (this.#row.length > 0) this.#rows.push(this.#row)
    this.#row = []
    if (this.#rows.length === 0) return
    this.#blocks.push({ rows: this.#rows })
    this.#rows = []
  }
}

import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { BODY, SIZE, TEXT_WIDTH_MM } from './measures.ts'
import type { Block } from './paper.ts'
import { line, runs } from './parts.ts'

const END = './.'
const LINE_TWENTIETHS = Math.round(240 * BODY.lines)
const SPACING = { after: BODY.afterPt * 20, line: LINE_TWENTIETHS }
const FIRST_LINE = { firstLine: convertMillimetersToTwip(BODY.firstLineMm) }
/** A row with less text than this is kept on one page. */
const LONG_ROW = 1200

const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.JUSTIFIED,
} as const

const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const

/** The blocks of the body, the last one closed by “./.” and kept on the page of the signature. */
export function body(blocks: readonly Block[]): (Paragraph | Table)[] {
  const all = closed(blocks)
  return all.flatMap((block, at) => drawn(block, at === all.length - 1))
}

function drawn(block: Block, isLast: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'paragraph':
      return [paragraph(block, isLast)]
    case 'heading':
      return [heading(block)]
    case 'list':
      return block.items.map((item, place) =>
        paragraph(
          { kind: 'paragraph', text: `${block.numbered ? `${place + 1}.` : '-'} ${item}` },
          isLast && place === block.items.length - 1,
        ),
      )
    case 'table':
      return [table(block), new Paragraph({ spacing: { after: 60 }, children: [] })]
  }
}

/** The document ends with “./.” (section II.5), also behind a table. */
function closed(blocks: readonly Block[]): Block[] {
  const last = blocks.at(-1)
  if (last?.kind === 'paragraph') return [...blocks.slice(0, -1), { ...last, text: ended(last.text) }]
  if (last?.kind === 'list' && last.items.length > 0)
    return [...blocks.slice(0, -1), { ...last, items: last.items.with(-1, ended(last.items.at(-1) ?? '')) }]
  return [...blocks, { kind: 'paragraph', text: END, align: 'left' }]
}

function ended(words: string): string {
  return `${words.trimEnd().replace(/(?:\.\/\.|[.;,])$/, '')}${END}`
}

function paragraph({ text: words, bold, italic, align }: Block & { kind: 'paragraph' }, keepNext: boolean): Paragraph {
  const isSetIn = align === undefined || align === 'justify' || align === 'left'
  return new Paragraph({
    alignment: ALIGNMENTS[align ?? 'justify'],
    spacing: SPACING,
    keepNext,
    ...(isSetIn && { indent: FIRST_LINE }),
    children: runs(words, { size: SIZE.body, ...(bold && { bold }), ...(italic && { italics: italic }) }),
  })
}

function heading({ text: words, level }: Block & { kind: 'heading' }): Paragraph {
  return new Paragraph({
    heading: LEVELS[level - 1] ?? HeadingLevel.HEADING_3,
    alignment: AlignmentType.LEFT,
    spacing: SPACING,
    indent: FIRST_LINE,
    keepNext: true,
    children: runs(words, { size: SIZE.body, bold: true, ...(level === 3 && { italics: true }) }),
  })
}

/** A ruled table as wide as the text; its head is repeated on every page. */
function table({ columns, rows, small }: Block & { kind: 'table' }): Table {
  const size = small ? SIZE.smallTable : SIZE.table
  const whole = columns.reduce((sum, { widthPercent }) => sum + Math.max(widthPercent, 0), 0) || 1
  const full = convertMillimetersToTwip(TEXT_WIDTH_MM)
  const widths = columns.map(({ widthPercent }) => Math.floor((Math.max(widthPercent, 0) / whole) * full))
  const cell = (children: Paragraph[], at: number): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 80, right: 80, top: 40, bottom: 40, marginUnitType: WidthType.DXA },
      children,
    })
  const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ title }, at) => cell([line(title, { size, bold: true })], at)),
      }),
      ...rows.map(
        (cells) =>
          new TableRow({
            cantSplit: cells.join('').length < LONG_ROW,
            children: columns.map(({ align }, at) =>
              cell([line(cells[at] ?? '', { size }, { alignment: ALIGNMENTS[align ?? 'left'] })], at),
            ),
          }),
      ),
    ],
  })
}

import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { FONT } from './measures.ts'

const POINT = 20

/** Text that XML can hold, in NFC. */
export function clean(text: string): string {
  return text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
}

/** Runs of a text, a line break where it has one. */
export function runs(text: string, options: Omit<IRunOptions, 'text' | 'children' | 'break'>): TextRun[] {
  return clean(text)
    .split(/\r\n?|\n/)
    .map((line, place) => new TextRun({ ...options, font: FONT, text: line, ...(place > 0 && { break: 1 }) }))
}

/** A paragraph of one text without space around it. */
export function line(
  text: string,
  run: Omit<IRunOptions, 'text' | 'children' | 'break'>,
  paragraph: Omit<IParagraphOptions, 'text' | 'children'> = {},
): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, ...paragraph, children: runs(text, run) })
}

/** A rule of this length in the middle of the first `widthMm` of a column: an almost empty paragraph with a line above it. */
export function rule(lengthMm: number, widthMm: number, columnMm = widthMm): Paragraph {
  const left = Math.max(0, (widthMm - lengthMm) / 2)
  return new Paragraph({
    indent: {
      left: convertMillimetersToTwip(left),
      right: convertMillimetersToTwip(Math.max(0, columnMm - left - lengthMm)),
    },
    spacing: { before: POINT, after: 0, line: 6 * POINT, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
    children: [new TextRun({ text: '', size: 8 })],
  })
}

/** Columns side by side without borders or space of their own; a row is never parted by a page. */
export function sideBySide(widthsMm: readonly number[], rows: readonly (readonly Paragraph[])[][]): Table {
  const widths = widthsMm.map((width) => convertMillimetersToTwip(width))
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: TableBorders.NONE,
    margins: { left: 0, right: 0, top: 0, bottom: 0, marginUnitType: WidthType.DXA },
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, place) =>
              new TableCell({
                width: { size: widths[place] ?? 0, type: WidthType.DXA },
                children: children.length > 0 ? [...children] : [new Paragraph('')],
              }),
          ),
        }),
    ),
  })
}

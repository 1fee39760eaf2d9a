import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { capitals } from './head.ts'
import { FONT, MILLIMETRES_A_POINT, PLACARD, widthMm } from './measures.ts'
import type { Column } from './paper.ts'
import { clean, line, runs } from './parts.ts'

/** A sheet for a wall: it is read from a step away, is signed by nobody, and has to fit on one page. */
export interface Placard {
  /** Whose it is, over the title. */
  above: string
  title: string
  /** What to do, numbered within each section. */
  sections: { title: string; steps: string[] }[]
  tables: PlacardTable[]
  /** A line at the very end. */
  foot: string
}

interface PlacardTable {
  columns: Column[]
  rows: string[][]
}

const { largerBy, space } = PLACARD
const mm = convertMillimetersToTwip
const TWENTIETHS_A_POINT = 20

/** A placard as .docx on A4, in the largest letters with which it fits on the page; nothing is cut. */
export async function writePlacard(placard: Placard): Promise<Buffer> {
  const { above, title, sections, tables, foot } = placard
  const size = fittingSize(placard)
  const margin = mm(PLACARD.marginMm)
  const document = new Document({
    title: clean(title),
    creator: clean(above),
    lastModifiedBy: clean(above),
    styles: { default: { document: { run: { font: FONT, size, language: { value: 'vi-VN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: margin, bottom: margin, left: margin, right: margin, header: 0, footer: 0 },
          },
        },
        children: [
          line(capitals(above), { size: size + largerBy.above, bold: true }),
          line(capitals(title), { size: size + largerBy.title, bold: true }, { spacing: { after: space.afterTitle } }),
          ...sections.flatMap((one) => section(one, size)),
          ...tables.flatMap((one) => [
            new Paragraph({ spacing: { line: space.table, lineRule: LineRuleType.EXACT }, children: [] }),
            table(one, size),
          ]),
          line(foot, { size: size + largerBy.foot, italics: true }, { spacing: { before: space.beforeFoot } }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

/** The largest size, in half points, with which all of it stands on one page (pure). */
export function fittingSize(placard: Placard): number {
  const [smallest = 0] = PLACARD.sizes.slice(-1)
  return PLACARD.sizes.find((size) => heightMm(placard, size) <= PLACARD.heightMm) ?? smallest
}

/** How high it will be, rather too much than too little: letters are reckoned as if all were bold. */
function heightMm({ above, title, sections, tables, foot }: Placard, size: number): number {
  const gap = (twentieths: number) => (twentieths / TWENTIETHS_A_POINT) * MILLIMETRES_A_POINT
  const text = (words: string, halfPoints: number, roomMm: number) =>
    Math.max(1, Math.ceil((widthMm(words, halfPoints) * PLACARD.brokenShare) / roomMm)) *
    (halfPoints / 2) *
    MILLIMETRES_A_POINT *
    PLACARD.lineShare
  const whole = PLACARD.widthMm
  const heads =
    text(capitals(above), size + largerBy.above, whole) +
    text(capitals(title), size + largerBy.title, whole) +
    gap(space.afterTitle)
  const steps = sections.map(
    (one) =>
      text(one.title, size + largerBy.heading, whole) +
      gap(space.beforeHeading + space.afterHeading) +
      sum(one.steps.map((step) => text(step, size, whole - PLACARD.stepMm) + gap(space.afterStep))),
  )
  const ruled = tables.map(({ columns, rows }) => {
    const rooms = columns.map(({ widthPercent }) => (whole * widthPercent) / 100 - PLACARD.cellMm)
    const cells = [columns.map((column) => column.title), ...rows]
    const high = cells.map((row) => Math.max(...rooms.map((room, at) => text(row[at] ?? '', size, room))))
    return gap(space.table) + sum(high.map((height) => height + gap(2 * space.cell) + 0.2))
  })
  return heads + sum(steps) + sum(ruled) + text(foot, size + largerBy.foot, whole) + gap(space.beforeFoot)
}

function section({ title, steps }: Placard['sections'][number], size: number): Paragraph[] {
  const hang = mm(PLACARD.stepMm)
  return [
    line(
      title,
      { size: size + largerBy.heading, bold: true },
      {
        alignment: AlignmentType.LEFT,
        spacing: { before: space.beforeHeading, after: space.afterHeading },
        keepNext: true,
      },
    ),
    ...steps.map(
      (step, place) =>
        new Paragraph({
          alignment: AlignmentType.LEFT,
          indent: { left: hang, hanging: hang },
          tabStops: [{ type: 'left', position: hang }],
          spacing: { after: space.afterStep },
          children: runs(`${steps.length === 1 ? '•' : `${place + 1}.`}\t${step}`, { size }),
        }),
    ),
  ]
}

function table({ columns, rows }: PlacardTable, size: number): Table {
  const full = mm(PLACARD.widthMm)
  const widths = columns.map(({ widthPercent }) => Math.floor((widthPercent / 100) * full))
  const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  const side = mm(PLACARD.cellMm / 2)
  const cell = (text: string, at: number, bold: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: side, right: side, top: space.cell, bottom: space.cell, marginUnitType: WidthType.DXA },
      children: [line(text, { size, ...(bold && { bold }) }, { alignment: AlignmentType.LEFT })],
    })
  return new Table({
    width: { size: widths.reduce((total, width) => total + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge },
    rows: [columns.map(({ title }) => title), ...rows].map(
      (cells, place) =>
        new TableRow({
          cantSplit: true,
          children: columns.map((_, at) => cell(cells[at] ?? '', at, place === 0 || at === 0)),
        }),
    ),
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

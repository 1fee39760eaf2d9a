import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
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
import { FONT, PLACARD } from './measures.ts'
import type { Column } from './paper.ts'
import { clean, line, runs } from './parts.ts'

/** A sheet for a wall: it is read from a step away, is signed by nobody, and has to fit on one page. */
export interface Placard {
  /** Whose it is, over the title. */
  above: string
  title: string
  /** What to do, numbered within each section. */
  sections: { title: string; steps: string[] }[]
  tables: { columns: Column[]; rows: string[][] }[]
  /** A line at the very end. */
  foot: string
}

/** A placard as .docx on A4. How much fits is the writer's to know: nothing is cut. */
export async function writePlacard(placard: Placard): Promise<Buffer> {
  const mm = convertMillimetersToTwip
  const document = new Document({
    title: clean(placard.title),
    creator: clean(placard.above),
    lastModifiedBy: clean(placard.above),
    styles: {
      default: { document: { run: { font: FONT, size: PLACARD.body, language: { value: 'vi-VN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: {
              top: mm(PLACARD.marginMm),
              bottom: mm(PLACARD.marginMm),
              left: mm(PLACARD.marginMm),
              right: mm(PLACARD.marginMm),
              header: 0,
              footer: 0,
            },
          },
        },
        children: [
          line(capitals(placard.above), { size: PLACARD.above, bold: true }),
          line(capitals(placard.title), { size: PLACARD.title, bold: true }, { spacing: { after: 80 } }),
          ...placard.sections.flatMap(section),
          ...placard.tables.flatMap((one) => [gap(), table(one)]),
          line(placard.foot, { size: PLACARD.foot, italics: true }, { spacing: { before: 100 } }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function section({ title, steps }: Placard['sections'][number]): Paragraph[] {
  const hang = convertMillimetersToTwip(PLACARD.stepMm)
  return [
    line(
      title,
      { size: PLACARD.heading, bold: true },
      { alignment: AlignmentType.LEFT, spacing: { before: 100, after: 20 }, keepNext: true },
    ),
    ...steps.map(
      (step, place) =>
        new Paragraph({
          alignment: AlignmentType.LEFT,
          indent: { left: hang, hanging: hang },
          tabStops: [{ type: 'left', position: hang }],
          spacing: { after: 30 },
          children: runs(`${steps.length === 1 ? '•' : `${place + 1}.`}\t${step}`, { size: PLACARD.body }),
        }),
    ),
  ]
}

function table({ columns, rows }: Placard['tables'][number]): Table {
  const full = convertMillimetersToTwip(PLACARD.widthMm)
  const widths = columns.map(({ widthPercent }) => Math.floor((widthPercent / 100) * full))
  const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  const cell = (text: string, at: number, bold: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 80, right: 80, top: 20, bottom: 20, marginUnitType: WidthType.DXA },
      children: [line(text, { size: PLACARD.table, ...(bold && { bold }) }, { alignment: AlignmentType.LEFT })],
    })
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
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

function gap(): Paragraph {
  return new Paragraph({ spacing: { before: 60, after: 0 }, children: runs('', { size: 8 }) })
}

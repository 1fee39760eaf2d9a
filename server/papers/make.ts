import { AlignmentType, convertMillimetersToTwip, Document, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import { body } from './body.ts'
import { foot } from './foot.ts'
import { addressees, head, title } from './head.ts'
import { FONT, PAGE_MM, SIZE } from './measures.ts'
import type { Paper } from './paper.ts'
import { clean } from './parts.ts'

/** A4 in twentieths of a point, as Word itself rounds it. */
const A4 = { width: 11_906, height: 16_838 } as const

/** Makes the paper in this thread. */
export async function makePaper(paper: Paper): Promise<Buffer> {
  const mm = convertMillimetersToTwip
  const plain = { run: { font: FONT, size: SIZE.body, color: '000000' } }
  const document = new Document({
    title: clean(paper.about),
    creator: clean(paper.issuer.name),
    lastModifiedBy: clean(paper.issuer.name),
    styles: {
      default: {
        document: { run: { font: FONT, size: SIZE.body, language: { value: 'vi-VN' } } },
        heading1: plain,
        heading2: plain,
        heading3: plain,
      },
    },
    sections: [
      {
        properties: {
          // The first page shows no number (section II.8).
          titlePage: true,
          page: {
            size: A4,
            margin: {
              top: mm(PAGE_MM.top),
              bottom: mm(PAGE_MM.bottom),
              left: mm(PAGE_MM.left),
              right: mm(PAGE_MM.right),
              header: mm(PAGE_MM.header),
              footer: mm(PAGE_MM.header),
            },
          },
        },
        headers: {
          default: new Header({ children: [pageNumber()] }),
          first: new Header({ children: [new Paragraph('')] }),
        },
        children: [head(paper), ...title(paper), ...addressees(paper.to), ...body(paper.body), ...foot(paper)],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: SIZE.pageNumber })],
  })
}

import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { titleOfSpan } from '../figures/index.ts'
import { headOf, signerOf } from '../office/index.ts'
import type { Block, Paper } from '../papers/index.ts'
import type { FigureChanged, ReportDraft, SentReport } from './draft.ts'
import { figuresBlock, headlinesBlock } from './tables.ts'
import { figureWords, inside, titleWithUnit } from './words.ts'

const NOTHING = 'Không có.'
const SECTIONS = ['I', 'II', 'III', 'IV', 'V', 'VI'] as const

/**
 * A report as a paper (pure), laid out as “báo cáo” of NĐ 30/2020, annex III: what was counted in tables with plan and last period
 * beside, what a reader has to know of it, difficulties and proposals as they were written, and what was reported otherwise
 * before. Number, date and signature are left for the hand.
 */
export function reportPaper(draft: ReportDraft): Paper {
  const { figures, letterhead, stationName, texts, to } = draft
  const head = headOf('bao-cao', letterhead, { office: stationName })
  const sections: { title: string; blocks: Block[] }[] = [
    { title: 'KẾT QUẢ CHUNG', blocks: overview(figures) },
    ...(figures.tables.length === 0 ? [] : [{ title: 'SỐ LIỆU CHI TIẾT', blocks: details(figures.tables) }]),
    { title: 'KHÓ KHĂN, VƯỚNG MẮC', blocks: written(texts.difficulties) },
    { title: 'ĐỀ XUẤT, KIẾN NGHỊ', blocks: written(texts.proposals) },
    ...((texts.plans ?? '').trim() === ''
      ? []
      : [{ title: 'PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI', blocks: written(texts.plans ?? '') }]),
    ...corrections(draft.changed ?? []),
  ]
  return {
    ...head,
    about: aboutOf(draft),
    ...(to.length > 0 && { to: [...to] }),
    body: [
      paragraph(`${head.issuer.name} báo cáo ${inside(aboutOf(draft))} như sau. ${countedWords(figures)}`),
      ...sections.flatMap(({ title, blocks }, place): Block[] => [
        { kind: 'heading', level: 1, text: `${SECTIONS[place] ?? place + 1}. ${title}` },
        ...blocks,
      ]),
      paragraph(`Trên đây là báo cáo ${inside(aboutOf(draft))}.`),
    ],
    recipients: [...(to.length > 0 ? ['Như trên'] : []), 'Lưu: VT'],
    signer: signerOf(letterhead, 'THỦ TRƯỞNG ĐƠN VỊ'),
  }
}

/** The name that a browser offers for the file, without its ending: “Báo cáo quý III năm 2026, UBND Phường 1”. */
export function reportFileName({ span, scopeName }: Pick<ReportDraft, 'span' | 'scopeName'>): string {
  return ['Báo cáo', [inside(titleOfSpan(span)), scopeName].filter(Boolean).join(', ')].join(' ')
}

function aboutOf({ span, scope, scopeName = '' }: ReportDraft): string {
  const when = inside(titleOfSpan(span))
  switch (scope.of) {
    case 'station':
    case 'agency':
      return `Kết quả tuyên truyền trên hệ thống truyền thanh ${when}`
    case 'unit':
      return `Kết quả gửi tin, bài và phát sóng của ${scopeName} ${when}`
    case 'ward':
      return `Kết quả tiếp nhận, phát sóng của ${scopeName} ${when}`
  }
}

/** Which days are counted, by which day periods are closed, and how far a period is that is not over. */
function countedWords({ from, to, before, cutOffDay, isOver, countedAt }: ReportDraft['figures']): string {
  const closing =
    cutOffDay === undefined
      ? ''
      : ` Ngày chốt số liệu của cơ quan là ngày ${String(cutOffDay).padStart(2, '0')} hằng tháng.`
  const counted = `${timeAt(countedAt, STATION_ZONE)} ngày ${vietnameseDate(dateAt(countedAt, STATION_ZONE))}`
  const unfinished = isOver ? '' : ` Kỳ báo cáo chưa kết thúc: số liệu tính đến ${counted}.`
  return `Số liệu tính từ ngày ${vietnameseDate(from)} đến hết ngày ${vietnameseDate(to)}; kỳ trước là từ ngày ${vietnameseDate(before.from)} đến hết ngày ${vietnameseDate(before.to)}.${closing}${unfinished}`
}

function overview({ headlines, notes }: ReportDraft['figures']): Block[] {
  return [...(headlines.length === 0 ? [paragraph(NOTHING)] : [headlinesBlock(headlines)]), ...noted(notes)]
}

function details(tables: ReportDraft['figures']['tables']): Block[] {
  return tables.flatMap((table, place): Block[] => {
    const title: Block = { kind: 'heading', level: 2, text: `${place + 1}. ${table.title}` }
    if (table.lines.length === 0) return [title, paragraph('Trong kỳ không có.'), ...noted(table.notes)]
    const { table: block, legend } = figuresBlock(table)
    return [title, block, ...noted([...(legend === undefined ? [] : [legend]), ...table.notes])]
  })
}

function corrections(changed: readonly SentReport[]): { title: string; blocks: Block[] }[] {
  const told = changed.filter(({ figures }) => figures.length > 0)
  if (told.length === 0) return []
  const blocks = told.flatMap(({ title, number, sentOn, figures }): Block[] => [
    paragraph(
      `Báo cáo ${inside(title)}${number === undefined ? '' : ` số ${number}`} gửi ngày ${vietnameseDate(sentOn)} giữ nguyên như đã gửi; tính lại theo sổ sách hiện nay, các số sau đây thay đổi:`,
    ),
    {
      kind: 'table',
      columns: [
        { title: 'TT', widthPercent: 7, align: 'center' },
        { title: 'Chỉ tiêu', widthPercent: 57 },
        { title: 'Đã báo cáo', widthPercent: 18, align: 'right' },
        { title: 'Tính lại', widthPercent: 18, align: 'right' },
      ],
      rows: figures.map((figure: FigureChanged, place) => [
        String(place + 1),
        titleWithUnit(figure.title, figure.unit),
        figureWords(figure.sent),
        figureWords(figure.now),
      ]),
    },
  ])
  return [{ title: 'ĐÍNH CHÍNH SỐ LIỆU ĐÃ BÁO CÁO', blocks }]
}

/** A person's own text: each of its lines a paragraph. */
function written(text: string): Block[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return (lines.length === 0 ? [NOTHING] : lines).map(paragraph)
}

function noted(notes: readonly string[]): Block[] {
  return notes.map((note) => ({ kind: 'paragraph', text: `Ghi chú: ${note}`, italic: true }))
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}

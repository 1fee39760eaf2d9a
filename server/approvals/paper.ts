import { type CalendarDate, timeAt, vietnameseDate } from '../../schedules/index.ts'
import type { ApprovalChange, ApprovalRequest, Letterhead } from '../contract/index.ts'
import { lengthInWords } from '../lengths.ts'
import { headOf } from '../office/index.ts'
import type { Block, Paper } from '../papers/index.ts'

/** What the paper of a submission is made from. */
export interface SubmissionFacts {
  stationName: string
  letterhead: Letterhead
  programmeName: string
  /** Whom the programme's own settings name as the one who approves; asked where no leader is. */
  approverOffice: string | undefined
  request: ApprovalRequest
  /** When it was submitted, in the station's zone. */
  submittedOn: CalendarDate
  submittedTime: string
}

const CHANGES: Record<ApprovalChange, string> = {
  new: 'Mới',
  changed: 'Đã sửa',
  unchanged: 'Giữ nguyên như đã duyệt',
  returned: 'Bị trả lại, chưa sửa',
}

const DOTS = '.'.repeat(120)

/**
 * The submission (phiếu trình) as a paper (pure), laid out after NĐ 30/2020 as a tờ trình: what is submitted, a table of the
 * items, the words themselves, and room for what the leader says and signs. The number stands for the very words: a signed
 * paper belongs to the revision that has it.
 */
export function submissionPaper(facts: SubmissionFacts): Paper {
  const { request, stationName, programmeName, letterhead } = facts
  const head = headOf('to-trinh', letterhead, { office: stationName, abbreviation: 'PTr' })
  const to = request.leaders.map(({ words }) => words)
  const asked = to.length > 0 ? to : [facts.approverOffice ?? 'Lãnh đạo Ủy ban nhân dân']
  return {
    ...head,
    title: 'PHIẾU TRÌNH',
    about: `Phê duyệt nội dung phát sóng ${request.editionTitle}`,
    to: asked,
    body: [
      paragraph(
        `${head.issuer.name} kính trình lãnh đạo xem xét, phê duyệt nội dung chương trình “${programmeName}”, kỳ phát nêu trên, gồm ${request.itemCount} tiết mục, đọc khoảng ${lengthInWords(request.estimatedMs)}.`,
      ),
      ...(request.note === undefined ? [] : [paragraph(request.note)]),
      itemsTable(request),
      paragraph(
        `Bản kịch bản số ${request.revisionNumber}, trình lúc ${facts.submittedTime} ngày ${vietnameseDate(facts.submittedOn)}. Mã đối chiếu: ${hashWords(request.textHash)}.`,
      ),
      paragraph('Chỉ bản mang đúng mã đối chiếu này được thu, dựng và phát sóng; sửa sau khi duyệt thì trình lại.'),
      { kind: 'heading', text: 'Ý kiến của lãnh đạo', level: 2 },
      paragraph('☐ Phê duyệt toàn bộ          ☐ Trả lại chỉnh sửa các tiết mục số: ……………………'),
      { kind: 'paragraph', text: `${DOTS}\n${DOTS}`, align: 'left' },
      { kind: 'heading', text: 'Nội dung trình', level: 2 },
      ...request.items.flatMap((item): Block[] => [
        { kind: 'heading', text: `${item.number}. ${item.title}`, level: 3 },
        ...item.text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(paragraph),
      ]),
    ],
    recipients: ['Như trên;', `Lưu: ${head.issuer.name}.`],
    signer: {
      title: request.leaders.length === 1 ? officeOf(asked[0] ?? '', request) : 'LÃNH ĐẠO PHÊ DUYỆT',
      ...(request.leaders.length === 1 && nameOf(request)),
    },
    secondSigner: { title: 'NGƯỜI TRÌNH', name: request.submitted.by },
  }
}

/** The file name that a browser offers for it. */
export function submissionFileName({ editionTitle, revisionNumber }: ApprovalRequest): string {
  return `Phiếu trình ${editionTitle}, bản ${revisionNumber}.docx`.replaceAll('/', '-')
}

/** The beginning of a hash as people compare it: “3F2A 9C01 77DE”. */
export function hashWords(sha256: string): string {
  return (sha256.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join(' ')
}

/** The time of day of an instant, as papers write it: “08 giờ 15”. */
export function hourWords(instant: number, zone: string): string {
  const [hour, minute] = timeAt(instant, zone).split(':')
  return `${hour} giờ ${minute}`
}

function itemsTable({ items }: ApprovalRequest): Block {
  const isRevised = items.some(({ change }) => change !== 'new')
  return {
    kind: 'table',
    columns: [
      { title: 'TT', widthPercent: 7, align: 'center' },
      { title: 'Tiết mục', widthPercent: isRevised ? 38 : 50 },
      { title: 'Đơn vị gửi', widthPercent: isRevised ? 22 : 25 },
      { title: 'Thời lượng', widthPercent: isRevised ? 15 : 18, align: 'center' },
      ...(isRevised ? [{ title: 'So với bản đã duyệt', widthPercent: 18 }] : []),
    ],
    rows: items.map((item) => [
      String(item.number),
      item.title,
      item.unitName ?? '',
      lengthInWords(item.estimatedMs),
      ...(isRevised ? [CHANGES[item.change]] : []),
    ]),
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}

function officeOf(words: string, { leaders }: ApprovalRequest): string {
  return (leaders[0]?.title ?? words).toLocaleUpperCase('vi')
}

function nameOf({ leaders }: ApprovalRequest): { name?: string } {
  const name = leaders[0]?.name
  return name === undefined ? {} : { name }
}

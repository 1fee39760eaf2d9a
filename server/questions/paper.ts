import { vietnameseDate } from '../../schedules/index.ts'
import type { Letterhead, Question, QuestionDispatch } from '../contract/index.ts'
import { headOf, signerOf } from '../office/index.ts'
import type { Paper } from '../papers/index.ts'
import { publicName } from './rules.ts'

/** What of a question a paper may say. */
type Told = Pick<Question, 'code' | 'text' | 'receivedOn' | 'asker' | 'consent'>

/** Whom a paper comes from: the station, under the one letterhead of its papers. */
export interface Sender {
  name: string
  letterhead: Letterhead
}

/**
 * The công văn that asks an agency to answer questions (pure): number, place and signature are left for the hand. An asker is
 * named only where that was allowed; no telephone number is in it.
 */
export function dispatchPaper(
  dispatch: Pick<QuestionDispatch, 'unitName' | 'dueOn'>,
  questions: readonly Told[],
  station: Sender,
): Paper {
  const head = headOf('cong-van', station.letterhead, { office: station.name })
  const count = questions.length
  const [only] = questions
  const asked: Paper['body'] =
    count === 1 && only
      ? [
          {
            kind: 'paragraph',
            text: `Nội dung câu hỏi (số ${only.code}, nhận ngày ${vietnameseDate(only.receivedOn)}):`,
          },
          { kind: 'paragraph', text: `“${only.text}”`, italic: true },
          ...named(only),
        ]
      : [
          {
            kind: 'table',
            columns: [
              { title: 'TT', widthPercent: 7, align: 'center' },
              { title: 'Câu hỏi', widthPercent: 53 },
              { title: 'Người hỏi', widthPercent: 24 },
              { title: 'Ngày nhận', widthPercent: 16, align: 'center' },
            ],
            rows: questions.map((question, place) => [
              String(place + 1),
              question.text,
              publicName(question) ?? 'Không nêu tên',
              vietnameseDate(question.receivedOn),
            ]),
          },
        ]
  return {
    ...head,
    about: `đề nghị trả lời ${count === 1 ? 'câu hỏi' : `${count} câu hỏi`} của Nhân dân`,
    to: [dispatch.unitName],
    body: [
      {
        kind: 'paragraph',
        text: `${head.issuer.name} thực hiện chuyên mục “Dân hỏi – Chính quyền trả lời” trên sóng truyền thanh và đã tiếp nhận ${count === 1 ? 'câu hỏi' : `${count} câu hỏi`} thuộc lĩnh vực ${dispatch.unitName} phụ trách.`,
      },
      ...asked,
      {
        kind: 'paragraph',
        text: `Đề nghị ${dispatch.unitName} xem xét, trả lời bằng văn bản, gửi về ${head.issuer.name} chậm nhất ngày ${vietnameseDate(dispatch.dueOn)} để biên tập, trình duyệt và phát sóng.`,
      },
      { kind: 'paragraph', text: `Trân trọng đề nghị ${dispatch.unitName} quan tâm phối hợp.` },
    ],
    recipients: ['Như trên', 'Lưu: VT'],
    signer: signerOf(station.letterhead, 'THỦ TRƯỞNG ĐƠN VỊ'),
  }
}

function named(question: Told): Paper['body'] {
  const name = publicName(question)
  return name === undefined ? [] : [{ kind: 'paragraph', text: `Người hỏi: ${name}.` }]
}

/** The answer note (pure): what the asker is told, word for word, as a letter to the asker. */
export function notePaper(
  question: Pick<Question, 'code' | 'asker' | 'receivedOn'>,
  note: string,
  station: Sender,
): Paper {
  const head = headOf('cong-van', station.letterhead, { office: station.name })
  const { asker, code, receivedOn } = question
  // A line that ends before the margin would be spread over it: each line is a paragraph.
  const lines = note.split(/\n+/)
  const to =
    asker.isAnonymous || !asker.name
      ? 'Người gửi câu hỏi'
      : `Ông/bà ${[asker.name, asker.address].filter(Boolean).join(', ')}`
  const body = note.startsWith('Kính gửi') ? lines.slice(1) : lines
  return {
    ...head,
    about: `trả lời câu hỏi số ${code} ngày ${vietnameseDate(receivedOn)}`,
    to: [to],
    body: body.map((text) => ({ kind: 'paragraph', text })),
    recipients: ['Như trên', 'Lưu: VT'],
    signer: signerOf(station.letterhead, 'THỦ TRƯỞNG ĐƠN VỊ'),
  }
}

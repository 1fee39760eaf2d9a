import type { QuestionSummary, QuestionsAsked } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'
import { publicName } from './rules.ts'
import { CONSENT_WORDS, STATE_WORDS, VIA_WORDS } from './words.ts'

/** What of the register is wanted, in the order wanted (pure). Words are found with or without marks. */
export function matching(questions: readonly QuestionSummary[], asked: QuestionsAsked): QuestionSummary[] {
  const words = fold(asked.words ?? '').trim()
  const unit = fold(asked.unit ?? '').trim()
  const found = questions.filter(
    (question) =>
      (words === '' || fold(searchable(question)).includes(words)) &&
      (unit === '' || fold(question.dispatch?.unitName ?? '').includes(unit)) &&
      (asked.state === undefined || isIn(question, asked.state)) &&
      (asked.from === undefined || question.receivedOn >= asked.from) &&
      (asked.to === undefined || question.receivedOn <= asked.to),
  )
  return inOrder(found, asked.order ?? 'received')
}

function isIn(question: QuestionSummary, state: NonNullable<QuestionsAsked['state']>): boolean {
  return state === 'overdue' ? question.isOverdue : question.state === state
}

function searchable({ code, text, topic, asker, dispatch, answerer }: QuestionSummary): string {
  return [code, text, topic, asker.name, asker.address, dispatch?.unitName, answerer].filter(Boolean).join('\n')
}

function inOrder(questions: QuestionSummary[], order: NonNullable<QuestionsAsked['order']>): QuestionSummary[] {
  const LAST = '\uffff'
  const due = ({ state, dispatch }: QuestionSummary) => (state === 'sent' && dispatch ? dispatch.dueOn : '9999')
  if (order === 'due') return questions.toSorted((a, b) => due(a).localeCompare(due(b)))
  if (order === 'unit') {
    const unit = ({ dispatch }: QuestionSummary) => dispatch?.unitName ?? LAST
    return questions.toSorted((a, b) => compareVietnamese(unit(a), unit(b)))
  }
  if (order === 'asker') {
    const asker = (one: QuestionSummary) => one.asker.name ?? LAST
    return questions.toSorted((a, b) => compareVietnamese(asker(a), asker(b)))
  }
  return questions.toSorted(
    (a, b) => b.receivedOn.localeCompare(a.receivedOn) || b.code.localeCompare(a.code, 'vi', { numeric: true }),
  )
}

/**
 * The register as a sheet (pure). It leaves the house: an asker is named only where that was allowed, and no telephone number
 * is in it.
 */
export function questionsTab(questions: readonly QuestionSummary[]): Tab {
  return {
    name: 'Dân hỏi – Chính quyền trả lời',
    columns: [
      { title: 'Số', width: 10, kind: 'text' },
      { title: 'Ngày nhận', width: 12, kind: 'date' },
      { title: 'Nhận qua', width: 18, kind: 'text' },
      { title: 'Câu hỏi', width: 60, kind: 'text' },
      { title: 'Chủ đề', width: 22, kind: 'text' },
      { title: 'Người hỏi', width: 28, kind: 'text' },
      { title: 'Ý kiến về nêu tên', width: 24, kind: 'text' },
      { title: 'Cơ quan trả lời', width: 34, kind: 'text' },
      { title: 'Ngày gửi', width: 12, kind: 'date' },
      { title: 'Hạn trả lời', width: 12, kind: 'date' },
      { title: 'Ngày trả lời', width: 12, kind: 'date' },
      { title: 'Tình trạng', width: 24, kind: 'text' },
      { title: 'Kỳ phát', width: 44, kind: 'text' },
      { title: 'Ngày phát', width: 12, kind: 'date' },
      { title: 'Ngày báo người hỏi', width: 16, kind: 'date' },
    ],
    rows: questions.map((one) => [
      one.code,
      one.receivedOn,
      VIA_WORDS[one.via],
      one.text,
      one.topic,
      publicName(one) ?? 'Không nêu tên',
      one.consent ? CONSENT_WORDS[one.consent.consent] : 'Chưa hỏi ý',
      one.answerer ?? one.dispatch?.unitName,
      one.dispatch?.sentOn,
      one.dispatch?.dueOn,
      one.answeredOn,
      one.isOverdue ? 'Quá hạn trả lời' : STATE_WORDS[one.state],
      one.placements.map(({ editionTitle }) => editionTitle).join('; '),
      one.airedOn,
      one.toldOn,
    ]),
  }
}

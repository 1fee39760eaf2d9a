import type { Question } from '../../../../server/contract/index.ts'

/** What is done to a question in a dialog of its page. */
export type QuestionDialog = 'correct' | 'consent' | 'send' | 'extend' | 'answer' | 'edit' | 'place' | 'tell' | 'close'

/** The one obvious next step of a question: a dialog of its page, or the script that waits for approval. */
export type NextStep = { words: string } & ({ dialog: QuestionDialog } | { editionId: string })

/** The next step of a question; undefined when it is somebody else's turn, or nothing is left to do. */
export function nextStepOf(question: Pick<Question, 'state' | 'placements'>): NextStep | undefined {
  switch (question.state) {
    case 'received':
      return { dialog: 'send', words: 'Gửi cơ quan trả lời' }
    case 'sent':
      return { dialog: 'answer', words: 'Ghi trả lời' }
    case 'answered':
      return { dialog: 'edit', words: 'Biên tập lời phát' }
    case 'edited': {
      const placement = question.placements.findLast(({ isInScript }) => isInScript)
      return placement
        ? { editionId: placement.editionId, words: 'Mở kịch bản để trình duyệt' }
        : { dialog: 'place', words: 'Đưa vào kịch bản' }
    }
    case 'aired':
      return { dialog: 'tell', words: 'Báo người hỏi' }
    case 'approved':
    case 'told':
    case 'closed':
      return undefined
  }
}

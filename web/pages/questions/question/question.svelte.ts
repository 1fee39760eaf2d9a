import type { Question } from '../../../../server/contract/index.ts'
import { registersApi } from '../../../api-registers.ts'
import { Action, Remote } from '../../../remote.svelte.ts'

export type QuestionDialog = 'correct' | 'consent' | 'send' | 'extend' | 'answer' | 'edit' | 'place' | 'tell' | 'close'

/** One question, and the one dialog that is open over it. */
export class QuestionState {
  readonly remote: Remote<Question>
  readonly acting = new Action()
  dialog = $state<QuestionDialog>()

  constructor(id: string) {
    this.remote = new Remote(() => registersApi.question(id))
  }

  /** Does what a dialog asked for and shows what came of it; the dialog closes when it went well. */
  async act(what: () => Promise<Question>): Promise<boolean> {
    const done = await this.acting.run(async () => this.remote.show(await what()))
    if (done) this.dialog = undefined
    return done
  }

  open(dialog: QuestionDialog): void {
    this.acting.clear()
    this.dialog = dialog
  }

  close(): void {
    this.dialog = undefined
  }
}

/** The one obvious next step of a question: a dialog of its page, or the script that waits for approval. */
export type NextStep = { words: string } & ({ dialog: QuestionDialog } | { editionId: string })

/** The next step of a question; undefined when it is somebody else's turn, or nothing is left to do. */
export function nextStepOf(question: Question): NextStep | undefined {
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

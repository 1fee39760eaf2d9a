import type { Question } from '../../../../server/contract/index.ts'
import { registersApi } from '../../../api-registers.ts'
import { Action, Remote } from '../../../remote.svelte.ts'
import type { QuestionDialog } from './next-step.ts'

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

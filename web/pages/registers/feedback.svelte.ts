import type { Feedback, FeedbackAsked } from '../../../server/contract/index.ts'
import { registersApi } from '../../api-registers.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** The register of what listeners say, as it is looked through, and the dialog over it. */
export class FeedbackState {
  words = $state('')
  kind = $state<NonNullable<FeedbackAsked['kind']> | ''>('')
  state = $state<NonNullable<FeedbackAsked['state']> | ''>('')
  order = $state<NonNullable<FeedbackAsked['order']>>('received')
  readonly list = new Remote(() => registersApi.feedback(this.asked))
  readonly acting = new Action()
  writing = $state.raw<Feedback | 'new'>()
  handing = $state.raw<Feedback>()
  ending = $state.raw<Feedback>()

  get asked(): FeedbackAsked {
    return {
      order: this.order,
      ...(this.words.trim() !== '' && { words: this.words.trim() }),
      ...(this.kind !== '' && { kind: this.kind }),
      ...(this.state !== '' && { state: this.state }),
    }
  }

  get isNarrowed(): boolean {
    return this.words.trim() !== '' || this.kind !== '' || this.state !== ''
  }

  widen(): void {
    this.words = ''
    this.kind = ''
    this.state = ''
  }

  /** Does what a dialog asked for and shows the register anew; true when it went well. */
  act(what: () => Promise<unknown>): Promise<boolean> {
    return this.acting.run(async () => {
      await what()
      await this.list.load()
    })
  }
}

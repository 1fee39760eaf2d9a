import type { QuestionSummary, QuestionsAsked } from '../../../server/contract/index.ts'
import { registersApi } from '../../api-registers.ts'
import { Remote } from '../../remote.svelte.ts'
import { maySend } from './owing.ts'

/** The register of questions as it is looked through: what is asked for, and which rows are ticked. */
export class QuestionsState {
  words = $state('')
  state = $state<NonNullable<QuestionsAsked['state']> | ''>('')
  order = $state<NonNullable<QuestionsAsked['order']>>('received')
  from = $state<string>()
  to = $state<string>()
  readonly #ticked = $state<Record<string, boolean>>({})
  readonly list = new Remote(() => registersApi.questions(this.asked))

  get asked(): QuestionsAsked {
    return {
      order: this.order,
      ...(this.words.trim() !== '' && { words: this.words.trim() }),
      ...(this.state !== '' && { state: this.state }),
      ...(this.from !== undefined && { from: this.from }),
      ...(this.to !== undefined && { to: this.to }),
    }
  }

  /** Whether anything narrows the list: then an empty one does not mean an empty register. */
  get isNarrowed(): boolean {
    const { order: _, ...narrowing } = this.asked
    return Object.keys(narrowing).length > 0
  }

  /** Shows the whole register again. */
  widen(): void {
    this.words = ''
    this.state = ''
    this.from = undefined
    this.to = undefined
  }

  isTicked(id: string): boolean {
    return this.#ticked[id] === true
  }

  tick(id: string, isTicked: boolean): void {
    this.#ticked[id] = isTicked
  }

  untickAll(): void {
    for (const id of Object.keys(this.#ticked)) this.#ticked[id] = false
  }

  /** The ticked ones that may be sent: nobody has answered them. */
  get toSend(): QuestionSummary[] {
    return (this.list.value ?? []).filter((question) => this.isTicked(question.id) && maySend(question))
  }
}

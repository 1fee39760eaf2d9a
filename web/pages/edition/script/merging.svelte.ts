import type { DraftedItem, MergedItem, ScriptMerge } from '../../../../server/contract/index.ts'
import { type Choice, chosenOf } from './merge-choice.ts'

/** My text and the newest revision on the table: what merged by itself, and what a person chooses. */
export class Merging {
  readonly merge: ScriptMerge
  #choices = $state<Record<string, Choice>>({})

  constructor(merge: ScriptMerge) {
    this.merge = merge
  }

  get conflicts(): MergedItem[] {
    return this.merge.items.filter(({ outcome }) => outcome === 'conflict')
  }

  /** What is left to choose. */
  get undecided(): number {
    return this.conflicts.filter(({ key }) => this.#choices[key] === undefined).length
  }

  /** Items that took something from the other person without a question. */
  get taken(): MergedItem[] {
    return this.merge.items.filter(({ outcome }) => outcome === 'theirs' || outcome === 'joined')
  }

  choiceOf(key: string): Choice | undefined {
    return this.#choices[key]
  }

  choose(key: string, choice: Choice): void {
    this.#choices[key] = choice
  }

  /** The merged script; a conflict that nobody has decided stays as mine. */
  get items(): DraftedItem[] {
    return this.merge.items.flatMap((item) => chosenOf(item, this.#choices[item.key] ?? 'mine'))
  }
}

import type { ItemRemark } from '../../../../server/contract/index.ts'
import { reviewApi } from '../../../api-review.ts'
import { Action, Remote } from '../../../remote.svelte.ts'

/** What was said of the items of one edition. */
export class RemarksDesk {
  readonly #editionId: string
  readonly remote: Remote<ItemRemark[]>
  readonly acting = new Action()

  constructor(editionId: string) {
    this.#editionId = editionId
    this.remote = new Remote(() => reviewApi.remarks(editionId))
  }

  readonly load = (): Promise<void> => this.remote.load()

  /** What is open first, each as it was said. */
  of(itemId: string | undefined): ItemRemark[] {
    const mine = (this.remote.value ?? []).filter((remark) => remark.itemId === itemId)
    return [...mine.filter(({ done }) => !done), ...mine.filter(({ done }) => done)]
  }

  /** How many are open in all. */
  get open(): number {
    return (this.remote.value ?? []).filter(({ done }) => !done).length
  }

  /** True when it was noted. */
  add(itemId: string, text: string): Promise<boolean> {
    return this.acting.run(async () => this.remote.show(await reviewApi.remark(this.#editionId, itemId, text)))
  }

  setDone(remarkId: string, isDone: boolean): Promise<boolean> {
    return this.acting.run(async () => this.remote.show(await reviewApi.setRemarkDone(remarkId, isDone)))
  }
}

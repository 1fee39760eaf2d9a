import type { Account, ReadAssignment, ReadAssignments } from '../../../../server/contract/index.ts'
import { studioApi } from '../../../api-studio.ts'
import { Action, Remote } from '../../../remote.svelte.ts'

/** Whose reads an edition's items are, who could read them, and the ones that are being assigned. */
export class AssignmentsState {
  readonly editionId: string
  readonly remote: Remote<ReadAssignments>
  readonly people = new Remote<Account[]>(() => studioApi.accounts())
  readonly assigning = new Action()
  #asked = $state.raw<ReadAssignment[]>([])

  constructor(editionId: string) {
    this.editionId = editionId
    this.remote = new Remote(() => studioApi.assignments(editionId))
  }

  async load(): Promise<void> {
    await Promise.all([this.remote.load(), this.people.load()])
  }

  of(itemId: string): ReadAssignment | undefined {
    return this.remote.value?.items.find((item) => item.itemId === itemId)
  }

  /** Reads are assigned once the words are approved. */
  get mayAssign(): boolean {
    return this.remote.value?.isApproved === true
  }

  /** Items that nobody has read yet: the ones that “Giao tất cả” is about. */
  get unread(): ReadAssignment[] {
    return (this.remote.value?.items ?? []).filter(({ state }) => state !== 'read')
  }

  /** The items whose reader is being chosen; empty: none. */
  get asked(): ReadAssignment[] {
    return this.#asked
  }

  ask(items: ReadAssignment[]): void {
    this.assigning.clear()
    this.#asked = items
  }

  close(): void {
    this.#asked = []
  }

  /**
   * Assigns what was asked about, or takes it back when there is no reader. `isPastMeant` says that a day that is over is meant.
   * True when the station knows.
   */
  async assign(readerId: string | null, dueOn: string, isPastMeant: boolean): Promise<boolean> {
    const itemIds = this.#asked.map(({ itemId }) => itemId)
    const isDone = await this.assigning.run(async () => {
      const asked = { itemIds, readerId, ...(readerId !== null && { dueOn, isPastMeant }) }
      this.remote.show(await studioApi.assign(this.editionId, asked))
    })
    if (isDone) this.close()
    return isDone
  }
}

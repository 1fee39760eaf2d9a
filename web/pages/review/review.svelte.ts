import type {
  BroughtIn,
  Review,
  ReviewDecision,
  ReviewItem,
  ReviewMinutesWritten,
} from '../../../server/contract/index.ts'
import { reviewApi } from '../../api-review.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** The table of one meeting, and what a person does there. */
export class ReviewDesk {
  readonly programmeId: string
  readonly period: string
  readonly remote: Remote<Review>
  readonly deciding = new Action()
  readonly ordering = new Action()
  readonly bringing = new Action()
  readonly saving = new Action()
  /** The item that a decision is being noted of. */
  #busyId = $state<string>()
  /** The chosen ones as they were just put, until the station has answered. */
  #order = $state.raw<readonly string[]>()

  constructor(programmeId: string, period: string) {
    this.programmeId = programmeId
    this.period = period
    this.remote = new Remote(() => reviewApi.review(programmeId, period))
  }

  readonly load = (): Promise<void> => this.remote.load()

  get busyId(): string | undefined {
    return this.#busyId
  }

  get undecided(): ReviewItem[] {
    return this.#those(undefined)
  }

  get chosen(): ReviewItem[] {
    const chosen = this.#those('chosen')
    const order = this.#order
    if (!order) return chosen
    return chosen.toSorted((a, b) => order.indexOf(a.placementId) - order.indexOf(b.placementId))
  }

  get held(): ReviewItem[] {
    return this.#those('held')
  }

  get refused(): ReviewItem[] {
    return this.#those('refused')
  }

  /** Notes a decision; null takes it back. True when it was noted. */
  async decide(item: ReviewItem, decision: ReviewDecision | null, reason?: string): Promise<boolean> {
    this.#busyId = item.placementId
    const isNoted = await this.deciding.run(async () => {
      const given = { programmeId: this.programmeId, period: this.period, decision, ...(reason ? { reason } : {}) }
      this.remote.show(await reviewApi.decide(item.placementId, given))
    })
    this.#busyId = undefined
    return isNoted
  }

  /** Moves one of the chosen to another place among them; quick moves are sent one after another, the last one counts. */
  async move(from: number, to: number): Promise<void> {
    const order = this.chosen.map(({ placementId }) => placementId)
    order.splice(to, 0, ...order.splice(from, 1))
    this.#order = order
    if (this.ordering.isRunning) return
    let sent: readonly string[] | undefined
    while (this.#order && this.#order !== sent) {
      sent = this.#order
      const asked = sent
      const isKept = await this.ordering.run(async () =>
        this.remote.show(await reviewApi.order(this.programmeId, this.period, asked)),
      )
      if (!isKept) break
    }
    this.#order = undefined
  }

  /** Puts the chosen into the script; resolves to what it made. */
  async bringIn(): Promise<BroughtIn | undefined> {
    let made: BroughtIn | undefined
    await this.bringing.run(async () => {
      made = await reviewApi.bringIn(this.programmeId, this.period)
      await this.load()
    })
    return made
  }

  saveMinutes(written: ReviewMinutesWritten): Promise<boolean> {
    return this.saving.run(async () =>
      this.remote.show(await reviewApi.saveMinutes(this.programmeId, this.period, written)),
    )
  }

  #those(decision: ReviewDecision | undefined): ReviewItem[] {
    return (this.remote.value?.items ?? []).filter((item) => item.decision === decision)
  }
}

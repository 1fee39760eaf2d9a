import { SvelteSet } from 'svelte/reactivity'
import type { Proposal, Proposals } from '../../../../server/contract/index.ts'
import { api } from '../../../api.ts'
import { Action, Remote } from '../../../remote.svelte.ts'
import type { EditionState } from '../edition.svelte.ts'

/** What to know of a time of day before choosing it; the same words as the proposals have. `HH:MM`. */
export function timeWarning(time: string): string | undefined {
  if (time < '05:00') return 'Trước 5 giờ sáng: người dân có thể phàn nàn'
  if (time >= '21:00') return 'Sau 21 giờ: người dân có thể phàn nàn'
  return undefined
}

const slotKey = (date: string, time: string) => `${date} ${time}`

/** Which proposed dates and times are ticked, and the ones that a person added. */
export class SlotChoosing {
  readonly #edition: EditionState
  readonly remote: Remote<Proposals>
  readonly confirming = new Action()
  readonly #unticked = new SvelteSet<string>()
  #added = $state<Proposal[]>([])
  reason = $state('')
  /** The person means it although another programme's rule names the same time. */
  acceptsRuleClash = $state(false)

  constructor(edition: EditionState) {
    this.#edition = edition
    this.remote = new Remote(() => api.proposals(edition.id))
  }

  /** Proposals and additions, in the order of the calendar. */
  get offered(): Proposal[] {
    return [...(this.remote.value?.proposals ?? []), ...this.#added].toSorted((a, b) => a.date.localeCompare(b.date))
  }

  isTicked(date: string, time: string): boolean {
    return !this.#unticked.has(slotKey(date, time))
  }

  tick(date: string, time: string, isTicked: boolean): void {
    if (isTicked) this.#unticked.delete(slotKey(date, time))
    else this.#unticked.add(slotKey(date, time))
  }

  add(date: string, time: string): void {
    const known = this.offered.some((offer) => offer.date === date && offer.times.includes(time))
    if (known) this.tick(date, time, true)
    else
      this.#added.push({
        date,
        times: [time],
        warnings: [timeWarning(time), this.#holidayOn(date)].filter((warning) => warning !== undefined),
      })
  }

  get chosen(): { date: string; time: string }[] {
    return this.offered.flatMap(({ date, times }) =>
      times.filter((time) => this.isTicked(date, time)).map((time) => ({ date, time })),
    )
  }

  isOutside(date: string): boolean {
    const windows = this.remote.value?.windows
    return windows !== undefined && !windows.some(({ from, to }) => from <= date && date <= to)
  }

  /** What to know of a date before choosing it, after its name in a list. */
  mark(date: string): string | undefined {
    const marks = [this.isOutside(date) ? 'ngoài khung ngày' : undefined, this.#nameOfHoliday(date)]
    return marks.filter((mark) => mark !== undefined).join(', ') || undefined
  }

  #holidayOn(date: string): string | undefined {
    const name = this.#nameOfHoliday(date)
    return name && `Rơi vào ngày nghỉ: ${name}`
  }

  #nameOfHoliday(date: string): string | undefined {
    return this.remote.value?.holidays.find((holiday) => holiday.date === date)?.name
  }

  /** A reason must be given before these may be confirmed. */
  get needsReason(): boolean {
    return this.chosen.some(({ date }) => this.isOutside(date))
  }

  async confirm(): Promise<void> {
    const reason = this.reason.trim()
    await this.confirming.run(async () => {
      await api.confirmAirings(this.#edition.id, {
        slots: this.chosen,
        ...(this.needsReason && reason ? { outsideWindowReason: reason } : {}),
        ...(this.acceptsRuleClash && { acceptsRuleClash: true }),
      })
      this.acceptsRuleClash = false
      this.#added = []
      this.reason = ''
      await Promise.all([this.#edition.load(), this.remote.load()])
    })
  }
}

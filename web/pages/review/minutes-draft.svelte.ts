import type { Review, ReviewAttendee, ReviewMinutesWritten } from '../../../server/contract/index.ts'
import { reviewApi } from '../../api-review.ts'
import { forgetMinutes, joinMinutes, keepMinutes, keptMinutes } from './minutes.ts'
import type { ReviewDesk } from './review.svelte.ts'

/** Somebody who sat at the meeting, while it is written down. */
export class AttendeeDraft {
  /** Stays while others are added and taken away. */
  readonly key: number
  name = $state('')
  office = $state('')
  role = $state<ReviewAttendee['role']>('member')
  said = $state('')

  constructor(key: number, from?: ReviewAttendee) {
    this.key = key
    if (!from) return
    this.name = from.name
    this.office = from.office
    this.role = from.role
    this.said = from.said
  }

  get written(): ReviewAttendee {
    const { name, office, role, said } = this
    return { name, office, role, said }
  }
}

/** The minutes of one meeting while they are written: begun from those saved, else from who sat there last time. */
export class MinutesDraft {
  readonly #desk: ReviewDesk
  #base = $state.raw<ReviewMinutesWritten>()
  #baseId = $state<string>()
  #attendees = $state<AttendeeDraft[]>([])
  #isRestored = $state(false)
  #keys = 0
  heldOn = $state('')
  from = $state<string | undefined>()
  until = $state<string | undefined>()
  place = $state('')
  issuer = $state('')
  issuerAbove = $state('')
  conclusion = $state('')

  constructor(desk: ReviewDesk, review: Review) {
    this.#desk = desk
    this.#begin(review)
    const kept = keptMinutes(localStorage, desk.programmeId, desk.period)
    if (!kept) return
    this.#show(kept)
    // What was begun from older minutes is refused when it is saved, and joined then.
    this.#baseId = kept.baseId
    this.#isRestored = this.isChanged
  }

  get attendees(): AttendeeDraft[] {
    return this.#attendees
  }

  /** What an earlier visit left was taken back. */
  get isRestored(): boolean {
    return this.#isRestored
  }

  get written(): ReviewMinutesWritten {
    const { heldOn, place, issuer, issuerAbove, conclusion } = this
    return {
      heldOn,
      from: this.from ?? '',
      place,
      issuer,
      issuerAbove,
      conclusion,
      attendees: this.#attendees.map((one) => one.written),
      ...(this.until !== undefined && { until: this.until }),
    }
  }

  get isChanged(): boolean {
    return JSON.stringify(this.written) !== JSON.stringify(this.#base)
  }

  /** Why it may not be saved yet. */
  get problem(): string | undefined {
    if (this.from === undefined) return 'Ghi giờ bắt đầu.'
    if (this.issuer.trim() === '') return 'Ghi cơ quan ra biên bản.'
    return undefined
  }

  addAttendee(): void {
    this.#attendees.push(this.#seat())
  }

  removeAttendee(attendee: AttendeeDraft): void {
    this.#attendees = this.#attendees.filter(({ key }) => key !== attendee.key)
  }

  /** Keeps what is typed in this browser. */
  keep(): void {
    const { programmeId, period } = this.#desk
    if (!this.isChanged) return
    keepMinutes(localStorage, programmeId, period, { ...this.written, ...this.#follows() })
  }

  async save(): Promise<void> {
    if (this.problem !== undefined || !(await this.#desk.saveMinutes({ ...this.written, ...this.#follows() }))) return
    this.#forget()
    const review = this.#desk.remote.value
    if (review) this.#begin(review)
  }

  /** Puts what another saved meanwhile and what is typed here together, to be looked at and saved. */
  async joinOther(): Promise<void> {
    const review = await reviewApi.review(this.#desk.programmeId, this.#desk.period)
    if (!review.minutes) return
    const { id, saved: _, ...theirs } = review.minutes
    const joined = joinMinutes(this.#base, this.written, theirs)
    this.#desk.saving.clear()
    this.#begin(review)
    this.#show(joined)
    this.#baseId = id
  }

  /** Gives up what an earlier visit left. */
  startOver(): void {
    this.#forget()
    const review = this.#desk.remote.value
    if (review) this.#begin(review)
  }

  #follows(): { baseId?: string } {
    return this.#baseId === undefined ? {} : { baseId: this.#baseId }
  }

  #begin(review: Review): void {
    this.#show(review.minutes ?? review.proposed)
    this.#baseId = review.minutes?.id
    this.#base = this.written
    this.#isRestored = false
  }

  #show(written: ReviewMinutesWritten): void {
    this.heldOn = written.heldOn
    this.from = written.from
    this.until = written.until
    this.place = written.place
    this.issuer = written.issuer
    this.issuerAbove = written.issuerAbove
    this.conclusion = written.conclusion
    this.#attendees = written.attendees.map((one) => this.#seat(one))
  }

  #seat(from?: ReviewAttendee): AttendeeDraft {
    this.#keys += 1
    return new AttendeeDraft(this.#keys, from)
  }

  #forget(): void {
    forgetMinutes(localStorage, this.#desk.programmeId, this.#desk.period)
    this.#isRestored = false
  }
}

import type { UnitReceipt, UrgingSheet, UrgingWay } from '../../../server/contract/index.ts'
import { monthApi } from '../../api-month.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** Urging in one period: the words as they will be sent, and what was noted of it. */
export class UrgingState {
  readonly #programmeId: string
  readonly #period: string
  readonly sheet: Remote<UrgingSheet>
  readonly noting = new Action()
  /** The day by which an answer is asked for; undefined: the obvious one. */
  answerBy = $state<string>()
  /** The words, as they may have been changed for this once. */
  text = $state('')
  /** The text that the station wrote: what is typed over it is not lost when the sheet comes anew. */
  #shipped = $state('')

  constructor(programmeId: string, period: string) {
    this.#programmeId = programmeId
    this.#period = period
    this.sheet = new Remote(async () => {
      const sheet = await monthApi.urging(programmeId, period, this.answerBy)
      this.#take(sheet)
      return sheet
    })
  }

  get missing(): UnitReceipt[] {
    return (this.sheet.value?.receipts ?? []).filter(({ itemsMissing }) => itemsMissing > 0)
  }

  /** Whether the words are other than the template gives. */
  get isChanged(): boolean {
    return this.text !== this.#shipped
  }

  /** Takes the words of the template again. */
  restore(): void {
    this.text = this.#shipped
  }

  async askBy(answerBy: string): Promise<void> {
    this.answerBy = answerBy
    await this.sheet.load()
  }

  /** Notes that the units were urged this way. True when it was noted. */
  note(how: UrgingWay, said?: string): Promise<boolean> {
    return this.noting.run(async () => {
      const answerBy = this.sheet.value?.answerBy
      if (answerBy === undefined) return
      const text = how === 'zalo' ? this.text : said
      const sheet = await monthApi.addUrging(this.#programmeId, this.#period, {
        how,
        answerBy,
        ...(text && { text }),
      })
      this.sheet.show(sheet)
      this.#take(sheet)
    })
  }

  #take(sheet: UrgingSheet): void {
    if (!this.isChanged) this.text = sheet.text
    this.#shipped = sheet.text
    this.answerBy = sheet.answerBy
  }
}

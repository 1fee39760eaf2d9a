import type { EditionSummary } from '../../../server/contract/index.ts'
import { programmesApi } from '../../api-programmes.ts'
import { compareVietnamese, fold } from '../../vietnamese.ts'

/** What narrows and orders the list of editions; the sheet is asked for the same. */
export class EditionsList {
  words = $state('')
  programmeId = $state('')
  state = $state<'' | 'open' | 'done'>('')
  order = $state<'newest' | 'programme'>('newest')

  shown(all: readonly EditionSummary[]): EditionSummary[] {
    const words = fold(this.words).trim()
    const found = all.filter(
      ({ programmeId, title, nextStep }) =>
        (this.programmeId === '' || programmeId === this.programmeId) &&
        (this.state === '' || (this.state === 'open') === (nextStep !== undefined)) &&
        (words === '' || fold(`${title} ${nextStep?.label ?? ''}`).includes(words)),
    )
    return this.order === 'programme'
      ? found.toSorted((a, b) => compareVietnamese(a.programmeName, b.programmeName))
      : found
  }

  /** Where the list is to be had as an Excel file, as it is shown. */
  get sheet(): string {
    const { words, programmeId, state, order } = this
    const asked = Object.entries({ words: words.trim(), programmeId, state, order }).filter(([, value]) => value !== '')
    return `${programmesApi.editionsSheet}?${new URLSearchParams(asked)}`
  }

  clear(): void {
    this.words = ''
    this.programmeId = ''
    this.state = ''
  }
}

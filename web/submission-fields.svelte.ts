import type { Submission, SubmissionSource } from '../server/contract/index.ts'

/** What the collector writes about an item, as it stands in the fields. */
export class SubmissionFields {
  title = $state('')
  text = $state('')
  /** Empty: no unit. */
  unitId = $state('')
  author = $state('')
  year = $state('')
  award = $state('')
  source = $state<SubmissionSource>('unit')
  sourceName = $state('')
  contact = $state('')
  note = $state('')
  topics = $state<string[]>([])

  constructor(from?: Submission) {
    if (!from) return
    this.title = from.title
    this.text = from.text
    this.unitId = from.unitId ?? ''
    this.author = from.author ?? ''
    this.year = from.year === undefined ? '' : String(from.year)
    this.award = from.award ?? ''
    this.source = from.source
    this.sourceName = from.sourceName ?? ''
    this.contact = from.contact ?? ''
    this.note = from.note ?? ''
    this.topics = [...from.topics]
  }

  /** What is wrong with the year; undefined: nothing. */
  get yearProblem(): string | undefined {
    const typed = this.year.trim()
    if (typed === '') return undefined
    const year = Number(typed)
    return Number.isInteger(year) && year >= 1945 && year <= 2200 ? undefined : 'Ghi năm bằng bốn chữ số, ví dụ 2026.'
  }

  get isComplete(): boolean {
    return this.title.trim() !== '' && this.yearProblem === undefined
  }

  /** As the station takes it. */
  get written() {
    const typed = this.year.trim()
    return {
      title: this.title,
      text: this.text,
      unitId: this.unitId === '' ? null : this.unitId,
      author: this.author,
      year: typed === '' ? null : Number(typed),
      award: this.source === 'award' ? this.award : '',
      source: this.source,
      sourceName: this.source === 'unit' ? '' : this.sourceName,
      contact: this.contact,
      note: this.note,
      topics: [...this.topics],
    }
  }
}

import type { ArrivedFile, PlacementMade, Submission } from '../../../server/contract/index.ts'
import { intakeApi } from '../../api-intake.ts'
import { type BroughtFile, BroughtFiles } from '../../brought-files.svelte.ts'
import { clock } from '../../clock.ts'
import { calendarDate, instantOf } from '../../dates.ts'
import { newEntryKey } from '../../intake-words.ts'
import { Action } from '../../remote.svelte.ts'
import { SubmissionFields } from '../../submission-fields.svelte.ts'
import { timeWords } from '../../words.ts'

/** One item that the collector enters. */
export class EntryDraft {
  readonly entryKey = newEntryKey()
  readonly fields = new SubmissionFields()
  readonly brought: BroughtFiles
  /** It came before now: on this day at this hour. */
  isEarlier = $state(false)
  receivedOn = $state(calendarDate(clock.now()))
  receivedTime = $state<string | undefined>(timeWords(clock.now()))
  programmeId = $state('')
  period = $state('')

  constructor(files: BroughtFile[] = []) {
    this.brought = new BroughtFiles((arrived) => this.#read(arrived), files)
    for (const { arrived } of files) if (arrived) this.#read(arrived)
  }

  /** What stands in the way of saving; undefined: nothing. */
  get missing(): string | undefined {
    if (this.fields.title.trim() === '') return 'Ghi tên tin, bài.'
    if (this.fields.yearProblem !== undefined) return this.fields.yearProblem
    if (this.isEarlier && this.receivedTime === undefined) return 'Ghi giờ nhận bài.'
    if (this.brought.isBusy) return 'Chờ tệp lên xong.'
    if (this.fields.text.trim() === '' && this.brought.ids.length === 0) return 'Kèm tệp bài, hoặc viết nội dung.'
    return undefined
  }

  get isTouched(): boolean {
    return this.fields.title !== '' || this.fields.text !== '' || this.brought.files.length > 0
  }

  save(): Promise<Submission> {
    const placements: PlacementMade[] =
      this.programmeId === '' || this.period === '' ? [] : [{ programmeId: this.programmeId, period: this.period }]
    return intakeApi.enter({
      ...this.fields.written,
      entryKey: this.entryKey,
      fileIds: this.brought.ids,
      placements,
      ...(this.isEarlier &&
        this.receivedTime !== undefined && { receivedAt: instantOf(this.receivedOn, this.receivedTime) }),
    })
  }

  /** A document fills what is still empty. */
  #read({ fileName, title, text, kind }: ArrivedFile): void {
    if (this.fields.title.trim() === '') this.fields.title = title ?? fileName.replace(/\.[a-z0-9]{1,5}$/i, '')
    if (kind === 'document' && text !== '' && this.fields.text.trim() === '') this.fields.text = text
  }
}

/** Items that are entered one after the other: several documents dropped at once may each be one. */
export class EntryDesk {
  draft = $state.raw(new EntryDraft())
  waiting = $state.raw<EntryDraft[]>([])
  saved = $state.raw<Submission[]>([])
  readonly saving = new Action()

  /** Several documents that have come: each may be an item of its own. */
  get mayBeSeveral(): boolean {
    return this.#documents.length > 1
  }

  get #documents(): BroughtFile[] {
    return this.draft.brought.files.filter(({ arrived }) => arrived?.kind === 'document')
  }

  /** Makes an item of each document; the first one keeps everything else. */
  split(): void {
    const [first, ...others] = this.#documents
    if (!first?.arrived) return
    const { brought, fields, programmeId, period } = this.draft
    this.waiting = brought
      .take((one) => others.includes(one))
      .map((one) => {
        const draft = new EntryDraft([one])
        Object.assign(draft, { programmeId, period })
        draft.fields.unitId = fields.unitId
        return draft
      })
  }

  /** Saves the item and goes on to the next. True when all are in the register. */
  async save(): Promise<boolean> {
    const { draft } = this
    const isSaved = await this.saving.run(async () => {
      this.saved = [...this.saved, await draft.save()]
    })
    if (!isSaved) return false
    const [next, ...rest] = this.waiting
    if (!next) return true
    this.draft = next
    this.waiting = rest
    return false
  }
}

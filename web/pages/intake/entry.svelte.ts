import type { ArrivedFile, PlacementMade, Submission } from '../../../server/contract/index.ts'
import { intakeApi } from '../../api-intake.ts'
import { BroughtFile, BroughtFiles } from '../../brought-files.svelte.ts'
import { clock } from '../../clock.ts'
import { calendarDate, instantOf } from '../../dates.ts'
import { newEntryKey } from '../../intake-words.ts'
import { Action } from '../../remote.svelte.ts'
import type { Shelf } from '../../shelf.ts'
import { SubmissionFields } from '../../submission-fields.svelte.ts'
import { timeWords } from '../../words.ts'
import { forgetEntries, type KeptEntry, keepEntries, keptEntries } from './kept-entries.ts'

const SOURCES = ['unit', 'above', 'award'] as const

/** One item that the collector enters. */
export class EntryDraft {
  readonly entryKey: string
  readonly fields = new SubmissionFields()
  readonly brought: BroughtFiles
  /** It came before now: on this day at this hour. */
  isEarlier = $state(false)
  receivedOn = $state(calendarDate(clock.now()))
  receivedTime = $state<string | undefined>(timeWords(clock.now()))
  programmeId = $state('')
  period = $state('')

  constructor(files: BroughtFile[] = [], kept?: KeptEntry) {
    this.entryKey = kept?.entryKey ?? newEntryKey()
    const all = [...(kept?.files ?? []).map((file) => new BroughtFile(file)), ...files]
    this.brought = new BroughtFiles((arrived) => this.#read(arrived), all)
    if (kept) this.#restore(kept)
    for (const { arrived } of files) if (arrived) this.#read(arrived)
  }

  /** As it is kept in the browser: the words of its files stand in the text and are not kept twice. */
  get kept(): KeptEntry {
    const { title, text, unitId, author, year, award, source, sourceName, contact, note, topics } = this.fields
    return {
      entryKey: this.entryKey,
      fields: { title, text, unitId, author, year, award, source, sourceName, contact, note, topics: [...topics] },
      isEarlier: this.isEarlier,
      receivedOn: this.receivedOn,
      receivedTime: this.receivedTime ?? '',
      programmeId: this.programmeId,
      period: this.period,
      files: this.brought.files.flatMap(({ arrived }) => (arrived ? [{ ...arrived, text: '' }] : [])),
    }
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

  #restore({ fields, receivedTime, ...kept }: KeptEntry): void {
    const { source, ...words } = fields
    Object.assign(this.fields, words)
    this.fields.source = SOURCES.find((one) => one === source) ?? 'unit'
    this.isEarlier = kept.isEarlier
    this.receivedOn = kept.receivedOn
    this.receivedTime = receivedTime || undefined
    this.programmeId = kept.programmeId
    this.period = kept.period
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
  /** It was begun on an earlier visit. */
  isGoneOnWith = $state(false)
  hasNoRoom = $state(false)
  readonly #shelf: Shelf
  readonly #accountId: string
  saved = $state.raw<Submission[]>([])
  readonly saving = new Action()

  constructor(shelf: Shelf, accountId: string) {
    this.#shelf = shelf
    this.#accountId = accountId
    const [first, ...others] = keptEntries(shelf, accountId)
    if (!first) return
    this.draft = new EntryDraft([], first)
    this.waiting = others.map((one) => new EntryDraft([], one))
    this.isGoneOnWith = true
  }

  /** Everything that is kept, as one value: it changes with every key. */
  get kept(): KeptEntry[] {
    return [this.draft, ...this.waiting].filter(({ isTouched }) => isTouched).map(({ kept }) => kept)
  }

  /** Keeps what is entered in this browser until it is in the register. */
  keep(): void {
    const { kept } = this
    if (kept.length === 0) this.forget()
    else this.hasNoRoom = !keepEntries(this.#shelf, this.#accountId, kept)
  }

  forget(): void {
    forgetEntries(this.#shelf, this.#accountId)
  }

  /** Takes files that were dropped elsewhere: an item of their own, before those begun earlier. */
  bring(files: readonly File[]): void {
    if (this.isGoneOnWith) {
      this.waiting = [this.draft, ...this.waiting]
      this.draft = new EntryDraft()
      this.isGoneOnWith = false
    }
    this.draft.brought.add(files)
  }

  /** Leaves aside what was begun earlier. */
  beginAnew(): void {
    this.forget()
    this.draft = new EntryDraft()
    this.waiting = []
    this.isGoneOnWith = false
  }

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
    if (!next) {
      this.forget()
      return true
    }
    this.draft = next
    this.waiting = rest
    this.keep()
    return false
  }
}

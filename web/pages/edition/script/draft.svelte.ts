import type {
  DraftedItem,
  ImportedText,
  ItemKind,
  Revision,
  RevisionSource,
  ScriptItem,
} from '../../../../server/contract/index.ts'
import { api } from '../../../api.ts'
import { reviewApi } from '../../../api-review.ts'
import { clock } from '../../../clock.ts'
import { Action } from '../../../remote.svelte.ts'
import { countSyllables, readingMs } from '../../../words.ts'
import { Autosave } from './autosave.svelte.ts'
import { forgetDraft, keepDraft, type LeftDraft } from './kept.ts'
import { Merging } from './merging.svelte.ts'

/** The longest text of one item (the contract of scripts refuses more), UTF-16 units. */
export const TEXT_LIMIT = 200_000

/** A name that nothing else has; pages of plain HTTP have no `randomUUID`. */
const anyKey = (): string => crypto.randomUUID?.() ?? `${clock.now()}-${Math.random()}`

/** One item on the desk. */
export class DraftItem {
  /** Stays while the item moves up and down. */
  readonly key: string = anyKey()
  readonly itemId: string | undefined
  kind = $state<ItemKind>('item')
  title = $state('')
  text = $state('')
  unitName = $state('')
  #syllables = $state(0)

  constructor(from: {
    itemId?: string | undefined
    kind?: ItemKind | undefined
    title: string
    text: string
    unitName?: string | undefined
  }) {
    this.itemId = from.itemId
    this.kind = from.kind ?? 'item'
    this.title = from.title
    this.text = from.text
    this.unitName = from.unitName ?? ''
    this.count()
  }

  /** How many syllables the text had when it was last counted. */
  get syllables(): number {
    return this.#syllables
  }

  /** Counts anew. A long text takes its time, so it is for the typist's pauses. */
  count(): void {
    this.#syllables = countSyllables(this.text)
  }

  get isTooLong(): boolean {
    return this.text.length > TEXT_LIMIT
  }

  get estimatedMs(): number {
    return readingMs(this.syllables)
  }

  get isEmpty(): boolean {
    return this.title.trim() === '' && this.text.trim() === ''
  }

  isSame(item: ScriptItem | undefined): boolean {
    if (!item || item.itemId !== this.itemId) return false
    // What is typed may be composed of several signs; it is stored in NFC.
    const isSameText = item.title === this.title.normalize('NFC') && item.text === this.text.normalize('NFC')
    return isSameText && item.kind === this.kind && (item.unitName ?? '') === this.unitName
  }
}

/** A script being written: starts from a revision and becomes the next one. */
export class Draft {
  readonly editionId: string
  #base = $state.raw<Revision>()
  #items = $state<DraftItem[]>([])
  #source = $state<RevisionSource>('written')
  #warnings = $state<string[]>([])
  #merging = $state.raw<Merging>()
  /** Texts of this desk that were kept aside: what is saved at last holds them. */
  readonly #sideIds = new Set<string>()
  #hasNoRoom = $state(false)
  readonly saving = new Action()
  readonly importing = new Action()
  readonly mergeAsked = new Action()
  readonly autosave: Autosave

  /** `left`: what an earlier visit typed is gone on with. */
  constructor(editionId: string, base: Revision | undefined, left?: LeftDraft) {
    this.editionId = editionId
    this.#base = base
    const items = left?.items ?? base?.items ?? [{ title: '', text: '' }]
    this.#items = items.map((item) => new DraftItem(item))
    this.autosave = new Autosave(editionId, anyKey(), left?.follows)
  }

  get items(): DraftItem[] {
    return this.#items
  }

  get base(): Revision | undefined {
    return this.#base
  }

  /** What the import left out or changed. */
  get warnings(): string[] {
    return this.#warnings
  }

  /** Another saved meanwhile: the two texts, merged as far as they are, until a person has decided. */
  get merging(): Merging | undefined {
    return this.#merging
  }

  /** The browser's storage is full: the text lives only on screen. */
  get hasNoRoom(): boolean {
    return this.#hasNoRoom
  }

  get isEmpty(): boolean {
    return this.#items.every((item) => item.isEmpty)
  }

  get isChanged(): boolean {
    const base = this.#base?.items ?? []
    if (base.length === 0) return !this.isEmpty
    return this.#items.length !== base.length || this.#items.some((item, index) => !item.isSame(base[index]))
  }

  get estimatedMs(): number {
    return this.#items.reduce((sum, item) => sum + item.estimatedMs, 0)
  }

  /** Why it may not be saved yet. */
  get problem(): string | undefined {
    if (this.isEmpty) return 'Kịch bản còn trống.'
    const untitled = this.#items.findIndex((item) => item.title.trim() === '')
    if (untitled >= 0) return `Tiết mục ${untitled + 1} chưa có tên.`
    const tooLong = this.#items.findIndex((item) => item.isTooLong)
    if (tooLong >= 0) return `Lời đọc của tiết mục ${tooLong + 1} quá dài. Chia thành nhiều tiết mục rồi lưu.`
    return undefined
  }

  add(): void {
    this.#items.push(new DraftItem({ title: '', text: '' }))
  }

  remove(item: DraftItem): void {
    this.#items = this.#items.filter(({ key }) => key !== item.key)
    if (this.#items.length === 0) this.add()
  }

  /** Moves an item one place; −1 is up. */
  move(item: DraftItem, by: -1 | 1): void {
    const from = this.#items.findIndex(({ key }) => key === item.key)
    this.moveTo(from, from + by)
  }

  /** Moves the item at a place to another one. */
  moveTo(from: number, to: number): void {
    if (from < 0 || to < 0 || to >= this.#items.length) return
    const moved = [...this.#items]
    moved.splice(to, 0, ...moved.splice(from, 1))
    this.#items = moved
  }

  /** Brings in a file or a pasted text; `isAdded` puts it behind what is there. */
  async bring(fetch: () => Promise<ImportedText>, isAdded: boolean): Promise<boolean> {
    return this.importing.run(async () => {
      const imported = await fetch()
      const items = imported.items.map((item) => new DraftItem(item))
      this.#items = isAdded ? [...this.#items.filter((item) => !item.isEmpty), ...items] : items
      if (this.#items.length === 0) this.add()
      this.#source = imported.source
      this.#warnings = imported.warnings
    })
  }

  /**
   * Writes the next revision; resolves to it when it was saved. Not while another window of the same person has words that this
   * one does not know: they would go with the draft.
   */
  async save(): Promise<Revision | undefined> {
    let saved: Revision | undefined
    this.keep()
    await this.autosave.rest()
    if (this.autosave.elsewhereAt !== undefined) return undefined
    await this.saving.run(async () => {
      saved = await api.writeRevision(this.editionId, {
        ...(this.#base ? { parentId: this.#base.id } : {}),
        source: this.#source,
        items: this.#items.filter((item) => !item.isEmpty).map(asWritten),
      })
      forgetDraft(localStorage, this.editionId)
      this.autosave.end()
    })
    if (saved) await this.#closeSides(saved.id)
    if (this.saving.error?.code === 'script-changed-meanwhile') {
      const { sideId } = this.saving.error.details
      if (typeof sideId === 'string') this.#sideIds.add(sideId)
      const mine = this.#items.filter((item) => !item.isEmpty).map(asDrafted)
      await this.mergeAsked.run(() => this.#mergeWith(this.#base?.id, mine))
    }
    return saved
  }

  /** Puts a text that was kept aside on the table, merged with the newest revision. */
  async mergeSide(sideId: string): Promise<void> {
    await this.mergeAsked.run(async () => {
      const { baseId, items } = await reviewApi.side(sideId)
      this.#sideIds.add(sideId)
      await this.#mergeWith(baseId, items)
    })
  }

  /** Goes on with what was merged; saved, it follows the newest revision. */
  takeMerged(): void {
    const merging = this.#merging
    if (!merging) return
    this.#base = merging.merge.newest
    this.#items = merging.items.map((item) => new DraftItem(item))
    if (this.#items.length === 0) this.add()
    this.#source = 'merged'
    this.#merging = undefined
    this.saving.clear()
  }

  /** Back to typing; the question comes again at the next save. */
  putOffMerging(): void {
    this.#merging = undefined
  }

  /** Keeps what is typed, at the station and in this browser; called after every pause in typing. */
  keep(): void {
    if (!this.isChanged) return
    this.autosave.keep({ baseId: this.#base?.id, items: this.#items.map(asDrafted) })
    this.#hasNoRoom = !keepDraft(localStorage, this.editionId, {
      parentId: this.#base?.id,
      savedAt: clock.now(),
      follows: this.autosave.follows,
      items: this.#items.map(({ itemId, kind, title, text, unitName }) => ({ itemId, kind, title, text, unitName })),
    })
  }

  /** Gives up what was typed, here and at the station. */
  async forget(): Promise<void> {
    this.autosave.end()
    forgetDraft(localStorage, this.editionId)
    await reviewApi.dropDraft(this.editionId)
  }

  async #mergeWith(baseId: string | undefined, items: DraftedItem[]): Promise<void> {
    const asked = { items, ...(baseId !== undefined && { baseId }) }
    this.#merging = new Merging(await reviewApi.merge(this.editionId, asked))
  }

  /** What was kept aside is in the revision now. A failure leaves it among what waits, which costs a look and no word. */
  async #closeSides(revisionId: string): Promise<void> {
    const decided = [...this.#sideIds].map((id) => reviewApi.decideSide(id, { outcome: 'merged', revisionId }))
    await Promise.allSettled(decided)
  }
}

function asWritten({ itemId, kind, title, text, unitName }: DraftItem) {
  return {
    ...(itemId ? { itemId } : {}),
    kind,
    title: title.trim(),
    text,
    ...(unitName.trim() ? { unitName: unitName.trim() } : {}),
  }
}

function asDrafted({ itemId, kind, title, text, unitName }: DraftItem): DraftedItem {
  return { kind, title, text, ...(itemId ? { itemId } : {}), ...(unitName ? { unitName } : {}) }
}

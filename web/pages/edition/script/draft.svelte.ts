import type { ImportedText, ItemKind, Revision, RevisionSource, ScriptItem } from '../../../../server/contract/index.ts'
import { api } from '../../../api.ts'
import { clock } from '../../../clock.ts'
import { Action } from '../../../remote.svelte.ts'
import { countSyllables, readingMs } from '../../../words.ts'
import { forgetDraft, type KeptDraft, keepDraft, keptDraft } from './kept.ts'

/** The longest text of one item (the contract of scripts refuses more), UTF-16 units. */
export const TEXT_LIMIT = 200_000

/** One item on the desk. */
export class DraftItem {
  /** Stays while the item moves up and down. */
  readonly key: string = crypto.randomUUID?.() ?? `${clock.now()}-${Math.random()}`
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
    const isSameText = item.title === this.title && item.text === this.text
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
  #other = $state.raw<Revision>()
  #hasNoRoom = $state(false)
  readonly saving = new Action()
  readonly importing = new Action()

  constructor(editionId: string, base: Revision | undefined) {
    this.editionId = editionId
    this.#base = base
    this.#items = base ? base.items.map((item) => new DraftItem(item)) : [new DraftItem({ title: '', text: '' })]
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

  /** The newer revision that somebody else saved meanwhile. */
  get other(): Revision | undefined {
    return this.#other
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
    const to = from + by
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

  /** Writes the next revision; resolves to it when it was saved. */
  async save(): Promise<Revision | undefined> {
    let saved: Revision | undefined
    await this.saving.run(async () => {
      const items = this.#items.filter((item) => !item.isEmpty)
      saved = await api.writeRevision(this.editionId, {
        ...(this.#base ? { parentId: this.#base.id } : {}),
        source: this.#source,
        items: items.map(({ itemId, kind, title, text, unitName }) => ({
          ...(itemId ? { itemId } : {}),
          kind,
          title: title.trim(),
          text,
          ...(unitName.trim() ? { unitName: unitName.trim() } : {}),
        })),
      })
      forgetDraft(localStorage, this.editionId)
    })
    if (this.saving.error?.code === 'script-changed-meanwhile') await this.#fetchOther()
    return saved
  }

  /** My text shall follow the other's revision: nothing of the two is lost, both stay as numbered revisions. */
  followOther(): void {
    if (!this.#other) return
    this.#base = this.#other
    this.#other = undefined
    this.saving.clear()
  }

  /** Keeps what is typed in this browser; called after every pause in typing. */
  keep(): void {
    if (!this.isChanged) return
    this.#hasNoRoom = !keepDraft(localStorage, this.editionId, {
      parentId: this.#base?.id,
      savedAt: clock.now(),
      items: this.#items.map(({ itemId, kind, title, text, unitName }) => ({ itemId, kind, title, text, unitName })),
    })
  }

  forget(): void {
    forgetDraft(localStorage, this.editionId)
  }

  /** Takes back what an earlier visit typed and did not save. */
  restore(kept: KeptDraft): void {
    this.#items = kept.items.map((item) => new DraftItem(item))
  }

  async #fetchOther(): Promise<void> {
    const { latest } = await api.edition(this.editionId)
    this.#other = latest
  }
}

/** The text that an earlier visit left unsaved. */
export const leftDraft = (editionId: string) => keptDraft(localStorage, editionId)

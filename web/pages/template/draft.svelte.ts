import type { Bed, SlotKind, Template, TemplatePreset, TemplateSlot } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { clock } from '../../clock.ts'
import { Action } from '../../remote.svelte.ts'
import { forgetTemplate, type KeptTemplate, keepTemplate, keptTemplate } from './kept.ts'
import { bedsAfter, isSame, moved, newBed, newSlot, ofKind, problemOf, type Written, writtenOf } from './slots.ts'

/** A template being edited: starts from a revision and becomes the next one. */
export class TemplateDraft {
  readonly programmeId: string
  #base = $state.raw<Template>()
  #written = $state.raw<Written>()
  #other = $state.raw<Template>()
  #left = $state.raw<KeptTemplate>()
  #isSaved = $state(false)
  readonly saving = new Action()
  readonly presetting = new Action()

  constructor(programmeId: string) {
    this.programmeId = programmeId
    this.#left = keptTemplate(localStorage, programmeId)
  }

  /** The revision that is edited. */
  get base(): Template | undefined {
    return this.#base
  }

  get written(): Written | undefined {
    return this.#written
  }

  /** The newer revision that somebody else saved meanwhile. */
  get other(): Template | undefined {
    return this.#other
  }

  /** What an earlier visit changed and did not save. */
  get left(): KeptTemplate | undefined {
    return this.#left
  }

  /** Saved here, and not changed since. */
  get isSaved(): boolean {
    return this.#isSaved && !this.isChanged
  }

  get isChanged(): boolean {
    return this.#base !== undefined && this.#written !== undefined && !isSame(this.#written, writtenOf(this.#base))
  }

  get problem(): string | undefined {
    return this.#written && problemOf(this.#written)
  }

  /** A revision came from the station: it is shown, or named beside an edit that it must not wipe out. */
  receive(template: Template): void {
    if (this.#base && template.number === this.#base.number) return
    if (this.isChanged) this.#other = template
    else this.#take(template)
  }

  /** Changes fields of the whole. */
  change(change: Partial<Written>): void {
    if (this.#written) this.#written = { ...this.#written, ...change }
  }

  /** Leaves the length of the whole open. */
  dropNorm(): void {
    if (!this.#written) return
    const { normMs: _gone, ...rest } = this.#written
    this.#written = rest
  }

  changeSlot(id: string, change: (slot: TemplateSlot) => TemplateSlot): void {
    this.#slots((slots) => slots.map((slot) => (slot.id === id ? change(slot) : slot)))
  }

  changeKind(id: string, kind: SlotKind): void {
    this.changeSlot(id, (slot) => ofKind(slot, kind))
  }

  /** Adds a slot behind another, or at the end; gives its id. */
  addSlot(kind: SlotKind, behindId?: string): string {
    const slots = this.#written?.slots ?? []
    const slot = newSlot(kind, slots)
    const at = slots.findIndex(({ id }) => id === behindId)
    this.#slots(() => slots.toSpliced(at < 0 ? slots.length : at + 1, 0, slot))
    return slot.id
  }

  removeSlot(id: string): void {
    this.#slots((slots) => slots.filter((slot) => slot.id !== id))
  }

  moveSlot(from: number, to: number): void {
    this.#slots((slots) => moved(slots, from, to))
  }

  addBed(soundId: string): void {
    const bed = this.#written && newBed(soundId, this.#written)
    if (this.#written && bed) this.change({ beds: [...this.#written.beds, bed] })
  }

  changeBed(id: string, change: Partial<Bed>): void {
    const beds = this.#written?.beds ?? []
    this.change({ beds: beds.map((bed) => (bed.id === id ? { ...bed, ...change } : bed)) })
  }

  removeBed(id: string): void {
    this.change({ beds: (this.#written?.beds ?? []).filter((bed) => bed.id !== id) })
  }

  /** Saves the next revision. When somebody was faster, their revision is `other` and nothing of the edit is lost. */
  async save(): Promise<void> {
    const [base, written] = [this.#base, this.#written]
    if (!base || !written) return
    await this.saving.run(async () => {
      const slots = written.slots.map((slot) => ({ ...slot, title: slot.title.trim() }))
      this.#take(await api.saveTemplate(this.programmeId, { parentNumber: base.number, ...written, slots }))
      this.#isSaved = true
    })
    if (this.saving.error?.code === 'template-changed-meanwhile') await this.#fetchOther()
  }

  /** Saves a preset as the next revision: what was edited goes, saved revisions stay. True when it went well. */
  async preset(preset: TemplatePreset): Promise<boolean> {
    return this.presetting.run(async () => {
      this.#take(await api.presetTemplate(this.programmeId, preset))
      this.saving.clear()
      this.#isSaved = true
    })
  }

  /** My edit shall follow the other's revision. */
  async saveOver(): Promise<void> {
    if (!this.#other) return
    this.#base = this.#other
    this.#other = undefined
    this.saving.clear()
    await this.save()
  }

  /** The other's revision is what I go on from. */
  takeOther(): void {
    if (this.#other) this.#take(this.#other)
    this.saving.clear()
  }

  /** Back to what is saved. */
  drop(): void {
    if (this.#base) this.#take(this.#base)
    this.saving.clear()
  }

  /** Keeps the edit in this browser; called after every pause and on leaving. */
  keep(): void {
    if (!this.#base || !this.#written || this.#left) return
    if (!this.isChanged) {
      forgetTemplate(localStorage, this.programmeId)
      return
    }
    const kept = { parentNumber: this.#base.number, savedAt: clock.now(), written: this.#written }
    // A browser without room keeps nothing; the edit is still on screen and leaving asks first.
    keepTemplate(localStorage, this.programmeId, kept)
  }

  /** Takes up what an earlier visit left. A newer revision saved since is asked about when it is saved. */
  restore(): void {
    const [left, base] = [this.#left, this.#base]
    this.#left = undefined
    if (!left || !base) return
    this.#written = left.written
    if (left.parentNumber !== base.number) this.#other = base
  }

  forgetLeft(): void {
    this.#left = undefined
    forgetTemplate(localStorage, this.programmeId)
  }

  #slots(change: (slots: readonly TemplateSlot[]) => TemplateSlot[]): void {
    if (!this.#written) return
    const slots = change(this.#written.slots)
    this.#written = { ...this.#written, slots, beds: bedsAfter(this.#written.slots, slots, this.#written.beds) }
  }

  #take(template: Template): void {
    this.#base = template
    this.#written = writtenOf(template)
    this.#other = undefined
    this.#isSaved = false
    if (!this.#left) forgetTemplate(localStorage, this.programmeId)
  }

  async #fetchOther(): Promise<void> {
    const other = await api.template(this.programmeId).catch(() => undefined)
    if (other) this.#other = other
  }
}

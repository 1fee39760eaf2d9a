import type { Rundown, RundownSlot, RundownSlotSeen, Tune } from '../../../../../server/contract/index.ts'
import { api } from '../../../../api.ts'
import { clock } from '../../../../clock.ts'
import { amend, begin, type History, redo, seal, step, undo } from '../../../../history.ts'
import { Action, Remote } from '../../../../remote.svelte.ts'
import { type Content, contentOf, isSameContent } from './content.ts'
import { forgetRundown, type KeptRundown, keepRundown, keptRundown } from './kept.ts'
import { type Problem, problemsOf } from './problems.ts'
import { reconcile } from './reconcile.ts'
import { fitOf, type Timed, timed } from './timing.ts'

/** A take that may be heard at a place. */
export type TakeSeen = RundownSlotSeen['takes'][number]

/** What is looked at closely: a place or a bed. */
export type Chosen = { slotId: string } | { bedId: string }

/** An id for a new place or bed; plain HTTP has no `randomUUID`. */
export const newId = (): string => crypto.randomUUID?.() ?? `${clock.now()}-${Math.random().toString(36).slice(2)}`

/** An edition's rundown being edited: starts from a saved revision and becomes the next one. */
export class RundownDraft {
  readonly editionId: string
  readonly tunes = new Remote<Tune[]>(() => api.tunes())
  readonly saving = new Action()
  readonly refilling = new Action()
  #base = $state.raw<Rundown>()
  #history = $state.raw<History<Content>>(begin({ slots: [], beds: [] }))
  #other = $state.raw<Rundown>()
  #chosen = $state.raw<Chosen>()
  #said = $state('')
  #left = $state.raw<KeptRundown>()

  readonly #content = $derived(this.#history.now)
  readonly #isChanged = $derived(this.#base !== undefined && !isSameContent(this.#content, contentOf(this.#base)))
  readonly #seen = $derived(new Map(this.#base?.slots.map((slot) => [slot.id, slot])))
  readonly #takes = $derived(
    new Map(this.#base?.slots.flatMap((slot) => (slot.source.from === 'script' ? [[slot.source.itemId, slot]] : []))),
  )
  readonly #sounds = $derived(new Map(this.tunes.value?.map((tune) => [tune.id, tune])))
  readonly #timed = $derived(timed(this.#content.slots, (slot) => this.sourceMs(slot)))
  readonly #problems = $derived(problemsOf(this.#content, this.#timed.rows))

  constructor(editionId: string) {
    this.editionId = editionId
  }

  /** What the station answered last; undefined until it has. */
  get base(): Rundown | undefined {
    return this.#base
  }

  get content(): Content {
    return this.#content
  }

  get rows(): readonly Timed[] {
    return this.#timed.rows
  }

  get totalMs(): number | undefined {
    return this.#timed.totalMs
  }

  get fit() {
    return fitOf(this.totalMs, this.#base?.normMs)
  }

  get isChanged(): boolean {
    return this.#isChanged
  }

  get problems(): readonly Problem[] {
    return this.#problems
  }

  get mayUndo(): boolean {
    return this.#history.past.length > 0
  }

  get mayRedo(): boolean {
    return this.#history.future.length > 0
  }

  /** The newer revision that somebody else saved while this one was edited. */
  get other(): Rundown | undefined {
    return this.#other
  }

  get chosen(): Chosen | undefined {
    return this.#chosen
  }

  /** What was just done, for those who cannot see it. */
  get said(): string {
    return this.#said
  }

  /** The reads to choose from at a place. */
  takesOf(slot: RundownSlot): readonly TakeSeen[] {
    return slot.source.from === 'script' ? (this.#takes.get(slot.source.itemId)?.takes ?? []) : []
  }

  /** The read that will be heard at a place. */
  takeOf(slot: RundownSlot): TakeSeen | undefined {
    const { source } = slot
    if (source.from !== 'script') return undefined
    const takes = this.takesOf(slot)
    return source.takeId === undefined ? takes.find(({ kept }) => kept) : takes.find(({ id }) => id === source.takeId)
  }

  /** The sound of the library at a place or under one. */
  soundOf(soundId: string): Tune | undefined {
    return this.#sounds.get(soundId)
  }

  /** How long the sound of a place is before any cut. */
  sourceMs(slot: RundownSlot): number | undefined {
    const { source } = slot
    if (source.from === 'script') return this.takeOf(slot)?.durationMs
    const known = this.#sounds.get(source.soundId)?.durationMs
    if (known !== undefined) return known
    const seen = this.#seen.get(slot.id)
    const isSame = seen?.source.from === 'library' && seen.source.soundId === source.soundId
    return isSame && seen.keep.length === 0 ? seen.durationMs : undefined
  }

  /** Vietnamese: why a place cannot sound yet. */
  missingAt(slot: RundownSlot): string | undefined {
    const { source } = slot
    if (source.from === 'script')
      return this.takeOf(slot)
        ? undefined
        : (this.#takes.get(source.itemId)?.missing ?? 'Chưa có lần thu nào được giữ.')
    return this.#sounds.has(source.soundId) ? undefined : this.#seen.get(slot.id)?.missing
  }

  /** The place that is looked at. */
  get chosenSlot(): RundownSlot | undefined {
    const chosen = this.#chosen
    return chosen && 'slotId' in chosen ? this.#content.slots.find(({ id }) => id === chosen.slotId) : undefined
  }

  get chosenBed() {
    const chosen = this.#chosen
    return chosen && 'bedId' in chosen ? this.#content.beds.find(({ id }) => id === chosen.bedId) : undefined
  }

  choose(chosen: Chosen | undefined): void {
    this.#history = seal(this.#history)
    this.#chosen = chosen
  }

  /** One step of editing. Steps `about` the same thing join; `said` is read aloud. True when something changed. */
  edit(change: (content: Content) => Content, about?: string, said?: string): boolean {
    const next = change(this.#content)
    if (next === this.#content) return false
    this.#history = step(this.#history, next, about)
    if (said !== undefined) this.say(said)
    return true
  }

  /** Ends a run of joined steps: the field was left. */
  seal(): void {
    this.#history = seal(this.#history)
  }

  undo(): void {
    this.#walk(undo, 'Đã hoàn tác.')
  }

  redo(): void {
    this.#walk(redo, 'Đã làm lại.')
  }

  say(words: string): void {
    // The same words twice are read once: a space that nobody hears makes them new.
    this.#said = this.#said === words ? `${words}\u00a0` : words
  }

  /** Takes what the station now says. What is being edited stays; only what nobody edits is renewed. */
  take(rundown: Rundown): void {
    const base = this.#base
    // An answer that was asked for before a revision was saved says nothing new; numbers only grow.
    if (this.saving.isRunning || this.refilling.isRunning || (base && rundown.number < base.number)) return
    const theirs = contentOf(rundown)
    if (base && this.#isChanged && rundown.number !== base.number) {
      this.#other = rundown
      return
    }
    const mine = base && this.#isChanged ? reconcile(this.#content, theirs) : theirs
    this.#base = rundown
    if (!base) {
      this.#history = begin(mine)
      const left = keptRundown(localStorage, this.editionId)
      this.#left = left && !isSameContent(left.content, mine) ? left : undefined
    } else if (!isSameContent(mine, this.#content)) this.#history = amend(this.#history, mine)
  }

  /** What an earlier visit edited and did not save. */
  get left(): KeptRundown | undefined {
    return this.#left
  }

  /** Keeps what is being edited in this browser; called in every pause. */
  keep(): void {
    const base = this.#base
    if (!base || this.#left) return
    const kept = { parentNumber: base.number, savedAt: clock.now(), content: this.#content }
    // Without room in the browser it stays on the screen alone, as it would anyway.
    if (this.#isChanged) keepRundown(localStorage, this.editionId, kept)
    else forgetRundown(localStorage, this.editionId)
  }

  /** Takes back what an earlier visit left; what stands there now is one step back. */
  restore(): void {
    const left = this.#left
    if (!left || !this.#base) return
    this.#left = undefined
    this.edit(() => reconcile(left.content, contentOf(this.#base ?? { slots: [], beds: [] })), undefined, 'Đã lấy lại.')
  }

  forgetLeft(): void {
    this.#left = undefined
    forgetRundown(localStorage, this.editionId)
  }

  /** Saves the next revision. True when it was saved. */
  async save(): Promise<boolean> {
    const base = this.#base
    if (!base) return false
    const { slots, beds } = this.#content
    const isSaved = await this.saving.run(async () => {
      this.#settle(
        await api.saveRundown(this.editionId, { parentNumber: base.number, slots: [...slots], beds: [...beds] }),
      )
    })
    if (this.saving.error?.code === 'rundown-changed-meanwhile') await this.#fetchOther()
    return isSaved
  }

  /** Mine follows the other's revision: both stay as numbered revisions, nothing of the two is lost. */
  async keepMine(): Promise<boolean> {
    const other = this.#other
    if (!other) return false
    this.#base = other
    this.#history = amend(this.#history, reconcile(this.#content, contentOf(other)))
    this.#forgetOther()
    return this.save()
  }

  /** Goes on from the other's revision; mine is one step back. */
  takeOther(): void {
    const other = this.#other
    if (!other) return
    this.#base = other
    this.#history = step(seal(this.#history), contentOf(other))
    this.#forgetOther()
  }

  /** Fills the template anew, as a new revision; what stood there is one step back. */
  async refill(): Promise<boolean> {
    return this.refilling.run(async () => this.#settle(await api.refillRundown(this.editionId)))
  }

  /** Gives up what was not saved. */
  drop(): void {
    if (this.#base) this.#history = step(seal(this.#history), contentOf(this.#base))
    this.#forgetOther()
  }

  #settle(saved: Rundown): void {
    this.#base = saved
    const content = contentOf(saved)
    if (!isSameContent(content, this.#content)) this.#history = step(seal(this.#history), content)
    this.#forgetOther()
  }

  #forgetOther(): void {
    this.#other = undefined
    this.saving.clear()
  }

  /** What a step back brings may name an item that the script no longer has. */
  #walk(walk: typeof undo, said: string): void {
    const walked = walk(seal(this.#history))
    if (walked.now === this.#content) return
    const base = this.#base
    this.#history = base ? amend(walked, reconcile(walked.now, contentOf(base))) : walked
    this.say(said)
  }

  async #fetchOther(): Promise<void> {
    const other = await api.rundown(this.editionId).catch(() => undefined)
    if (other) this.#other = other
  }
}

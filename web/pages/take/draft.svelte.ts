import { clock } from '../../clock.ts'
import { begin, type History, redo, step, undo } from '../../history.ts'
import { type Content, forgetEdit, type KeptEdit, keepEdit, keptEdit } from './kept.ts'
import { isSameSound, joined, type Line, lineMs } from './pieces.ts'

/** More pieces than this the station does not join (see the contract of edits). */
export const MOST_PIECES = 500

/** A read being edited: nothing but a list of pieces, stepped back and forward without end, until it is saved as another read. */
export class TakeDraft {
  readonly takeId: string
  #base = $state.raw<Line>()
  #saved = $state.raw<Line>()
  #history = $state.raw<History<Content>>(begin({ line: [], refused: [] }))
  #left = $state.raw<KeptEdit>()
  #hasNoRoom = $state(false)
  readonly #lengthMs = $derived(lineMs(this.#history.now.line))
  readonly #isChanged = $derived(
    [this.#base, this.#saved].every((known) => !known || !isSameSound(this.#history.now.line, known)) &&
      this.#base !== undefined,
  )

  constructor(takeId: string) {
    this.takeId = takeId
    this.#left = keptEdit(localStorage, takeId)
  }

  /** Begins with the read as it is; a second time it changes nothing. */
  open(base: Line): void {
    if (this.#base) return
    this.#base = base
    this.#history = begin({ line: base, refused: [] })
  }

  /** The read as it was opened; undefined until it is there. */
  get base(): Line | undefined {
    return this.#base
  }

  get line(): Line {
    return this.#history.now.line
  }

  get refused(): readonly string[] {
    return this.#history.now.refused
  }

  get lengthMs(): number {
    return this.#lengthMs
  }

  get isChanged(): boolean {
    return this.#isChanged
  }

  get mayUndo(): boolean {
    return this.#history.past.length > 0
  }

  get mayRedo(): boolean {
    return this.#history.future.length > 0
  }

  /** Why it cannot be saved as it is. */
  get problem(): string | undefined {
    const pieces = joined(this.line).length
    return pieces > MOST_PIECES
      ? `Bản sửa có ${pieces} mảnh, đài chỉ ghép được ${MOST_PIECES}. Bớt vài chỗ cắt rồi lưu.`
      : undefined
  }

  /** What an earlier visit changed and did not save. */
  get left(): KeptEdit | undefined {
    return this.#left
  }

  /** The browser's storage is full: the edit lives only on screen. */
  get hasNoRoom(): boolean {
    return this.#hasNoRoom
  }

  /** The next step; an undefined line is none. True when something changed. */
  edit(line: Line | undefined, refused: readonly string[] = this.refused): boolean {
    if (!line || (line === this.line && refused === this.refused)) return false
    this.#history = step(this.#history, { line, refused })
    return true
  }

  undo(): boolean {
    const was = this.#history
    this.#history = undo(was)
    return this.#history !== was
  }

  redo(): boolean {
    const was = this.#history
    this.#history = redo(was)
    return this.#history !== was
  }

  /** A line stands as a read of its own now: nothing of it is unsaved any more. */
  saved(line: Line): void {
    this.#saved = line
    this.#left = undefined
    forgetEdit(localStorage, this.takeId)
  }

  /** Back to the read as it was opened; one step, so that it can be taken back. */
  drop(): void {
    if (this.#base) this.edit([...this.#base], [])
    forgetEdit(localStorage, this.takeId)
  }

  /** Keeps the edit in this browser; called after every pause and on leaving. */
  keep(): void {
    if (!this.#base || this.#left) return
    if (!this.isChanged) {
      forgetEdit(localStorage, this.takeId)
      return
    }
    this.#hasNoRoom = !keepEdit(localStorage, this.takeId, { savedAt: clock.now(), content: this.#history.now })
  }

  /** Takes up what an earlier visit left. */
  restore(): void {
    const left = this.#left
    this.#left = undefined
    if (left) this.edit(left.content.line, left.content.refused)
  }

  forgetLeft(): void {
    this.#left = undefined
    forgetEdit(localStorage, this.takeId)
  }
}

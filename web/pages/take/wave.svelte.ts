import { type Line, lineMs, type Range, SHORTEST_MS } from './pieces.ts'
import { around, following, held, msAt, scrolled, showing, type View, whole, ZOOM_STEP, zoomed } from './zoom.ts'

/** What of a line is seen, where its cursor stands, and what is marked. */
export class WaveState {
  readonly #line: () => Line
  #view = $state.raw<View>({ fromMs: 0, msPerPx: 1 })
  #widthPx = $state(0)
  #cursorMs = $state(0)
  #anchorMs: number | undefined
  #selection = $state.raw<Range>()
  readonly #totalMs = $derived.by(() => lineMs(this.#line()))
  readonly #held = $derived(held(this.#view, this.#totalMs, Math.max(1, this.#widthPx)))

  constructor(line: () => Line) {
    this.#line = line
  }

  get totalMs(): number {
    return this.#totalMs
  }

  get widthPx(): number {
    return this.#widthPx
  }

  /** Always inside the line, however short it has become. */
  get view(): View {
    return this.#held
  }

  get cursorMs(): number {
    return Math.min(this.#cursorMs, this.#totalMs)
  }

  /** The marked stretch, inside the line and long enough to be one. */
  get selection(): Range | undefined {
    const marked = this.#selection
    if (!marked) return undefined
    const toMs = Math.min(marked.toMs, this.#totalMs)
    return toMs - marked.fromMs >= SHORTEST_MS ? { fromMs: marked.fromMs, toMs } : undefined
  }

  /** The drawing has got another width; the first one shows the whole. */
  resize(widthPx: number): void {
    const isFirst = this.#widthPx === 0
    this.#widthPx = widthPx
    if (isFirst) this.#view = whole(this.#totalMs, widthPx)
  }

  showWhole(): void {
    this.#view = whole(this.#totalMs, this.#widthPx)
  }

  /** One step finer (1) or coarser (−1) around the cursor, where it can be seen. */
  step(by: 1 | -1): void {
    const px = (this.cursorMs - this.view.fromMs) / this.view.msPerPx
    this.zoom(ZOOM_STEP ** by, px >= 0 && px <= this.#widthPx ? px : this.#widthPx / 2)
  }

  zoom(factor: number, px: number): void {
    this.#view = zoomed(this.view, factor, px, this.#totalMs, this.#widthPx)
  }

  scroll(byPx: number): void {
    this.#view = scrolled(this.view, byPx, this.#totalMs, this.#widthPx)
  }

  /** The left edge stands at a place. */
  scrollTo(fromMs: number): void {
    this.#view = { ...this.view, fromMs }
  }

  /** A stretch in the middle, large. */
  lookAt({ fromMs, toMs }: Range): void {
    this.#view = around(fromMs, toMs, this.#totalMs, this.#widthPx)
  }

  msAt(px: number): number {
    return Math.min(this.#totalMs, Math.max(0, msAt(this.view, px)))
  }

  /**
   * Puts the cursor somewhere and shows it. What is marked goes (`alone`), stays, or reaches up to there (`marking`); a first
   * mark waits for the other end wherever the cursor goes.
   */
  goTo(ms: number, mark: 'alone' | 'keeping' | 'marking' = 'alone'): void {
    const from = this.#anchorMs ?? this.cursorMs
    this.#cursorMs = Math.min(this.#totalMs, Math.max(0, Math.round(ms)))
    if (mark === 'marking') this.#mark(from, this.#cursorMs)
    else if (mark === 'alone' && this.markedMs === undefined) this.unmark()
    this.#view = showing(this.view, this.#cursorMs, this.#totalMs, this.#widthPx)
  }

  /** The cursor goes along with what sounds. */
  follow(ms: number): void {
    this.#cursorMs = Math.min(this.#totalMs, Math.max(0, Math.round(ms)))
    this.#view = following(this.view, this.#cursorMs, this.#totalMs, this.#widthPx)
  }

  /** The cursor without anything else: what a sound stops at. */
  place(ms: number): void {
    this.#cursorMs = Math.max(0, Math.round(ms))
  }

  /** Marks between two places, in any order. */
  select(fromMs: number, toMs: number): void {
    this.#mark(Math.max(0, fromMs), Math.min(this.#totalMs, toMs))
  }

  /** The marked stretch begins or ends at the cursor; a first mark stands alone until the other end is set. */
  markHere(side: 'from' | 'to'): void {
    const here = this.cursorMs
    const marked = this.#selection
    const other = side === 'from' ? marked?.toMs : marked?.fromMs
    const isTurned =
      this.selection !== undefined && other !== undefined && (side === 'from' ? here >= other : here <= other)
    this.#mark(other === undefined || isTurned ? here : other, here)
  }

  /** One end is set and the other is awaited. */
  get markedMs(): number | undefined {
    return this.#selection && !this.selection ? this.#selection.fromMs : undefined
  }

  unmark(): void {
    this.#selection = undefined
    this.#anchorMs = undefined
  }

  #mark(anchorMs: number, otherMs: number): void {
    this.#anchorMs = anchorMs
    this.#selection = {
      fromMs: Math.round(Math.min(anchorMs, otherMs)),
      toMs: Math.round(Math.max(anchorMs, otherMs)),
    }
  }
}

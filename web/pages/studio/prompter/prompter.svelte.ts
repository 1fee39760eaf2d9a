import type { Pace, Revision, SpokenItem } from '../../../../server/contract/index.ts'
import { studioApi } from '../../../api-studio.ts'
import { Remote } from '../../../remote.svelte.ts'
import { type Pieces, piecesOf, type Shown } from '../../../spoken-pieces.ts'
import { changedFactor, readingTimeMs } from './pace.ts'
import { type Line, lineAt, syllableAt, Trail, topAt } from './scroll.ts'

/** What the prompter follows: the clock of the recording, or of practice. */
export interface Reading {
  /** `held`: the recording stands still, the last seconds sound. */
  state: 'idle' | 'running' | 'held'
  /** What is kept of the reading so far. */
  elapsedMs: number
}

const SHOWN = 'len-song.may-nhac-chu'
const FACTOR = 'len-song.toc-do-cuon'
const AUTOMATIC = 'len-song.tu-cuon'
/** The pace of radio news, until the station says what it has learnt. */
const RADIO_NEWS: Pace = { syllablesPerMinute: 233, reads: 0 }
/** After the reader has moved the text, it waits this long before it goes on by itself. */
const HANDS_OFF_MS = 1_200
/** How often the page is told where the reader is; the text itself moves with every frame. */
const TELL_MS = 250
/** The line that is read stands at this height of the window. */
export const HOLD_SHARE = 0.33

/** The text of an item as it passes before the reader: what is shown, how fast, and where the reader is. */
export class Prompter {
  readonly #itemId: string
  readonly #revision: () => Revision | undefined
  readonly spoken: Remote<SpokenItem[]>
  readonly #pace: Remote<Pace>
  #shown = $state<Shown>(localStorage.getItem(SHOWN) === 'written' ? 'written' : 'said')
  #factor = $state(readFactor())
  #isAutomatic = $state(localStorage.getItem(AUTOMATIC) !== 'off')
  #place = $state(0)
  readonly #text: Pieces = $derived.by(() => this.textOf(this.#itemId))
  #syllable = 0
  #lines: Line[] = []
  #scroller: HTMLElement | undefined
  #setTop = 0
  #handsOnUntil = 0
  #told = 0
  #frame = 0
  #lastFrame: number | undefined
  readonly #trail = new Trail()
  #reading: () => Reading = () => ({ state: 'idle', elapsedMs: 0 })
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)')

  /** `revision` is asked when the text is loaded: the script may be newer by then. */
  constructor(itemId: string, revision: () => Revision | undefined) {
    this.#itemId = itemId
    this.#revision = revision
    this.spoken = new Remote(async () => {
      const id = revision()?.id
      return id === undefined ? [] : studioApi.spoken(id)
    })
    this.#pace = new Remote(() => studioApi.myPace())
  }

  async load(): Promise<void> {
    await Promise.all([this.spoken.load(), this.#pace.load()])
  }

  get text(): Pieces {
    return this.#text
  }

  /** The text of any item, as it is shown; as it is written until the station has said how it is said. */
  textOf(itemId: string): Pieces {
    const spoken = this.spoken.value?.find((item) => item.itemId === itemId)?.segments
    const written = this.#revision()?.items.find((item) => item.itemId === itemId)?.text ?? ''
    return piecesOf(spoken ?? [{ text: written }], this.#shown)
  }

  get shown(): Shown {
    return this.#shown
  }

  show(shown: Shown): void {
    this.#shown = shown
    localStorage.setItem(SHOWN, shown)
  }

  /** The reader's own pace, as the station learnt it. */
  get learnt(): Pace {
    return this.#pace.value ?? RADIO_NEWS
  }

  /** The pace of the text, syllables a minute. */
  get syllablesPerMinute(): number {
    return Math.round(this.learnt.syllablesPerMinute * this.#factor)
  }

  /** The text moves by itself. */
  get isAutomatic(): boolean {
    return this.#isAutomatic
  }

  set isAutomatic(isAutomatic: boolean) {
    this.#isAutomatic = isAutomatic
    localStorage.setItem(AUTOMATIC, isAutomatic ? 'on' : 'off')
  }

  changePace(by: -1 | 1): void {
    this.#factor = changedFactor(this.#factor, by)
    sessionStorage.setItem(FACTOR, String(this.#factor))
  }

  /** How long the item takes at the reader's pace, as it is said. */
  get estimatedMs(): number {
    return readingTimeMs(this.#text.syllables, this.learnt.syllablesPerMinute)
  }

  /** How long the way to where the reader is takes at that pace. */
  get expectedMs(): number {
    return readingTimeMs(this.#place, this.learnt.syllablesPerMinute)
  }

  /** Which share of the text is read, 0…1. */
  get fraction(): number {
    return this.#text.syllables === 0 ? 0 : Math.min(1, this.#place / this.#text.syllables)
  }

  /** The text is on the page: it follows `reading` until the function returned is called. */
  attach(scroller: HTMLElement, reading: () => Reading): () => void {
    this.#scroller = scroller
    this.#reading = reading
    this.#frame = requestAnimationFrame(this.#step)
    return () => {
      cancelAnimationFrame(this.#frame)
      this.#scroller = undefined
    }
  }

  /** The text was laid out anew: the reader stays at the same word. */
  layOut(lines: Line[]): void {
    this.#lines = lines
    this.#stand()
  }

  /** A reading begins at the first word. */
  begin(): void {
    this.#trail.clear()
    this.#go(0)
  }

  /** A reading is taken up again at a moment of the recording. */
  goBackTo(elapsedMs: number): void {
    this.#go(this.#trail.at(elapsedMs) ?? Math.min(this.#text.syllables, this.#syllablesIn(elapsedMs)))
  }

  /** One line, or one window, up or down. */
  move(by: 'line' | 'window', direction: -1 | 1): void {
    this.#handsOn()
    const now = lineAt(this.#lines, this.#syllable)
    const step = by === 'line' ? 1 : Math.max(1, this.#linesInWindow() - 2)
    const line = this.#lines[Math.min(this.#lines.length - 1, Math.max(0, now + direction * step))]
    if (line) this.#go(line.at)
  }

  /** The reader moves the text by hand. */
  readonly handsOn = (): void => this.#handsOn()

  /** The text stands elsewhere; moved by anybody but this prompter, the reader is there now. */
  readonly scrolled = (): void => {
    const scroller = this.#scroller
    if (!scroller || Math.abs(scroller.scrollTop - this.#setTop) < 2) return
    this.#setTop = scroller.scrollTop
    this.#handsOn()
    this.#syllable = syllableAt(this.#lines, scroller.scrollTop + this.#holdPx(), this.#text.syllables)
    this.#place = this.#syllable
  }

  #handsOn(): void {
    this.#handsOnUntil = (this.#lastFrame ?? 0) + HANDS_OFF_MS
  }

  readonly #step = (now: number) => {
    const passedMs = this.#lastFrame === undefined ? 0 : now - this.#lastFrame
    this.#lastFrame = now
    const { state, elapsedMs } = this.#reading()
    if (state === 'running') {
      if (this.#isAutomatic && now >= this.#handsOnUntil) {
        const syllable = this.#syllable + (passedMs / 60_000) * this.syllablesPerMinute
        this.#syllable = Math.min(this.#text.syllables, syllable)
        this.#stand()
      }
      if (now - this.#told >= TELL_MS) {
        this.#told = now
        this.#place = this.#syllable
        this.#trail.note(elapsedMs, this.#syllable)
      }
    }
    this.#frame = requestAnimationFrame(this.#step)
  }

  #go(syllable: number): void {
    this.#syllable = syllable
    this.#place = syllable
    this.#stand()
  }

  /** Puts the line that is read at its height. */
  #stand(): void {
    const scroller = this.#scroller
    if (!scroller || this.#lines.length === 0) return
    const top = topAt(this.#lines, this.#syllable, this.#text.syllables, !this.#still.matches) - this.#holdPx()
    const wanted = Math.max(0, top)
    if (Math.abs(wanted - this.#setTop) < 0.1) return
    scroller.scrollTop = wanted
    // The browser rounds to its own pixels: what it made of it is what this prompter has set.
    this.#setTop = scroller.scrollTop
  }

  #syllablesIn(ms: number): number {
    return (ms / 60_000) * this.syllablesPerMinute
  }

  #holdPx(): number {
    return (this.#scroller?.clientHeight ?? 0) * HOLD_SHARE
  }

  #linesInWindow(): number {
    const [first, second] = this.#lines
    const linePx = first && second ? second.topPx - first.topPx : 0
    return linePx > 0 ? Math.floor((this.#scroller?.clientHeight ?? 0) / linePx) : 1
  }
}

function readFactor(): number {
  const kept = Number(sessionStorage.getItem(FACTOR))
  return kept >= 0.5 && kept <= 2 ? kept : 1
}

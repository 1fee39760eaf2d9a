import type { Edition, ScriptItem, Take, TakeSurvey } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { studioApi } from '../../api-studio.ts'
import { Remote } from '../../remote.svelte.ts'
import { TakeDraft } from './draft.svelte.ts'
import { accepted, located, nextOpen, type PlacedFinding, placeFindings, placeNow } from './findings.ts'
import { LinePlayer } from './line-player.svelte.ts'
import { PeaksShelf } from './peaks-shelf.svelte.ts'
import {
  cutAll,
  cutOut,
  type Line,
  lineMs,
  pieceAt,
  pieceMs,
  type Range,
  removePiece,
  splitAt,
  trimEnd,
  trimStart,
} from './pieces.ts'
import { Saving } from './saving.svelte.ts'
import { WaveState } from './wave.svelte.ts'
import { secondsWords } from './words.ts'

/** What the page knows of the read and its surroundings. */
interface Opened {
  edition: Edition
  take: Take
}

/** Pieces as the station keeps them, on the grid of whole milliseconds that this page works on. */
export const toLine = (pieces: Line): Line =>
  pieces.map(({ takeId, fromMs, toMs }) => ({ takeId, fromMs: Math.round(fromMs), toMs: Math.round(toMs) }))

/** One read on the desk: what it is made of, what is heard of it, what was found in it, and all that can be done to it. */
export class TakeDesk {
  readonly takeId: string
  readonly draft: TakeDraft
  readonly peaks = new PeaksShelf()
  readonly player = new LinePlayer()
  readonly wave: WaveState
  readonly saving: Saving
  readonly remote: Remote<Opened>
  readonly survey: Remote<TakeSurvey>
  #said = $state('')
  #isLooping = $state(false)
  #going = $state.raw<readonly Range[]>([])
  #currentKey = $state<string>()
  #heardId = $state<string>()
  readonly #found = $derived.by(() => {
    const base = this.draft.base
    return base ? placeFindings(this.survey.value?.findings ?? [], base, this.draft.line, this.draft.refused) : []
  })
  readonly #located = $derived.by(() => located(this.#found, this.draft.base ?? []))

  constructor(takeId: string) {
    this.takeId = takeId
    this.draft = new TakeDraft(takeId)
    this.wave = new WaveState(() => this.draft.line)
    this.saving = new Saving(this.draft)
    this.survey = new Remote(() => studioApi.takeSurvey(takeId))
    this.remote = new Remote(() => this.#open())
  }

  /** What was just done, in words. */
  get said(): string {
    return this.#said
  }

  get take(): Take | undefined {
    return this.remote.value?.take
  }

  /** The reads of the same item, the newest first. */
  get reads(): Take[] {
    const { edition, take } = this.remote.value ?? {}
    return (edition?.takes ?? [])
      .filter(({ itemId }) => itemId === take?.itemId)
      .toSorted((a, b) => b.created.at - a.created.at)
  }

  /** The item as the newest script has it; undefined when it is in it no more. */
  get item(): ScriptItem | undefined {
    const { edition, take } = this.remote.value ?? {}
    return edition?.latest?.items.find(({ itemId }) => itemId === take?.itemId)
  }

  /** “Lần thu 2”: reads are counted in the order in which they were made. */
  readonly nameOf = (takeId: string): string => {
    const reads = this.reads
    const place = reads.findIndex(({ id }) => id === takeId)
    return place < 0 ? 'bản thu khác' : `Lần thu ${reads.length - place}`
  }

  get found(): readonly PlacedFinding[] {
    return this.#found
  }

  /** What is shown on the waveform of that. */
  get located(): readonly PlacedFinding[] {
    return this.#located
  }

  /** The suggestion that waits for an answer and is looked at. */
  get current(): PlacedFinding | undefined {
    return this.#found.find(({ key, state }) => key === this.#currentKey && state === 'open') ?? nextOpen(this.#found)
  }

  get open(): PlacedFinding[] {
    return this.#found.filter(({ state }) => state === 'open')
  }

  /** What a command that is only previewed would leave out. */
  get going(): readonly Range[] {
    return this.#going
  }

  set going(ranges: readonly Range[]) {
    this.#going = ranges
  }

  get isLooping(): boolean {
    return this.#isLooping
  }

  /** Which read sounds; undefined in silence. */
  get heardId(): string | undefined {
    return this.player.isOn ? this.#heardId : undefined
  }

  /** Another read of the item, to hear it against this one. */
  hearOther(takeId: string, line: Line, fromMs: number, gainDb: number): void {
    this.#heardId = takeId
    this.player.play(line, fromMs, { gainDb })
  }

  /** The edited line at a level of its own, to hear it against another. */
  hearOwn(fromMs: number, gainDb: number): void {
    this.#heardId = this.takeId
    this.player.play(this.draft.line, fromMs, { gainDb, onPlace: (place) => this.wave.follow(place) })
  }

  /** Sounds from the cursor, or falls silent. */
  toggle(): void {
    if (this.player.isOn) this.player.stop()
    else this.playFrom(this.wave.cursorMs)
  }

  /** Sounds the edited line from a place on. */
  playFrom(ms: number): void {
    // What has sounded to its end begins anew.
    const from = ms >= this.draft.lengthMs - 100 ? 0 : ms
    this.#heardId = this.takeId
    this.player.play(this.draft.line, from, {
      loop: this.#isLooping ? this.wave.selection : undefined,
      onPlace: (place) => this.wave.follow(place),
    })
  }

  /** Repeats the marked stretch, or no longer. */
  toggleLoop(): void {
    if (!this.wave.selection) {
      this.#said = 'Chọn một đoạn trước, rồi nghe lặp.'
      return
    }
    this.#isLooping = !this.#isLooping
    const { selection } = this.wave
    if (this.#isLooping && selection) this.playFrom(selection.fromMs)
    else this.player.stop()
  }

  /** Puts the cursor somewhere; what sounds goes on from there. */
  goTo(ms: number, mark: 'alone' | 'keeping' | 'marking' = 'alone'): void {
    this.wave.goTo(ms, mark)
    if (!this.wave.selection) this.#isLooping = false
    if (this.player.isOn) this.playFrom(this.wave.cursorMs)
    else this.player.prepare(this.draft.line, this.wave.cursorMs)
  }

  /** Sounds from where a place of the read as it was opened is heard now; what was cut away is said to be. */
  playFromRecorded(ms: number): void {
    const now = placeNow(ms, this.draft.base ?? [], this.draft.line)
    if (now === undefined) {
      this.#said = 'Chỗ ấy đã được cắt bỏ.'
      return
    }
    this.wave.goTo(now, 'alone')
    this.playFrom(now)
  }

  cutSelection(): void {
    const { selection } = this.wave
    if (!selection) {
      this.#said = 'Chưa chọn đoạn nào: kéo chuột trên dạng sóng, hoặc đánh dấu đầu và cuối.'
      return
    }
    this.#cut(cutOut(this.draft.line, selection.fromMs, selection.toMs), selection.fromMs)
  }

  trimStart(): void {
    this.#cut(trimStart(this.draft.line, this.wave.cursorMs), 0)
  }

  trimEnd(): void {
    const at = this.wave.cursorMs
    this.#cut(trimEnd(this.draft.line, at), at)
  }

  split(): void {
    const done = this.draft.edit(splitAt(this.draft.line, this.wave.cursorMs))
    this.#said = done ? 'Đã tách làm hai mảnh ở con trỏ.' : 'Chỗ này sát mép mảnh quá, không tách được.'
  }

  /** Leaves the piece under the cursor out. */
  removePiece(): void {
    const under = pieceAt(this.draft.line, this.wave.cursorMs)
    this.#cut(under && removePiece(this.draft.line, under.index), under?.startMs ?? 0)
  }

  /** Marks the piece at a place. */
  selectPiece(ms: number): void {
    const under = pieceAt(this.draft.line, ms)
    if (under) this.wave.select(under.startMs, under.endMs)
  }

  /** Leaves stretches out in one step. */
  cutAll(ranges: readonly Range[]): boolean {
    return this.#cut(cutAll(this.draft.line, ranges), ranges[0]?.fromMs ?? 0)
  }

  /** Puts another line in its place: what a joining makes. */
  put(line: Line | undefined, atMs: number, said: string): boolean {
    if (!this.draft.edit(line)) return false
    this.#after(atMs)
    this.#said = said
    return true
  }

  undo(): void {
    if (!this.draft.undo()) return
    this.#after(this.wave.cursorMs)
    this.#said = 'Đã lùi một bước.'
  }

  redo(): void {
    if (!this.draft.redo()) return
    this.#after(this.wave.cursorMs)
    this.#said = 'Đã làm lại một bước.'
  }

  /** Looks at a finding where it stands. */
  lookAt({ key, ranges, cuts }: PlacedFinding): void {
    this.#currentKey = key
    const [range] = ranges.length > 0 ? ranges : cuts
    if (!range) return
    this.wave.lookAt(range)
    this.goTo(range.fromMs)
  }

  /** Takes the suggestion that is looked at, and looks at the next. */
  accept(suggestion = this.current): void {
    if (!suggestion) return
    const [first] = suggestion.cuts
    if (this.#cut(accepted(this.draft.line, [suggestion]), first?.fromMs ?? 0)) this.#lookAtNext(first?.fromMs ?? 0)
  }

  /** Leaves the suggestion that is looked at alone, and looks at the next. */
  refuse(suggestion = this.current): void {
    if (!suggestion) return
    const from = suggestion.cuts[0]?.toMs ?? 0
    this.draft.edit([...this.draft.line], [...this.draft.refused, suggestion.key])
    this.#said = 'Đã giữ nguyên chỗ ấy.'
    this.#lookAtNext(from)
  }

  acceptAll(): void {
    const count = this.open.length
    if (this.#cut(accepted(this.draft.line, this.open), 0)) this.#said = `Đã nhận ${count} gợi ý. ${this.#said}`
  }

  say(words: string): void {
    this.#said = words
  }

  /** Saves what is on the desk as a read of its own. */
  async save(): Promise<boolean> {
    this.player.stop()
    const done = await this.saving.save()
    if (done) await this.remote.load()
    return done
  }

  /** Lets go of everything that runs for this page. */
  close(): void {
    this.player.close()
    this.peaks.leave()
    this.saving.leave()
  }

  #lookAtNext(fromMs: number): void {
    const next = nextOpen(this.#found, fromMs)
    if (next) this.lookAt(next)
  }

  #cut(line: Line | undefined, atMs: number): boolean {
    const before = this.draft.lengthMs
    if (!this.draft.edit(line)) {
      this.#said = 'Không cắt được: đoạn này quá ngắn, hoặc cắt đi thì không còn gì.'
      return false
    }
    this.#said = `Đã bỏ ${secondsWords(before - this.draft.lengthMs)}, còn ${secondsWords(this.draft.lengthMs)}.`
    this.#after(atMs)
    return true
  }

  /** The line is another: marks of the old one go, and what sounds is the new one. */
  #after(atMs: number): void {
    this.#isLooping = false
    this.#going = []
    this.wave.goTo(Math.min(atMs, lineMs(this.draft.line)))
    for (const { takeId } of this.draft.line) void this.loadPeaks(takeId)
    if (this.player.isOn) this.playFrom(this.wave.cursorMs)
  }

  /** Fetches a read's waveform, where it is known. */
  async loadPeaks(takeId: string): Promise<void> {
    const take = this.reads.find(({ id }) => id === takeId)
    if (take) await this.peaks.load(take)
  }

  async #open(): Promise<Opened> {
    const edit = await studioApi.takeEdit(this.takeId)
    const editionId = edit.sources[0]?.editionId ?? ''
    for (const source of edit.sources) void this.peaks.load(source)
    for (const { takeId } of this.draft.line) void this.loadPeaks(takeId)
    const edition = await api.edition(editionId)
    const take = edition.takes.find(({ id }) => id === this.takeId) ?? edit.sources[0]
    if (!take) throw new RangeError('a read without a source')
    this.draft.open(toLine(edit.pieces))
    return { edition, take }
  }
}

/** How much of a line a set of stretches is. */
export const totalOf = (ranges: readonly Range[]) => ranges.reduce((sum, range) => sum + pieceMs(range), 0)

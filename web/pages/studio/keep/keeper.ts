import type { FrameRange } from '../../../../server/contract/index.ts'
import { Chunker, type PcmBlock, type PcmChunk } from '../pcm.ts'
import { type ClockManner, Continuity } from './continuity.ts'
import { asKeepError, type KeepTrouble } from './keep-error.ts'
import { type KeptSession, type KeptSummary, nextChunkOf, nextFrameOf, type Opening, summaryOf } from './kept.ts'
import { checkedChunk, type ReadChunk, samplesOf, sha256Of, wavOf } from './reading.ts'
import type { KeepStore, KeptFile } from './store.ts'

/** Why a recording stands still although nobody stopped it. */
export type Interruption = KeepTrouble | 'asleep' | 'format-changed' | 'unplugged'

/** What the keeper says without being asked. */
export type KeeperEvent =
  /** A block came from the microphone; `takenFrames`: where the recording stands, what is not yet kept included. */
  | {
      event: 'heard'
      peak: number
      frames: number
      channels: 1 | 2
      sampleRateHz: number
      lostFrames: number
      takenFrames: number | undefined
      /** The block itself, for a page that listens (see `tap`). */
      samples: Int16Array | undefined
    }
  /** A chunk is safe in this browser: `frames` of the recording are. */
  | { event: 'kept'; recordingId: string; nextChunk: number; frames: number }
  | { event: 'interrupted'; recordingId: string; reason: Interruption }

/** A recording that lies in this browser; `isHeld`: another page of this browser has it open. */
export type Lying = { isHeld: true; recordingId: string } | ({ isHeld: false } & KeptSummary)

export interface KeeperNeeds {
  store: () => Promise<KeepStore>
  /** Takes a recording for this page alone; answers how to let go, or undefined when another page has it. */
  hold: (recordingId: string) => Promise<(() => void) | undefined>
  tell: (event: KeeperEvent) => void
  /** Clocks in milliseconds: one that never jumps, and the wall's. */
  steadyMs: () => number
  wallMs: () => number
}

interface Open {
  file: KeptFile
  letGo: () => void
}

interface Taking {
  open: Open
  chunker: Chunker
  /** Between the places of a retake: the microphone is heard and not taken. */
  isPaused: boolean
}

/**
 * Keeps what the microphone sends: chunk by chunk into the browser's storage, each with number, place and checksum, before
 * it counts as recorded. Lives in a worker, away from whatever the page does. All rejections are KeepErrors.
 */
export class Keeper {
  readonly #needs: KeeperNeeds
  #store: Promise<KeepStore> | undefined
  readonly #open = new Map<string, Open>()
  #taking: Taking | undefined
  #writing: Promise<void> = Promise.resolve()
  #manner: ClockManner = { windowMs: 2_000, stepMs: 60 }
  #continuity: Continuity | undefined
  #format: Pick<PcmBlock, 'channels' | 'sampleRateHz'> | undefined
  #isTapped = false

  constructor(needs: KeeperNeeds) {
    this.#needs = needs
  }

  /** A microphone was opened: blocks of `take` come from it now. */
  listenTo(manner: ClockManner): void {
    this.#manner = manner
    this.#continuity = undefined
    this.#format = undefined
  }

  /** Takes a block from the microphone. */
  take(block: PcmBlock): void {
    const { channels, sampleRateHz } = block
    const hasChanged =
      this.#format && (this.#format.channels !== channels || this.#format.sampleRateHz !== sampleRateHz)
    this.#format = { channels, sampleRateHz }
    if (hasChanged) {
      this.#continuity = undefined
      // A device that changes its sound in mid-reading cannot be one recording: what came before is kept.
      void this.#interrupt('format-changed', 0)
    }
    this.#continuity ??= new Continuity(sampleRateHz, this.#manner)
    const frames = block.samples.length / channels
    const lostBefore = this.#continuity.lostFrames
    const joins = this.#continuity.take(frames, {
      deviceMs: block.atMs,
      arrivedMs: this.#needs.steadyMs(),
      wallMs: this.#needs.wallMs(),
    })
    if (!joins) void this.#interrupt('asleep', lostBefore)
    const taking = this.#taking
    if (taking && !taking.isPaused)
      for (const chunk of taking.chunker.push(block.samples)) this.#keep(taking, chunk, this.#continuity.lostFrames)
    this.#needs.tell({
      event: 'heard',
      peak: block.peak,
      frames,
      channels,
      sampleRateHz,
      lostFrames: this.#continuity.lostFrames,
      takenFrames: this.#taking?.chunker.frames,
      samples: this.#isTapped ? block.samples : undefined,
    })
  }

  /** Whether the page gets the blocks themselves as well: for a look at the room, not for keeping. */
  async tap(isTapped: boolean): Promise<void> {
    this.#isTapped = isTapped
  }

  /** What lies in this browser and is no take yet. Only recordings of this item stay open for this page. */
  async list(item: Pick<Opening, 'editionId' | 'itemId'>): Promise<Lying[]> {
    const store = await this.#opened()
    const lying: Lying[] = []
    for (const recordingId of await store.ids()) {
      const open = await this.#adopt(recordingId)
      if (open === 'held') lying.push({ isHeld: true, recordingId })
      if (!open || open === 'held') continue
      const { opening } = open.file.kept
      lying.push({ isHeld: false, ...summaryOf(open.file.kept) })
      if (opening.editionId !== item.editionId || opening.itemId !== item.itemId) await this.#release(recordingId)
    }
    return lying
  }

  /** Begins a recording with the microphone that is open. */
  async begin(opening: Opening, session: Omit<KeptSession, 'firstChunk'>): Promise<void> {
    const store = await this.#opened()
    const letGo = await this.#needs.hold(opening.recordingId)
    if (!letGo) throw asKeepError(new Error('another page records under this number'))
    const file = await store.create({ kind: 'opened', ...opening }).catch((thrown) => {
      letGo()
      throw thrown
    })
    this.#open.set(opening.recordingId, { file, letGo })
    await this.goOn(opening.recordingId, session)
  }

  /** Goes on with a recording that lies here: a session of its own, the numbers of its chunks continue. */
  async goOn(recordingId: string, session: Omit<KeptSession, 'firstChunk'>): Promise<void> {
    const open = await this.#mine(recordingId)
    const { kept } = open.file
    await open.file.add({ kind: 'session', ...session, firstChunk: nextChunkOf(kept) })
    const { sampleRateHz, channels } = kept.opening
    const chunker = new Chunker(sampleRateHz, channels, { chunk: nextChunkOf(kept), frame: nextFrameOf(kept) })
    this.#continuity?.restart()
    this.#taking = { open, chunker, isPaused: false }
  }

  /** Marks this very moment as a mistake; the frame of it. Undefined when nothing is being recorded. */
  async mark(): Promise<number | undefined> {
    const taking = this.#taking
    if (!taking) return undefined
    const frame = taking.chunker.frames
    await this.#inTurn(() => taking.open.file.add({ kind: 'mark', frame }))
    return frame
  }

  /** Puts the last mark elsewhere. */
  async moveMark(recordingId: string, frame: number): Promise<void> {
    const { file } = await this.#mine(recordingId)
    await this.#inTurn(() => file.add({ kind: 'mark-moved', frame }))
  }

  /** Stops taking for a moment; everything up to here is kept when it answers. The frames recorded. */
  async pause(): Promise<number> {
    const taking = this.#taking
    if (!taking) return 0
    taking.isPaused = true
    this.#flush(taking)
    await this.#writing
    return nextFrameOf(taking.open.file.kept)
  }

  /** Goes on taking after `pause`. */
  async unpause(): Promise<void> {
    if (this.#taking) this.#taking.isPaused = false
  }

  /** Notes what shall fall out of the take. */
  async cut(recordingId: string, { fromFrame, toFrame }: FrameRange): Promise<void> {
    const { file } = await this.#mine(recordingId)
    await this.#inTurn(() => file.add({ kind: 'cut', fromFrame, toFrame }))
  }

  /** Ends the session, and with `isOver` the reading too. Everything is kept when it answers. */
  async end(recordingId: string, isOver: boolean): Promise<KeptSummary> {
    const taking = this.#taking?.open === this.#open.get(recordingId) ? this.#taking : undefined
    if (taking) {
      this.#taking = undefined
      this.#continuity?.settle()
      if (!taking.isPaused) this.#flush(taking)
    }
    await this.#writing
    const { file } = await this.#mine(recordingId)
    if (isOver && !file.kept.hasEnded) await file.add({ kind: 'ended' })
    return summaryOf(file.kept)
  }

  async summary(recordingId: string): Promise<KeptSummary> {
    return summaryOf((await this.#mine(recordingId)).file.kept)
  }

  /** A chunk that lies here, for the station; without `bytes` when the storage has suffered; undefined when it never lay here. */
  async read(recordingId: string, number: number): Promise<ReadChunk | undefined> {
    return checkedChunk((await this.#mine(recordingId)).file, number)
  }

  /** Samples of these stretches one after another, as far as they lie here. */
  async samples(recordingId: string, ranges: readonly FrameRange[]): Promise<Int16Array<ArrayBuffer>> {
    return samplesOf((await this.#mine(recordingId)).file, ranges)
  }

  /** All that lies here as a WAV file, for saving by hand. */
  async wav(recordingId: string): Promise<Blob> {
    return wavOf((await this.#mine(recordingId)).file)
  }

  /** Forgets a recording: its take exists, or the reader gave it up. */
  async drop(recordingId: string): Promise<void> {
    const open = await this.#adopt(recordingId)
    if (open === 'held') return
    if (open && this.#taking?.open === open) this.#taking = undefined
    await this.#writing
    await open?.file.close()
    this.#open.delete(recordingId)
    await (await this.#opened()).remove(recordingId)
    open?.letGo()
  }

  /** Lets go of everything, so that another page may have it. */
  async close(): Promise<void> {
    this.#taking = undefined
    await this.#writing
    for (const recordingId of [...this.#open.keys()]) await this.#release(recordingId)
  }

  async #interrupt(reason: Interruption, lostFrames: number): Promise<void> {
    const taking = this.#taking
    if (!taking) return
    this.#taking = undefined
    if (!taking.isPaused) this.#flush(taking, lostFrames)
    await this.#writing
    this.#needs.tell({ event: 'interrupted', recordingId: taking.open.file.kept.opening.recordingId, reason })
  }

  #flush(taking: Taking, lostFrames = this.#continuity?.lostFrames ?? 0): void {
    const last = taking.chunker.flush()
    if (last) this.#keep(taking, last, lostFrames)
  }

  #keep({ open }: Taking, { bytes, ...chunk }: PcmChunk, lostFrames: number): void {
    this.#writing = this.#writing
      .then(async () => {
        const { kept } = open.file
        // Behind a chunk that could not be kept nothing is: the recording has no holes.
        if (chunk.number !== nextChunkOf(kept)) return
        await open.file.addChunk({ ...chunk, sha256: await sha256Of(bytes), lostFrames }, bytes)
        const { recordingId } = kept.opening
        this.#needs.tell({ event: 'kept', recordingId, nextChunk: nextChunkOf(kept), frames: nextFrameOf(kept) })
      })
      .catch((thrown: unknown) => {
        const { recordingId } = open.file.kept.opening
        if (this.#taking?.open === open) this.#taking = undefined
        this.#needs.tell({ event: 'interrupted', recordingId, reason: asKeepError(thrown).code })
      })
  }

  /** After what is being written. */
  async #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(act)
    this.#writing = turn.catch(() => undefined)
    await turn
  }

  async #release(recordingId: string): Promise<void> {
    const open = this.#open.get(recordingId)
    this.#open.delete(recordingId)
    await open?.file.close()
    open?.letGo()
  }

  #opened(): Promise<KeepStore> {
    this.#store ??= this.#needs.store()
    return this.#store
  }

  async #mine(recordingId: string): Promise<Open> {
    const open = await this.#adopt(recordingId)
    if (!open || open === 'held') throw asKeepError(new Error(`recording ${recordingId} does not lie here`))
    return open
  }

  /** Opens a recording that lies here; what cannot be read at all never held a sound and is cleared away. */
  async #adopt(recordingId: string): Promise<Open | 'held' | undefined> {
    const known = this.#open.get(recordingId)
    if (known) return known
    const store = await this.#opened()
    const letGo = await this.#needs.hold(recordingId)
    if (!letGo) return 'held'
    try {
      const file = await store.open(recordingId)
      if (file) {
        const open = { file, letGo }
        this.#open.set(recordingId, open)
        return open
      }
      await store.remove(recordingId)
      letGo()
      return undefined
    } catch (thrown) {
      letGo()
      throw asKeepError(thrown)
    }
  }
}

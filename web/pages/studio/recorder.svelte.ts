import type { Take } from '../../../server/contract/index.ts'
import { recordingApi } from '../../api-recordings.ts'
import { clock } from '../../clock.ts'
import { type ApiError, asApiError } from '../../request.ts'
import { Awake } from './awake.ts'
import { ChunkUpload } from './chunk-upload.svelte.ts'
import {
  type Interruption,
  Keep,
  KeepError,
  type KeeperEvent,
  type KeepTrouble,
  makeRoom,
  type Opening,
} from './keep/index.ts'
import { hereOf, type Leftover, refuseOtherFormat } from './leftovers.ts'
import { MicrophoneLine, type SoundFormat } from './microphone-line.svelte.ts'
import type { ReadingAim, RecorderPhase, RecorderTrouble, StartManner } from './phases.ts'
import { PunchIn } from './punch-in.svelte.ts'
import { Unfinished } from './unfinished.svelte.ts'

/** So long after the start a reader may still be told that somebody else was first; later both takes are kept. */
const GIVE_WAY_MS = 3_000
const NOTHING = { chunk: 0, frame: 0 }

/** The recording of one item: from the microphone into this browser's storage, from there to the station, into a take. */
export class Recorder {
  #phase = $state<RecorderPhase>('off')
  #trouble = $state<KeepTrouble>()
  #frames = $state(0)
  #lost = $state(0)
  #upload = $state.raw<ChunkUpload>()
  #error = $state.raw<ApiError>()
  #isPractice = $state(false)
  #besideAim = $state.raw<ReadingAim>()
  #isStarting = false
  #lostBefore = 0
  #tap: ((samples: Int16Array, format: SoundFormat) => void) | undefined
  readonly #keep: Keep
  /** The microphone and its meter. */
  readonly line: MicrophoneLine
  readonly #punch: PunchIn
  readonly #place: { editionId: string; itemId: string }
  readonly #onTake: (take: Take) => void
  /** What was broken off and can be gone on with, who else records, what lies here of other items. */
  readonly unfinished: Unfinished
  readonly #awake = new Awake()

  constructor(place: { editionId: string; itemId: string }, onTake: (take: Take) => void) {
    this.#place = place
    this.#onTake = onTake
    this.#keep = new Keep(this.#heard)
    this.line = new MicrophoneLine(this.#keep, this.#unplugged)
    this.#punch = new PunchIn(this.#keep)
    this.unfinished = new Unfinished(this.#keep, place)
    addEventListener('online', this.#online)
  }

  get phase(): RecorderPhase {
    return this.#phase
  }

  get trouble(): RecorderTrouble | undefined {
    return this.#trouble ?? this.line.trouble
  }

  /** What is safe in this browser and will be heard: what was read again is not counted. */
  get recordedMs(): number {
    return this.#inMs(this.#punch.left(this.#frames))
  }

  get lostFrames(): number {
    return this.#lost
  }

  /** Places of marked mistakes, ms from the beginning of what will be heard. */
  get marksMs(): number[] {
    return this.#punch.marks.map((mark) => this.#inMs(this.#punch.left(mark)))
  }

  /** How often something was read again. */
  get retakes(): number {
    return this.#punch.cuts.length
  }

  get isPractice(): boolean {
    return this.#isPractice
  }

  get upload(): ChunkUpload | undefined {
    return this.#upload
  }

  /** Why the take could not be made, or why the recording could not be gone on with. */
  get error(): ApiError | undefined {
    return this.#error
  }

  get isBusy(): boolean {
    return ['recording', 'cueing', 'finishing'].includes(this.#phase)
  }

  /** A start was refused because somebody else records the item: `recordBeside` or `wait` is to be said. */
  get isAskedToWait(): boolean {
    return this.#besideAim !== undefined
  }

  /** Looks for what was broken off, and opens the microphone where the person has allowed it before. */
  async greet(): Promise<void> {
    await Promise.all([this.unfinished.look(), this.open({ ifGranted: true })])
  }

  /** Opens a microphone: the one named, the one used last, or the browser's choice. */
  async open({ deviceId, ifGranted = false }: { deviceId?: string; ifGranted?: boolean } = {}): Promise<void> {
    if (this.isBusy || this.#phase === 'opening' || this.#phase === 'failed') return
    this.#trouble = undefined
    this.#phase = 'opening'
    await (ifGranted ? this.line.greet() : this.line.open(deviceId))
    this.#phase = this.line.isOpen ? 'ready' : 'off'
  }

  /** Hears every block of the open microphone, for a look at the room; the function returned ends that. */
  tap(listener: (samples: Int16Array, format: SoundFormat) => void): () => void {
    this.#tap = listener
    void this.#keep.ask('tap', true)
    return () => {
      this.#tap = undefined
      void this.#keep.ask('tap', false)
    }
  }

  /** Begins a take, or practises. */
  async start(aim: ReadingAim, { isPractice = false, isAlongside = false }: StartManner = {}): Promise<void> {
    const format = this.line.format
    if (this.#phase !== 'ready' || !format || this.#isStarting) return
    this.#besideAim = undefined
    this.#forget()
    if (isPractice) {
      this.#isPractice = true
      this.#phase = 'recording'
      return
    }
    const opening = { ...aim, ...format, recordingId: crypto.randomUUID(), openedAt: clock.now(), base: NOTHING }
    await this.#begin(opening, isAlongside)
  }

  /** Records beside the one who was first. */
  async recordBeside(): Promise<void> {
    const aim = this.#besideAim
    if (aim) await this.start(aim, { isAlongside: true })
  }

  /** Lets the other one finish first. */
  wait(): void {
    this.#besideAim = undefined
  }

  /** Goes on with a recording that was broken off; its last seconds sound first where they lie in this browser. */
  async resume(leftover: Leftover): Promise<void> {
    if (this.isBusy || this.#isStarting) return
    this.#error = undefined
    if (!this.line.isOpen) await this.open()
    const format = await this.line.whenHeard()
    if (!format) return
    try {
      if (leftover.where === 'here') await this.#resumeHere(leftover, format)
      else await this.#resumeFromStation(leftover, format)
    } catch (thrown) {
      this.#error = asApiError(thrown)
      if (!this.isBusy) this.#rest()
    }
  }

  /** Makes a take of a recording that was broken off, of as much as there is. */
  async finishLeftover(leftover: Leftover): Promise<void> {
    if (this.isBusy) return
    this.#error = undefined
    if (leftover.where === 'here') {
      this.#upload = this.unfinished.take(leftover)
      return this.finish()
    }
    this.#phase = 'finishing'
    try {
      this.#onTake(await this.unfinished.finishAtStation(leftover))
    } catch (thrown) {
      this.#error = asApiError(thrown)
    }
    this.#rest()
  }

  /** Marks this moment as a mistake. */
  async mark(): Promise<void> {
    if (this.#phase === 'recording' && !this.#isPractice) await this.#punch.mark()
  }

  /** The last mark stands earlier: the mistake began before the key was found. While it sounds, it sounds from there. */
  async moveMarkBack(ms = 1_000): Promise<void> {
    if (this.#upload && this.isBusy) await this.#punch.moveBack(this.#upload.recording, ms)
  }

  /** Reads again from the last mark: what was said since falls out, the last seconds before it sound, then it goes on. */
  async retake(): Promise<void> {
    const upload = this.#upload
    if (this.#phase !== 'recording' || this.#isPractice || !upload || this.#punch.marks.length === 0) return
    this.#phase = 'cueing'
    if ((await this.#punch.retake(upload.recording)) && this.#upload === upload) this.#phase = 'recording'
  }

  /** Ends the take: the rest goes to the station, which makes it. */
  async stop(): Promise<void> {
    if (this.#phase !== 'recording' && this.#phase !== 'cueing') return
    this.#punch.hush()
    if (this.#isPractice) this.#rest()
    else await this.finish()
  }

  /** Hands the take over; also the second try after a failure. */
  async finish(): Promise<void> {
    const upload = this.#upload
    if (!upload) return
    this.#phase = 'finishing'
    this.#error = undefined
    try {
      const kept = await this.#keep.ask('end', upload.recordingId, true)
      upload.send(kept)
      if (this.#punch.left(kept.frames) > 0) this.#onTake(await upload.finish())
      else await upload.drop()
      this.#rest()
    } catch (thrown) {
      this.#error = asApiError(thrown)
      this.#phase = 'failed'
    }
  }

  /** Gives up what was recorded. */
  async drop(): Promise<void> {
    const upload = this.#upload
    this.#rest()
    await upload?.drop()
  }

  /** The page is left: the microphone is let alone, what is kept stays kept. */
  close(): void {
    removeEventListener('online', this.#online)
    this.#punch.hush()
    this.line.close()
    this.#upload?.leave()
    this.unfinished.leave()
    this.#phase = 'off'
    void this.#keep.close()
  }

  async #begin(opening: Opening, isAlongside: boolean): Promise<void> {
    this.#isStarting = true
    try {
      await makeRoom(opening)
      await this.#keep.ask('begin', opening, this.#newSession())
      const recording = await this.#keep.ask('summary', opening.recordingId)
      const isNew = opening.base.chunk === 0
      const onRefused = (error: ApiError) => this.#refused(error, opening)
      this.#run(new ChunkUpload(this.#keep, recording, { isNew, isAlongside, onRefused }))
    } catch (thrown) {
      if (!(thrown instanceof KeepError)) throw thrown
      this.#trouble = thrown.code
    } finally {
      this.#isStarting = false
    }
  }

  async #resumeHere(leftover: Leftover, format: SoundFormat): Promise<void> {
    const { opening, frames } = await this.#keep.ask('summary', leftover.recordingId)
    refuseOtherFormat(opening, format)
    const upload = this.unfinished.take(leftover)
    if (!upload) return
    this.#forget()
    this.#upload = upload
    this.#frames = frames
    this.#punch.begin(upload.recording)
    this.#phase = 'cueing'
    if ((await this.#punch.soundBefore(opening, frames)) === 'over') return
    await this.#keep.ask('goOn', opening.recordingId, this.#newSession())
    upload.send(await this.#keep.ask('summary', opening.recordingId))
    this.#run(upload)
  }

  async #resumeFromStation(leftover: Leftover, format: SoundFormat): Promise<void> {
    const { nextChunk, nextFrame, sampleRateHz, channels, opened, itemId, revisionId } = await recordingApi.state(
      leftover.recordingId,
    )
    refuseOtherFormat({ sampleRateHz, channels }, format)
    this.unfinished.take(leftover)
    this.#forget()
    const base = { chunk: nextChunk, frame: nextFrame }
    const { recordingId } = leftover
    const place = { editionId: this.#place.editionId, itemId, revisionId, title: '' }
    await this.#begin({ ...place, ...format, recordingId, openedAt: opened.at, base }, true)
  }

  #run(upload: ChunkUpload): void {
    const { frames, lostFrames } = upload.recording
    this.#upload = upload
    this.#frames = frames
    this.#lostBefore = lostFrames
    this.#phase = 'recording'
    upload.send()
    void this.#awake.hold()
  }

  #newSession(): { sessionId: string; microphone: Record<string, unknown> } {
    return { sessionId: crypto.randomUUID(), microphone: this.line.settings }
  }

  #forget(): void {
    this.#frames = 0
    this.#lost = 0
    this.#lostBefore = 0
    this.#error = undefined
    this.#trouble = undefined
    this.#punch.begin()
    this.line.watchClipping()
  }

  #rest(): void {
    this.#upload = undefined
    this.#isPractice = false
    this.#phase = this.line.isOpen ? 'ready' : 'off'
    this.#awake.release()
  }

  /** The recording stands still although nobody stopped it: it is offered to be gone on with. */
  async #breakOff(reason: Interruption): Promise<void> {
    const upload = this.#upload
    if (!upload || (this.#phase !== 'recording' && this.#phase !== 'cueing')) {
      if (this.#phase !== 'finishing' && this.#phase !== 'failed') this.#rest()
      return
    }
    this.#punch.hush()
    this.#rest()
    const kept = await this.#keep.ask('end', upload.recordingId, false)
    upload.send(kept)
    this.unfinished.add(hereOf(kept, undefined, reason), upload)
  }

  /** Somebody else was first: at the beginning the reader is asked, later both takes are kept. */
  #refused({ code, details }: ApiError, aim: ReadingAim): void {
    const upload = this.#upload
    if (code !== 'being-recorded' || !upload) return
    if (this.#phase !== 'recording' || this.#inMs(this.#frames) > GIVE_WAY_MS) {
      upload.alongside()
      return
    }
    this.#rest()
    this.#besideAim = aim
    this.unfinished.beside = [{ by: String(details.by), since: Number(details.at) }]
    void upload.drop()
  }

  readonly #heard = (event: KeeperEvent) => {
    if (event.event === 'interrupted') return void this.#breakOff(event.reason)
    if (event.event === 'kept') {
      const isRunning = this.#upload?.recordingId === event.recordingId
      if (isRunning) this.#frames = event.frames
      const upload = isRunning ? this.#upload : this.unfinished.uploadOf(event.recordingId)
      return upload?.kept(event.nextChunk, event.frames)
    }
    this.line.show(event)
    const { samples, frames, channels, sampleRateHz, lostFrames } = event
    if (samples) this.#tap?.(samples, { channels, sampleRateHz })
    if (this.#phase !== 'recording') return
    if (this.#isPractice) this.#frames += frames
    else this.#lost = this.#lostBefore + lostFrames
  }

  readonly #unplugged = () => void this.#breakOff('unplugged')

  readonly #online = () => {
    this.#upload?.hurry()
    this.unfinished.hurry()
  }

  #inMs(frames: number): number {
    const rate = this.#upload?.recording.opening.sampleRateHz ?? this.line.format?.sampleRateHz
    return rate === undefined ? 0 : (frames / rate) * 1000
  }
}

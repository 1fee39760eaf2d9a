import type { Take } from '../../../server/contract/index.ts'
import { monotonicMs } from '../../clock.ts'
import { PeakHold, peakDbfs } from '../../level.ts'
import { type ApiError, asApiError } from '../../request.ts'
import { type Capture, startCapture } from './capture.ts'
import { ChunkUpload } from './chunk-upload.svelte.ts'
import {
  alterations,
  isMicrophoneGranted,
  listMicrophones,
  type Microphone,
  MicrophoneError,
  type MicrophoneTrouble,
  microphoneHindrance,
  openMicrophone,
} from './microphone.ts'
import { Chunker, GapCounter, type PcmBlock } from './pcm.ts'

/** `off`: no microphone yet. `ready`: the meter moves. `finishing`: the station gets the rest and makes the take. */
export type RecorderPhase = 'off' | 'opening' | 'ready' | 'recording' | 'finishing' | 'failed'

/** What is read. */
export interface ReadingAim {
  editionId: string
  itemId: string
  revisionId: string
}

const LAST_MICROPHONE = 'len-song.micro'
/** A microphone that sends nothing for this long is flagged (PRODUCTION: within a second). */
const SILENT_LINE_MS = 800
const SILENCE = Number.NEGATIVE_INFINITY

/** The microphone, the meter and the recording of one take. */
export class Recorder {
  #phase = $state<RecorderPhase>('off')
  #trouble = $state<MicrophoneTrouble>()
  #microphones = $state.raw<Microphone[]>([])
  #deviceId = $state('')
  #altered = $state.raw<string[]>([])
  #level = $state(SILENCE)
  #held = $state(SILENCE)
  #hasClipped = $state(false)
  #recordedMs = $state(0)
  #lostFrames = $state(0)
  #isLineDead = $state(false)
  #upload = $state.raw<ChunkUpload>()
  #error = $state.raw<ApiError>()
  #track: MediaStreamTrack | undefined
  #capture: Capture | undefined
  #chunker: Chunker | undefined
  #gaps: GapCounter | undefined
  #lastBlockAt = 0
  #watch: ReturnType<typeof setInterval> | undefined
  #format: Pick<PcmBlock, 'channels' | 'sampleRateHz'> | undefined
  readonly #hold = new PeakHold()
  readonly #onTake: (take: Take) => void
  /** The machine must not fall asleep while somebody reads. */
  #wakeLock: WakeLockSentinel | undefined

  constructor(onTake: (take: Take) => void) {
    this.#onTake = onTake
    this.#trouble = microphoneHindrance()
  }

  get phase(): RecorderPhase {
    return this.#phase
  }

  /** Why there is no microphone. */
  get trouble(): MicrophoneTrouble | undefined {
    return this.#trouble
  }

  get microphones(): Microphone[] {
    return this.#microphones
  }

  get deviceId(): string {
    return this.#deviceId
  }

  /** What the browser alters although it was asked not to. */
  get altered(): string[] {
    return this.#altered
  }

  get levelDbfs(): number {
    return this.#level
  }

  get heldDbfs(): number {
    return this.#held
  }

  /** The voice has broken since the recording began. */
  get hasClipped(): boolean {
    return this.#hasClipped
  }

  get recordedMs(): number {
    return this.#recordedMs
  }

  get lostFrames(): number {
    return this.#lostFrames
  }

  /** The microphone is open and sends nothing. */
  get isLineDead(): boolean {
    return this.#isLineDead
  }

  get upload(): ChunkUpload | undefined {
    return this.#upload
  }

  /** Why the take could not be made. */
  get error(): ApiError | undefined {
    return this.#error
  }

  get isBusy(): boolean {
    return this.#phase === 'recording' || this.#phase === 'finishing'
  }

  /** Opens the microphone at once where the person has allowed it before. */
  async greet(): Promise<void> {
    if (!this.#trouble && (await isMicrophoneGranted())) await this.open()
  }

  /** Opens a microphone: the one named, the one used last, or the browser's choice. */
  async open(deviceId = localStorage.getItem(LAST_MICROPHONE) ?? undefined): Promise<void> {
    if (this.isBusy || this.#phase === 'opening') return
    this.#close()
    this.#phase = 'opening'
    this.#trouble = undefined
    try {
      const track = await openMicrophone(deviceId)
      this.#track = track
      track.addEventListener('ended', this.#onEnded)
      this.#capture = await startCapture(track, this.#onBlock)
      const settings = track.getSettings()
      this.#altered = alterations(settings)
      this.#deviceId = settings.deviceId ?? ''
      localStorage.setItem(LAST_MICROPHONE, this.#deviceId)
      this.#lastBlockAt = monotonicMs()
      this.#watch = setInterval(this.#listen, 200)
      this.#phase = 'ready'
      await this.refreshList()
    } catch (thrown) {
      this.#close()
      this.#phase = 'off'
      this.#trouble = thrown instanceof MicrophoneError ? thrown.code : 'other'
    }
  }

  readonly refreshList = async (): Promise<void> => {
    if (this.#track) this.#microphones = await listMicrophones()
  }

  /** Begins a take. */
  start(aim: ReadingAim): void {
    const [format, track, capture] = [this.#format, this.#track, this.#capture]
    if (this.#phase !== 'ready' || !format || !track || !capture) return
    this.#chunker = new Chunker(format.sampleRateHz, format.channels)
    this.#gaps?.restart()
    this.#recordedMs = 0
    this.#lostFrames = 0
    this.#hasClipped = false
    this.#error = undefined
    this.#upload = new ChunkUpload(aim.editionId, aim.itemId, {
      revisionId: aim.revisionId,
      ...format,
      microphone: { label: track.label, ...track.getSettings(), capture: capture.way },
    })
    this.#upload.open()
    this.#phase = 'recording'
    void this.#keepAwake()
  }

  /** Ends the take: the rest goes to the station, which makes the take. */
  async stop(): Promise<void> {
    if (this.#phase !== 'recording' || !this.#chunker) return
    this.#phase = 'finishing'
    this.#gaps?.settle()
    this.#lostFrames = this.#gaps?.lostFrames ?? 0
    const last = this.#chunker.flush()
    if (last) this.#upload?.add(last)
    await this.finish()
  }

  /** Hands the take over; also the second try after a failure. */
  async finish(): Promise<void> {
    const [chunker, upload] = [this.#chunker, this.#upload]
    if (!chunker || !upload) return
    this.#phase = 'finishing'
    this.#error = undefined
    try {
      if (chunker.frames > 0) this.#onTake(await upload.finish(chunker.count, chunker.frames, this.#lostFrames))
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

  /** Leaves the microphone alone. */
  close(): void {
    this.#close()
    this.#phase = 'off'
  }

  #rest(): void {
    this.#upload = undefined
    this.#chunker = undefined
    this.#phase = this.#track?.readyState === 'live' ? 'ready' : 'off'
    void this.#wakeLock?.release()
    this.#wakeLock = undefined
  }

  #close(): void {
    clearInterval(this.#watch)
    this.#capture?.stop()
    this.#capture = undefined
    this.#track?.removeEventListener('ended', this.#onEnded)
    this.#track?.stop()
    this.#track = undefined
    this.#format = undefined
    this.#gaps = undefined
    this.#level = SILENCE
    this.#held = SILENCE
    this.#isLineDead = false
  }

  readonly #onBlock = (block: PcmBlock) => {
    const now = monotonicMs()
    this.#lastBlockAt = now
    this.#isLineDead = false
    this.#level = peakDbfs(block.peak)
    this.#held = this.#hold.take(this.#level, now)
    const { channels, sampleRateHz } = block
    const isChanged = this.#format && (this.#format.channels !== channels || this.#format.sampleRateHz !== sampleRateHz)
    this.#format = { channels, sampleRateHz }
    if (isChanged) this.#gaps = undefined
    const capture = this.#capture
    if (!this.#gaps && capture) this.#gaps = new GapCounter(sampleRateHz, capture.windowMs, capture.stepMs)
    this.#gaps?.take(block.samples.length / channels, block.atMs)
    if (this.#phase !== 'recording' || !this.#chunker) return
    // A device that changes its rate in mid-reading cannot be one sound: what came before is kept.
    if (isChanged) return void this.stop()
    if (block.peak >= 32_767) this.#hasClipped = true
    this.#lostFrames = this.#gaps?.lostFrames ?? 0
    for (const chunk of this.#chunker.push(block.samples)) this.#upload?.add(chunk)
    this.#recordedMs = (this.#chunker.frames / sampleRateHz) * 1000
  }

  readonly #listen = () => {
    this.#isLineDead = monotonicMs() - this.#lastBlockAt > SILENT_LINE_MS
    if (this.#isLineDead) this.#level = SILENCE
  }

  readonly #onEnded = () => {
    this.#trouble = 'unplugged'
    const wasRecording = this.#phase === 'recording'
    this.#close()
    if (wasRecording) void this.stop()
    else if (this.#phase !== 'finishing') this.#phase = 'off'
  }

  async #keepAwake(): Promise<void> {
    try {
      this.#wakeLock = await navigator.wakeLock?.request('screen')
    } catch (thrown) {
      // Refused on low battery: the recording goes on all the same.
      if (!(thrown instanceof DOMException)) throw thrown
    }
  }
}

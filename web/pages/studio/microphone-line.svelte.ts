import { monotonicMs } from '../../clock.ts'
import { PeakHold, peakDbfs } from '../../level.ts'
import { type Capture, captureWay, MANNERS, startCapture } from './capture.ts'
import type { Keep, KeeperEvent } from './keep/index.ts'
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

const LAST_MICROPHONE = 'len-song.micro'
/** A microphone that sends nothing for this long is flagged (PRODUCTION: within a second). */
const SILENT_LINE_MS = 800
const SILENCE = Number.NEGATIVE_INFINITY

export interface SoundFormat {
  channels: 1 | 2
  sampleRateHz: number
}

/** An open microphone: its blocks go straight to the keeper; the page sees the meter. */
export class MicrophoneLine {
  #isOpen = $state(false)
  #trouble = $state<MicrophoneTrouble>()
  #microphones = $state.raw<Microphone[]>([])
  #deviceId = $state('')
  #altered = $state.raw<string[]>([])
  #level = $state(SILENCE)
  #held = $state(SILENCE)
  #hasClipped = $state(false)
  #isDead = $state(false)
  #format: SoundFormat | undefined
  #track: MediaStreamTrack | undefined
  #capture: Capture | undefined
  /** Browsers name their devices in different ways: only one that was found in the list can be missed there. */
  #wasListed = false
  #heardAt = 0
  #watch: ReturnType<typeof setInterval> | undefined
  readonly #hold = new PeakHold()
  readonly #keep: Keep
  readonly #onEnded: () => void

  /** `onEnded`: the microphone was pulled out or taken away. */
  constructor(keep: Keep, onEnded: () => void) {
    this.#keep = keep
    this.#onEnded = onEnded
    this.#trouble = microphoneHindrance()
  }

  get isOpen(): boolean {
    return this.#isOpen
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

  /** The voice has broken since `watchClipping`. */
  get hasClipped(): boolean {
    return this.#hasClipped
  }

  /** The microphone is open and sends nothing. */
  get isDead(): boolean {
    return this.#isDead
  }

  /** Known once the first block has come. */
  get format(): SoundFormat | undefined {
    return this.#format
  }

  /** The sound's format once the first block has come; undefined when none comes within three seconds. */
  async whenHeard(): Promise<SoundFormat | undefined> {
    for (let tries = 0; tries < 60 && this.#isOpen && !this.#format; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50))
    return this.#format
  }

  /** What the browser says of the open microphone: kept with the take. */
  get settings(): Record<string, unknown> {
    const [track, capture] = [this.#track, this.#capture]
    return track && capture ? { label: track.label, ...track.getSettings(), capture: capture.way } : {}
  }

  /** Opens the microphone at once where the person has allowed it before. */
  async greet(): Promise<void> {
    if (!this.#trouble && (await isMicrophoneGranted())) await this.open()
  }

  /** Opens a microphone: the one named, the one used last, or the browser's choice. What went wrong is `trouble`. */
  async open(deviceId = localStorage.getItem(LAST_MICROPHONE) ?? undefined): Promise<void> {
    this.close()
    this.#trouble = undefined
    try {
      const track = await openMicrophone(deviceId)
      this.#track = track
      track.addEventListener('ended', this.#ended)
      this.#capture = await startCapture(track, this.#keep.listen(MANNERS[captureWay()]))
      const settings = track.getSettings()
      this.#altered = alterations(settings)
      this.#deviceId = settings.deviceId ?? ''
      localStorage.setItem(LAST_MICROPHONE, this.#deviceId)
      this.#heardAt = monotonicMs()
      this.#watch = setInterval(this.#listen, 200)
      this.#microphones = await listMicrophones()
      this.#wasListed = isListed(track, this.#microphones)
      this.#isOpen = true
    } catch (thrown) {
      this.close()
      this.#trouble = thrown instanceof MicrophoneError ? thrown.code : 'other'
    }
  }

  /**
   * Reads the microphones anew. A sound server may quietly put another microphone in the place of one that was pulled out:
   * that, too, is the end of this one.
   */
  readonly refreshList = async (): Promise<void> => {
    const track = this.#track
    if (!track) return
    this.#microphones = await listMicrophones()
    if (track === this.#track && this.#wasListed && !isListed(track, this.#microphones)) this.#ended()
  }

  /** Leaves the microphone alone. */
  close(): void {
    clearInterval(this.#watch)
    this.#capture?.stop()
    this.#capture = undefined
    this.#track?.removeEventListener('ended', this.#ended)
    this.#track?.stop()
    this.#track = undefined
    this.#format = undefined
    this.#isOpen = false
    this.#level = SILENCE
    this.#held = SILENCE
    this.#isDead = false
  }

  watchClipping(): void {
    this.#hasClipped = false
  }

  /** Shows a block that the keeper has heard. */
  show({ peak, channels, sampleRateHz }: KeeperEvent & { event: 'heard' }): void {
    if (!this.#isOpen) return
    const now = monotonicMs()
    this.#heardAt = now
    this.#isDead = false
    this.#format = { channels, sampleRateHz }
    this.#level = peakDbfs(peak)
    this.#held = this.#hold.take(this.#level, now)
    if (peak >= 32_767) this.#hasClipped = true
  }

  readonly #listen = () => {
    this.#isDead = monotonicMs() - this.#heardAt > SILENT_LINE_MS
    if (this.#isDead) this.#level = SILENCE
  }

  readonly #ended = () => {
    this.close()
    this.#trouble = 'unplugged'
    this.#onEnded()
  }
}

/** Whether the physical device of a track is among these; the browser's “default” stands for one of them. */
function isListed(track: MediaStreamTrack, microphones: readonly Microphone[]): boolean {
  const { deviceId, groupId } = track.getSettings()
  if (deviceId !== 'default') return microphones.some((one) => one.deviceId === deviceId)
  return microphones.some((one) => one.deviceId !== 'default' && one.groupId !== '' && one.groupId === groupId)
}

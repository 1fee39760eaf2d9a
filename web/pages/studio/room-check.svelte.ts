import type { Recorder } from './recorder.svelte.ts'
import { ROOM_CHECK_MS, type RoomHeard, RoomListener } from './room.ts'

const CHECKED = 'len-song.da-nghe-phong'
/** A microphone that sends too little is not waited for much longer than the check takes. */
const PATIENCE_MS = 3_000

/** The five seconds of silence before the first take, and what they told. */
export class RoomCheck {
  #heardMs = $state(0)
  #result = $state.raw<RoomHeard>()
  #isListening = $state(false)
  #isDone = $state(sessionStorage.getItem(CHECKED) !== null)
  readonly #recorder: Recorder
  #stop: (() => void) | undefined

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  get isListening(): boolean {
    return this.#isListening
  }

  /** Which share of the five seconds is over, 0…1. */
  get fraction(): number {
    return Math.min(1, this.#heardMs / ROOM_CHECK_MS)
  }

  get result(): RoomHeard | undefined {
    return this.#result
  }

  /** The room has been listened to since the browser was opened. */
  get isDone(): boolean {
    return this.#isDone
  }

  /** Listens for five seconds; nothing of it is kept but levels. */
  start(): void {
    if (this.#isListening || this.#recorder.phase !== 'ready') return
    const listener = new RoomListener()
    this.#heardMs = 0
    this.#result = undefined
    this.#isListening = true
    const untap = this.#recorder.tap((samples, { channels, sampleRateHz }) => {
      listener.push(samples, channels, sampleRateHz)
      this.#heardMs = listener.heardMs
      if (listener.heardMs >= ROOM_CHECK_MS) this.#finish(listener)
    })
    const timer = setTimeout(() => this.#finish(listener), ROOM_CHECK_MS + PATIENCE_MS)
    this.#stop = () => {
      clearTimeout(timer)
      untap()
    }
  }

  /** Gives it up: a take begins, or the page is left. */
  cancel(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#isListening = false
  }

  #finish(listener: RoomListener): void {
    this.cancel()
    this.#result = listener.result() ?? {
      floorDbfs: Number.NEGATIVE_INFINITY,
      verdict: 'silent',
      hum: [],
      isDisturbed: false,
    }
    this.#isDone = true
    sessionStorage.setItem(CHECKED, 'yes')
  }
}

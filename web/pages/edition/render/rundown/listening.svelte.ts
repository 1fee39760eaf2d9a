import { type ApiError, asApiError, refusalOf } from '../../../../request.ts'
import { soundAlone } from '../../../../sounding.ts'

/**
 * Listening to sound that the station makes while it is heard: it cannot be wound, so another place is another request. What
 * was not heard to its end is given up, and the station with it.
 */
export class Listening {
  #audio: HTMLAudioElement | undefined
  #state = $state<'silent' | 'waiting' | 'playing'>('silent')
  #placeMs = $state(0)
  #fromMs = 0
  #error = $state.raw<ApiError>()
  #frame: number | undefined

  get isOn(): boolean {
    return this.#state !== 'silent'
  }

  /** It was asked for and does not sound yet. */
  get isWaiting(): boolean {
    return this.#state === 'waiting'
  }

  /** Where it stands, or where it will begin. */
  get placeMs(): number {
    return this.#placeMs
  }

  get error(): ApiError | undefined {
    return this.#error
  }

  /** Gives it the element that it sounds through. */
  readonly attach = (audio: HTMLAudioElement): (() => void) => {
    this.#audio = audio
    const hears: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
      playing: () => {
        this.#state = 'playing'
        this.#follow()
      },
      waiting: () => {
        if (this.isOn) this.#state = 'waiting'
      },
      pause: () => this.#rest(),
      ended: () => {
        this.#rest()
        this.#placeMs = 0
      },
      error: () => void this.#fail(),
    }
    const listeners = Object.entries(hears)
    for (const [name, hear] of listeners) audio.addEventListener(name, hear)
    return () => {
      for (const [name, hear] of listeners) audio.removeEventListener(name, hear)
      this.stop()
      this.#audio = undefined
    }
  }

  /** Moves to a place without sounding. */
  goTo(ms: number): void {
    this.#placeMs = Math.max(0, ms)
  }

  /** Sounds `address`, whose first sample stands at `fromMs`; `insideMs` further on where the element itself can wind. */
  async play(address: string, fromMs: number, insideMs = 0): Promise<void> {
    const audio = this.#audio
    if (!audio) return
    this.#error = undefined
    this.#state = 'waiting'
    this.#fromMs = fromMs
    this.#placeMs = fromMs + insideMs
    soundAlone(audio)
    audio.src = address
    if (insideMs > 0) audio.currentTime = insideMs / 1000
    try {
      await audio.play()
    } catch (thrown) {
      // Another place was asked for meanwhile, or it was stopped; a real failure comes as the element's own event.
      if (thrown instanceof DOMException && thrown.name === 'NotAllowedError') {
        this.#rest()
        this.#error = asApiError(thrown)
      }
    }
  }

  /** Winds within what the element has, where it can. */
  wind(ms: number): void {
    this.#placeMs = ms
    if (this.#audio) this.#audio.currentTime = Math.max(0, ms - this.#fromMs) / 1000
  }

  /** Falls silent where it stands; the station stops making it. */
  stop(): void {
    const audio = this.#audio
    this.#rest()
    if (!audio?.hasAttribute('src')) return
    audio.pause()
    audio.removeAttribute('src')
    audio.load()
  }

  #follow(): void {
    cancelAnimationFrame(this.#frame ?? 0)
    this.#frame = requestAnimationFrame(() => {
      if (!this.#audio || this.#state !== 'playing') return
      this.#placeMs = this.#fromMs + this.#audio.currentTime * 1000
      this.#follow()
    })
  }

  #rest(): void {
    cancelAnimationFrame(this.#frame ?? 0)
    this.#state = 'silent'
  }

  async #fail(): Promise<void> {
    const address = this.#audio?.getAttribute('src')
    this.#rest()
    if (!address) return
    this.#error =
      (await refusalOf(address)) ??
      asApiError(new Error(this.#audio?.error?.message ?? 'the sound could not be decoded'))
  }
}

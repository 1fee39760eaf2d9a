import { soundAlone } from '../../sounding.ts'

/** How far one press goes back or on. */
export const SKIP_MS = 10_000

/** The read as it sounds in this browser: where it is, and how much of it was heard. */
export class Sound {
  #audio: HTMLAudioElement | undefined
  #positionMs = $state(0)
  #isPlaying = $state(false)
  #isWaiting = $state(false)
  #problem = $state('')

  get positionMs(): number {
    return this.#positionMs
  }

  get isPlaying(): boolean {
    return this.#isPlaying
  }

  /** The network has not brought what is to sound next. */
  get isWaiting(): boolean {
    return this.#isWaiting
  }

  /** Why it does not sound, in Vietnamese; empty when nothing is wrong. */
  get problem(): string {
    return this.#problem
  }

  /** Takes over a player; the function returned lets go of it. */
  readonly attach = (audio: HTMLAudioElement): (() => void) => {
    this.#audio = audio
    const heard: [keyof HTMLMediaElementEventMap, () => void][] = [
      ['play', () => (this.#isPlaying = true)],
      ['pause', () => (this.#isPlaying = false)],
      ['waiting', () => (this.#isWaiting = true)],
      ['playing', () => (this.#isWaiting = false)],
      ['timeupdate', () => (this.#positionMs = audio.currentTime * 1000)],
      ['error', this.#failed],
    ]
    for (const [event, act] of heard) audio.addEventListener(event, act)
    return () => {
      audio.pause()
      for (const [event, act] of heard) audio.removeEventListener(event, act)
      this.#audio = undefined
    }
  }

  async toggle(): Promise<void> {
    if (this.#isPlaying) this.pause()
    else await this.play()
  }

  async play(): Promise<void> {
    const audio = this.#audio
    if (!audio) return
    this.#problem = ''
    soundAlone(audio)
    try {
      await audio.play()
    } catch (thrown) {
      // A pause that comes before the sound does ends the asking: nothing is wrong.
      if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) this.#failed()
    }
  }

  pause(): void {
    this.#audio?.pause()
  }

  /** Goes to a place, in ms from the beginning. */
  seek(ms: number, totalMs: number): void {
    const place = Math.min(Math.max(0, ms), totalMs)
    this.#positionMs = place
    if (this.#audio) this.#audio.currentTime = place / 1000
  }

  /** Goes to a place and sounds from there. */
  async playFrom(ms: number, totalMs: number): Promise<void> {
    this.seek(ms, totalMs)
    await this.play()
  }

  /** How much of the read was heard on this page, 0…1; a place heard twice counts once. */
  heardFraction(totalMs: number): number {
    const played = this.#audio?.played
    if (!played || totalMs <= 0) return 0
    let ms = 0
    for (let place = 0; place < played.length; place++) ms += (played.end(place) - played.start(place)) * 1000
    return Math.min(1, ms / totalMs)
  }

  readonly #failed = () => {
    this.#isPlaying = false
    this.#isWaiting = false
    this.#problem = 'Chưa mở được tiếng. Xem lại mạng rồi bấm Nghe lần nữa.'
  }
}

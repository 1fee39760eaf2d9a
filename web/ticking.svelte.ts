import { clock, monotonicMs } from './clock.ts'

/** Longer than this between two beats: the machine slept, or the browser held the page still. */
const SLEPT_MS = 5_000

/** The station's time as state: beats once a second, just after the second changes, and notices sleep. */
class Ticking {
  #now = $state(clock.now())
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastBeat = monotonicMs()
  #lastStationTime = clock.now()
  readonly #woken = new Set<() => void>()

  /** The station's time at the last beat. */
  get now(): number {
    return this.#now
  }

  /** Calls `act` when the page comes back from sleep or from the background. */
  onWoken(act: () => void): () => void {
    this.#woken.add(act)
    return () => this.#woken.delete(act)
  }

  /** Starts beating; the function returned stops it. */
  start(): () => void {
    const onVisible = () => {
      if (document.visibilityState === 'visible') this.#wake()
    }
    document.addEventListener('visibilitychange', onVisible)
    addEventListener('online', this.#wake)
    this.#beat()
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      removeEventListener('online', this.#wake)
      clearTimeout(this.#timer)
    }
  }

  /** Shows a corrected clock at once instead of at the next second. */
  show(): void {
    this.#now = clock.now()
    this.#lastStationTime = this.#now
  }

  readonly #wake = () => {
    this.show()
    for (const act of this.#woken) act()
  }

  readonly #beat = () => {
    const [beat, time] = [monotonicMs(), clock.now()]
    const slept = beat - this.#lastBeat > SLEPT_MS || Math.abs(time - this.#lastStationTime) > SLEPT_MS
    this.#lastBeat = beat
    this.#lastStationTime = time
    this.#now = time
    if (slept) this.#wake()
    this.#timer = setTimeout(this.#beat, 1_005 - (time % 1_000))
  }
}

export const ticking = new Ticking()

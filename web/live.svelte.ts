import type { OnAirStatus, Render } from '../server/contract/index.ts'
import { clock, monotonicMs } from './clock.ts'
import { type LineEvent, openLine } from './line.ts'

export type ChangedThing =
  | 'programmes'
  | 'editions'
  | 'airings'
  | 'takes'
  | 'uploads'
  | 'rundowns'
  | 'reviews'
  | 'drafts'
  | 'downloads'
  | 'archive'
  | 'station'
  | 'alarms'
  | 'units'
  | 'rota'
  | 'tasks'
  | 'submissions'
  | 'postings'
  | 'urgings'
  | 'reports'
  | 'questions'
  | 'library'
  | 'registers'
const THINGS: readonly ChangedThing[] = [
  'programmes',
  'editions',
  'airings',
  'takes',
  'uploads',
  'rundowns',
  'reviews',
  'drafts',
  'downloads',
  'archive',
  'station',
  'alarms',
  'units',
  'rota',
  'tasks',
  'submissions',
  'postings',
  'urgings',
  'reports',
  'questions',
  'library',
  'registers',
]

/** The on-air status comes at least once a second: this long without one means that the line is dead. */
const SILENT_MS = 6_000
const RETRY_MS = [500, 1_000, 2_000, 5_000] as const

/** The station's live line: what is on air now, how renders go on, and what has changed meanwhile. */
class Live {
  #status = $state.raw<OnAirStatus>()
  #renders = $state.raw<Readonly<Record<string, Render>>>({})
  #changes = $state<Record<ChangedThing, number>>({
    programmes: 0,
    editions: 0,
    airings: 0,
    takes: 0,
    uploads: 0,
    rundowns: 0,
    reviews: 0,
    drafts: 0,
    downloads: 0,
    archive: 0,
    station: 0,
    alarms: 0,
    units: 0,
    rota: 0,
    tasks: 0,
    submissions: 0,
    postings: 0,
    urgings: 0,
    reports: 0,
    questions: 0,
    library: 0,
    registers: 0,
  })
  #isConnected = $state(false)
  #hasConnected = false
  #leave: (() => void) | undefined
  #heardAt = 0
  #failures = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined

  /** The newest word of the on-air process. */
  get status(): OnAirStatus | undefined {
    return this.#status
  }

  /** False while the line is down: what is shown may be old. */
  get isConnected(): boolean {
    return this.#isConnected
  }

  /** The newest state of a render that moved while the page was open. */
  render(id: string): Render | undefined {
    return this.#renders[id]
  }

  /** Counts the changes of a thing: read inside an effect, it runs the effect again when the thing changes. */
  changes(thing: ChangedThing): number {
    return this.#changes[thing]
  }

  /** Opens the line; the function returned closes it. */
  start(): () => void {
    // A browser opens six connections to a station at most: pages that nobody sees give theirs up.
    const seen = () => (document.visibilityState === 'visible' ? this.reconnect() : this.#rest())
    const left = () => this.#rest()
    document.addEventListener('visibilitychange', seen)
    addEventListener('pagehide', left)
    addEventListener('pageshow', seen)
    seen()
    this.#watch = setInterval(() => {
      if (this.#isConnected && monotonicMs() - this.#heardAt > SILENT_MS) this.reconnect()
    }, 2_000)
    return () => {
      document.removeEventListener('visibilitychange', seen)
      removeEventListener('pagehide', left)
      removeEventListener('pageshow', seen)
      clearInterval(this.#watch)
      this.#rest()
    }
  }

  /** Opens the line anew: after sleep, or when it has fallen silent. */
  reconnect(): void {
    this.#rest()
    if (document.visibilityState === 'visible') this.#open()
  }

  #rest(): void {
    clearTimeout(this.#retry)
    this.#close()
  }

  /** Shows the picture that a page has fetched itself. */
  showStatus(status: OnAirStatus): void {
    if (!this.#status || status.at >= this.#status.at) this.#status = status
  }

  #open(): void {
    this.#leave = openLine({
      onOpen: () => {
        this.#isConnected = true
        this.#failures = 0
        this.#heardAt = monotonicMs()
        // Whatever changed while the line was down was not heard: everything is asked for again.
        if (this.#hasConnected) for (const thing of THINGS) this.#changes[thing] += 1
        this.#hasConnected = true
      },
      onEvent: (event, data) => this.#hear(event, JSON.parse(data)),
      onBreak: () => {
        this.#close()
        const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]
        this.#failures += 1
        this.#retry = setTimeout(() => this.#open(), wait)
      },
    })
  }

  #hear(event: LineEvent, data: OnAirStatus | Render | { what: ChangedThing }): void {
    this.#heardAt = monotonicMs()
    if (event === 'on-air') this.#status = data as OnAirStatus
    if (event === 'render') this.#renders = { ...this.#renders, [(data as Render).id]: data as Render }
    if (event === 'changed') {
      const { what } = data as { what: ChangedThing }
      if (THINGS.includes(what)) this.#changes[what] += 1
    }
  }

  #close(): void {
    this.#isConnected = false
    this.#leave?.()
    this.#leave = undefined
  }
}

export const live = new Live()

/** Where the programme stands at this moment: the last word of the on-air process carried on by the clock. */
export function positionNow(status: OnAirStatus): number | undefined {
  if (status.positionMs === undefined) return undefined
  const since = status.state === 'playing' ? Math.min(2_000, Math.max(0, clock.now() - status.at)) : 0
  const position = status.positionMs + since
  return status.durationMs === undefined ? position : Math.min(position, status.durationMs)
}

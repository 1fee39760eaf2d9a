import type { Render } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { type MakeIo, make } from './make.ts'
import { RemainingTime } from './remaining.ts'
import { currentShare, type Share } from './share.ts'
import { addOutcome, findRender, findSources, listUnfinished, type RenderOutcome } from './store.ts'

interface Running {
  controller: AbortController
  fraction: number
  phase: string
  remaining: RemainingTime
  toldAt: number
  /** It makes way for the air and is taken up again afterwards. */
  isPutBack: boolean
  done: Promise<void>
}

const LOOK_EVERY_S = 2
const TELL_EVERY_MS = 250
const WAITS_FOR_AIR = 'Chờ phát sóng xong rồi dựng'
const WAITS_FOR_TURN = 'Chờ đến lượt'

/**
 * Runs the renders that were asked for in the order of asking: two at once, and one alone, behind everything else, while
 * something airs or is about to; of two that run then, the younger makes way. What is in the database and has no outcome is
 * the queue: it survives a restart by being one.
 */
export class RenderQueue {
  readonly #deps: Deps
  readonly #onVerified: () => Promise<void>
  readonly #waiting: string[] = []
  readonly #running = new Map<string, Running>()
  #share: Share | undefined
  #endWatch: (() => void) | undefined
  #looking: Promise<void> | undefined
  #closing = false

  constructor(deps: Deps, onVerified: () => Promise<void>) {
    this.#deps = deps
    this.#onVerified = onVerified
  }

  /** Goes on with what an earlier run left unfinished. */
  async resume(): Promise<void> {
    for (const id of await listUnfinished(this.#deps.db)) this.add(id)
  }

  add(renderId: string): void {
    this.#waiting.push(renderId)
    this.#watch()
  }

  /** A render as it stands now: its row, and its progress or what it waits for. */
  withProgress(render: Render): Render {
    if (render.state !== 'queued') return render
    const running = this.#running.get(render.id)
    if (!running) return { ...render, phase: this.#share?.atOnce === 1 ? WAITS_FOR_AIR : WAITS_FOR_TURN }
    const { fraction, phase, remaining } = running
    const remainingMs = remaining.remainingMs(this.#deps.clock.monotonicMs())
    return { ...render, state: 'running', fraction, phase, ...(remainingMs !== undefined && { remainingMs }) }
  }

  /** Cancels a render that waits or runs; when this resolves nothing of it is left. */
  async cancel(renderId: string): Promise<void> {
    const running = this.#running.get(renderId)
    if (running) {
      running.isPutBack = false
      running.controller.abort()
      await running.done
      return
    }
    const place = this.#waiting.indexOf(renderId)
    if (place < 0) return
    this.#waiting.splice(place, 1)
    this.#next()
    await this.#finish(renderId, { outcome: 'cancelled', reason: 'Đã huỷ trước khi dựng.' })
  }

  /** Stops what runs without an outcome, so that the next start takes it up again. */
  async close(): Promise<void> {
    this.#closing = true
    this.#waiting.length = 0
    this.#endWatch?.()
    for (const { controller } of this.#running.values()) controller.abort()
    await Promise.all([...this.#running.values()].map(({ done }) => done))
  }

  /** Looks at what the air leaves, now and every two seconds as long as there is work. */
  #watch(): void {
    if (this.#closing) return
    let second = 0
    this.#endWatch ??= this.#deps.clock.everySecond(() => {
      if (++second % LOOK_EVERY_S === 0) this.#lookOnce()
    })
    this.#lookOnce()
  }

  /** A look that is under way serves whoever asks meanwhile. */
  #lookOnce(): void {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
  }

  async #look(): Promise<void> {
    const { config, clock, log } = this.#deps
    try {
      this.#share = await currentShare(config.dataDir, clock.now())
    } catch (err) {
      log.warn({ err }, 'Chưa xem được tình trạng phát sóng; chỉ dựng một kỳ một lúc')
      this.#share = { atOnce: 1, niceness: 19 }
    }
    this.#makeWay()
    this.#next()
  }

  #makeWay(): void {
    const running = [...this.#running.values()]
    for (const one of running.slice(this.#share?.atOnce ?? running.length)) {
      one.isPutBack = true
      one.controller.abort()
    }
  }

  #next(): void {
    while (!this.#closing && this.#share && this.#running.size < this.#share.atOnce) {
      const id = this.#waiting.shift()
      if (id === undefined) break
      this.#start(id)
    }
    if (this.#running.size + this.#waiting.length > 0) return
    this.#endWatch?.()
    this.#endWatch = undefined
  }

  #start(id: string): void {
    const running: Running = {
      controller: new AbortController(),
      fraction: 0,
      phase: 'Đang chuẩn bị',
      remaining: new RemainingTime(),
      toldAt: Number.NEGATIVE_INFINITY,
      isPutBack: false,
      done: Promise.resolve(),
    }
    this.#running.set(id, running)
    running.done = this.#run(id, running)
      .catch((cause: unknown) => this.#deps.log.error({ err: cause, renderId: id }, 'Dựng kỳ phát gặp lỗi'))
      .then(() => {
        this.#running.delete(id)
        this.#next()
      })
  }

  async #run(id: string, running: Running): Promise<void> {
    const result = await this.#make(id, running)
    if (result.outcome === 'cancelled') {
      if (this.#closing) return
      if (running.isPutBack) {
        this.#running.delete(id)
        this.#waiting.unshift(id)
        await this.#tell(id)
        return
      }
    }
    this.#running.delete(id)
    await this.#finish(id, result)
    if (result.outcome === 'verified') await this.#onVerified()
  }

  async #make(id: string, running: Running): Promise<RenderOutcome> {
    const sources = await findSources(this.#deps.db, id)
    if (!sources) return { outcome: 'failed', reason: 'Không tìm thấy công thức dựng.' }
    return make(this.#deps, sources, this.#ioFor(id, running))
  }

  #ioFor(id: string, running: Running): MakeIo {
    const { clock, log } = this.#deps
    const niceness = () => this.#share?.niceness ?? 19
    return {
      signal: running.controller.signal,
      get niceness() {
        return niceness()
      },
      onProgress: (fraction, phase) => {
        const now = clock.monotonicMs()
        running.remaining.saw(fraction, now)
        running.fraction = fraction
        running.phase = phase
        if (now - running.toldAt < TELL_EVERY_MS) return
        running.toldAt = now
        this.#tell(id).catch((err: unknown) => log.warn({ err }, 'Không báo được tiến độ'))
      },
    }
  }

  async #finish(id: string, result: RenderOutcome): Promise<void> {
    await addOutcome(this.#deps.db, id, result, Math.round(this.#deps.clock.now()))
    await this.#tell(id)
    this.#deps.live.tell({ event: 'changed', data: { what: 'editions' } })
  }

  async #tell(id: string): Promise<void> {
    const found = this.#deps.live.anyone ? await findRender(this.#deps.db, id) : undefined
    if (found) this.#deps.live.tell({ event: 'render', data: this.withProgress(found) })
  }
}

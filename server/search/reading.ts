import type { Deps } from '../deps.ts'
import { kindOf, textsOf } from './sources.ts'
import { listChanges, putTexts } from './store.ts'

/** Read in one go; between two goes others have their turn. */
const AT_ONCE = 50
const EVERY_S = 2
/** Whoever searches waits so many goes for what was written just now; a first reading of everything takes longer. */
const GOES_FOR_A_SEARCH = 4

/** Keeps the index right: what was written is read anew, every two seconds and before each search. */
export class SearchReading {
  readonly #deps: Deps
  #going: Promise<boolean> | undefined
  #endTicks: (() => void) | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  start(): void {
    let second = 0
    this.#endTicks = this.#deps.clock.everySecond(() => {
      second += 1
      if (second % EVERY_S === 0) this.#inBackground()
    })
  }

  async close(): Promise<void> {
    this.#endTicks?.()
    await this.#going?.catch(() => undefined)
  }

  /** Reads what was written last; whether all of it has been read. */
  async catchUp(): Promise<boolean> {
    for (let go = 0; go < GOES_FOR_A_SEARCH; go++) if (await this.#go()) return true
    return false
  }

  #inBackground(): void {
    this.#go().catch((err: unknown) => this.#deps.log.error({ err }, 'Chưa đọc được văn bản để tra cứu'))
  }

  /** One go at a time; whoever comes meanwhile waits for its end. */
  #go(): Promise<boolean> {
    this.#going ??= this.#read().finally(() => {
      this.#going = undefined
    })
    return this.#going
  }

  async #read(): Promise<boolean> {
    const { db, clock } = this.#deps
    const changes = await listChanges(db, AT_ONCE)
    for (const [kind, some] of Map.groupBy(changes, (change) => change.kind)) {
      const texts = await textsOf(db, kind, new Set(some.map(({ refId }) => refId)), clock.now())
      const byThing = Map.groupBy(texts, ({ refId }) => refId)
      for (const change of some) await putTexts(db, change, kindOf(kind), byThing.get(change.refId) ?? [])
    }
    return changes.length < AT_ONCE
  }
}

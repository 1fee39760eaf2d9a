import type { ServerResponse } from 'node:http'
import { setInterval } from 'node:timers'

/** What a page can be told without asking. `changed` names what is worth fetching again. */
export type LiveEvent =
  | { event: 'on-air'; data: object }
  | { event: 'render'; data: object }
  | { event: 'changed'; data: { what: ChangedThing } }

type ChangedThing =
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
  | 'questions'
  | 'library'
  | 'registers'
  | 'alarms'
  | 'units'
  | 'rota'
  | 'tasks'
  | 'submissions'
  | 'postings'
  | 'urgings'
  | 'reports'

/** Everything, or only what is worth fetching again: who may not see all of it is told no more than that. */
type Heard = 'everything' | 'changes'

const PING_MS = 15_000
/** A page that reads this little is asleep or gone: it is dropped and reconnects by itself when it wakes. */
const MOST_WAITING_BYTES = 256 * 1024

/**
 * The one server-sent stream to the open pages. Listeners that do not read are dropped, so that a sleeping telephone
 * costs no memory; `end` closes all of them, for an HTTP server does not close over an open stream.
 */
export class Live {
  #listeners = new Map<ServerResponse, Heard>()
  #ping = setInterval(() => this.#write(': ping\n\n'), PING_MS).unref()

  /** Takes over a response and sends it what it is to hear from now on. */
  attach(response: ServerResponse, heard: Heard = 'everything'): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    })
    response.write('retry: 2000\n\n')
    this.#listeners.set(response, heard)
    response.on('close', () => this.#listeners.delete(response))
    response.on('error', () => this.#listeners.delete(response))
  }

  /** Tells every open page. */
  tell({ event, data }: LiveEvent): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`, event === 'changed')
  }

  /** Whether anybody is listening: work for pages alone can rest when nobody is. */
  get anyone(): boolean {
    return this.#listeners.size > 0
  }

  /** Ends all streams. */
  end(): void {
    clearInterval(this.#ping)
    for (const response of this.#listeners.keys()) response.end()
    this.#listeners.clear()
  }

  #write(text: string, isForAll = true): void {
    for (const [response, heard] of this.#listeners) {
      if (!isForAll && heard === 'changes') continue
      if (response.writableLength > MOST_WAITING_BYTES) response.destroy()
      else response.write(text)
    }
  }
}

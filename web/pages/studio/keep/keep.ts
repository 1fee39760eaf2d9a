import type { ClockManner } from './continuity.ts'
import { asKeepError, KeepError } from './keep-error.ts'
import type { Keeper, KeeperEvent } from './keeper.ts'
import type { KeeperAnswer, KeeperAsked, KeeperOrder } from './messages.ts'

interface Asking {
  resolve: (value: unknown) => void
  reject: (error: KeepError) => void
}

/** The page's side of the keeper: starts its worker when it is first needed, asks it, hears what it says. */
export class Keep {
  readonly #onEvent: (event: KeeperEvent) => void
  #worker: Worker | undefined
  readonly #asked = new Map<number, Asking>()
  #count = 0

  constructor(onEvent: (event: KeeperEvent) => void) {
    this.#onEvent = onEvent
  }

  /** Has the keeper do something (see Keeper). Rejects with KeepError. */
  ask<Order extends KeeperOrder>(
    order: Order,
    ...given: Parameters<Keeper[Order]>
  ): Promise<Awaited<ReturnType<Keeper[Order]>>> {
    return new Promise((resolve, reject) => {
      this.#count += 1
      this.#asked.set(this.#count, { resolve: resolve as (value: unknown) => void, reject })
      this.#post({ id: this.#count, order, given })
    })
  }

  /** The port by which a capture sends its blocks straight to the keeper. */
  listen(manner: ClockManner): MessagePort {
    const { port1, port2 } = new MessageChannel()
    this.#post({ port: port2, ...manner }, [port2])
    return port1
  }

  /** Lets go of all recordings and ends the worker. */
  async close(): Promise<void> {
    const worker = this.#worker
    if (!worker) return
    await this.ask('close')
    worker.terminate()
    if (this.#worker === worker) this.#worker = undefined
  }

  #post(asked: KeeperAsked, transfer: Transferable[] = []): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage(asked, transfer)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./keeper-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = (event: MessageEvent<KeeperEvent | KeeperAnswer>) => {
      if ('answerTo' in event.data) this.#answer(event.data)
      else this.#onEvent(event.data)
    }
    worker.onerror = (event) => {
      for (const { reject } of this.#asked.values()) reject(asKeepError(event.error))
      this.#asked.clear()
    }
    return worker
  }

  #answer(said: KeeperAnswer): void {
    const asking = this.#asked.get(said.answerTo)
    this.#asked.delete(said.answerTo)
    if ('failure' in said) asking?.reject(new KeepError(said.failure))
    else asking?.resolve(said.value)
  }
}

const LEAST_ROOM_MINUTES = 2

/**
 * Looks whether a recording fits into this browser and asks it not to clear away what lies here when the disk runs short.
 * Rejects with KeepError `storage-full`. A browser that tells nothing is trusted: a full one stops the recording later.
 */
export async function makeRoom({ sampleRateHz, channels }: { sampleRateHz: number; channels: number }): Promise<void> {
  void navigator.storage?.persist?.().catch(() => false)
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {}
  if (quota === undefined || usage === undefined) return
  const minutes = (quota - usage) / (sampleRateHz * channels * 2 * 60)
  if (minutes < LEAST_ROOM_MINUTES) throw new KeepError('storage-full')
}

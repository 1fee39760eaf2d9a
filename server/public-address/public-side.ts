import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/index.ts'
import { type Caller, isOutside, type KeptAddress } from './caller.ts'
import { Networks } from './networks.ts'
import { findAddress } from './store.ts'

const NONE: KeptAddress = { origin: undefined, proxies: [], exposed: 'links' }

/**
 * The public address as every request is judged by it: asked without waiting, so it is held in memory and loaded when the
 * station starts and when the setting changes.
 */
export class PublicSide {
  readonly #db: Db
  #kept = NONE
  #proxies = new Networks([])

  constructor(db: Db) {
    this.#db = db
  }

  /** Reads the setting that counts. */
  async load(): Promise<void> {
    this.#kept = (await findAddress(this.#db)) ?? NONE
    this.#proxies = new Networks(this.#kept.proxies)
  }

  get kept(): KeptAddress {
    return this.#kept
  }

  /** Whether a machine may say on whose behalf it asks (X-Forwarded-For, X-Forwarded-Proto): the stated proxies alone. */
  trusts(address: string): boolean {
    return this.#proxies.has(address)
  }

  /** Whether a request came by the public address. */
  isOutside(request: FastifyRequest): boolean {
    return isOutside(this.#kept.origin, this.#proxies, callerOf(request))
  }

  /**
   * The address by which whoever asks reaches the station: the public one from outside, else the one they asked for. What
   * stands before the links of an answer that is read by programs.
   */
  originFor(request: FastifyRequest): string {
    if (this.#kept.origin !== undefined && this.isOutside(request)) return this.#kept.origin
    return `${request.protocol}://${request.headers.host ?? 'localhost'}`
  }
}

/** Where a request came from. */
export function callerOf({ headers, socket, raw }: FastifyRequest): Caller {
  return { headers, peer: socket.remoteAddress ?? '', httpVersion: raw.httpVersion }
}

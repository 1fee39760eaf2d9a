import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { isForwarded } from './caller.ts'
import { plainAddress } from './networks.ts'
import { callerOf, type PublicSide } from './public-side.ts'
import { addArrival } from './store.ts'

const ByNonce = Type.Object({ nonce: Type.String({ maxLength: 100 }) })
/** A telephone is fetched, its Wi-Fi switched off, the code read: all of that within this. */
const GOOD_FOR_MS = 15 * 60_000
const ANSWERS = { open: true, rateLimit: { max: 60, timeWindow: '1 minute' } }
/** As much as nginx refuses unless it is told otherwise (client_max_body_size 1m), and more. */
export const UPLOAD_BYTES = 2 * 1024 * 1024
const SAMPLE_BYTES = 64 * 1024

/** What the station saw of a request that came by the address under trial. */
export interface SeenByStation {
  answer: string
  host: string
  protocol: string
  /** The other end of the connection. */
  peer: string
  isForwarded: boolean
  /** Whether the other end is a machine whose word on the caller is believed. */
  isStated: boolean
}

interface Probe {
  testId: string
  answer: string
  startedAt: number
}

/** The pages by which the station is reached in a trial of its public address: secret, short-lived, they tell nothing else. */
export class Probes {
  readonly #deps: Deps
  readonly #side: PublicSide
  readonly #open = new Map<string, Probe>()

  constructor(deps: Deps, side: PublicSide) {
    this.#deps = deps
    this.#side = side
  }

  /** Opens the pages of a trial. */
  open(testId: string): { nonce: string; answer: string } {
    this.#forgetOld()
    const [nonce, answer] = [randomBytes(18).toString('base64url'), randomBytes(18).toString('base64url')]
    this.#open.set(nonce, { testId, answer, startedAt: this.#deps.clock.monotonicMs() })
    return { nonce, answer }
  }

  /** Where a telephone opens the page of a trial; undefined when its time is over. */
  phonePathOf(testId: string): string | undefined {
    this.#forgetOld()
    const found = [...this.#open].find(([, probe]) => probe.testId === testId)
    return found && `/thu-dia-chi/${found[0]}`
  }

  register(app: App): void {
    const url = '/thu-dia-chi/:nonce'

    app.get(url, { config: ANSWERS, schema: { params: ByNonce } }, async (request, reply) => {
      const { testId, answer } = this.#probe(request.params.nonce)
      reply.header('cache-control', 'no-store')
      if (!request.headers.accept?.includes('text/html')) return seen(request, answer, this.#side)
      await addArrival(this.#deps.db, testId, plainAddress(request.ip), Math.round(this.#deps.clock.now()))
      this.#deps.live.tell({ event: 'changed', data: { what: 'station' } })
      return reply.type('text/html; charset=utf-8').send(ARRIVED)
    })

    app.get(`${url}/mau`, { config: ANSWERS, schema: { params: ByNonce } }, (request, reply) => {
      this.#probe(request.params.nonce)
      return sendSample(request, reply)
    })

    app.post(
      `${url}/mau`,
      { config: ANSWERS, bodyLimit: UPLOAD_BYTES * 2, schema: { params: ByNonce } },
      async (request) => {
        this.#probe(request.params.nonce)
        return { bytes: Buffer.isBuffer(request.body) ? request.body.length : 0 }
      },
    )
  }

  #probe(nonce: string): Probe {
    this.#forgetOld()
    const probe = this.#open.get(nonce)
    if (!probe) throw new StationError('not-found')
    return probe
  }

  #forgetOld(): void {
    const now = this.#deps.clock.monotonicMs()
    for (const [nonce, { startedAt }] of this.#open) if (now - startedAt > GOOD_FOR_MS) this.#open.delete(nonce)
  }
}

function seen(request: FastifyRequest, answer: string, side: PublicSide): SeenByStation {
  const caller = callerOf(request)
  return {
    answer,
    host: request.headers.host ?? '',
    protocol: request.protocol,
    peer: plainAddress(caller.peer),
    isForwarded: isForwarded(caller),
    isStated: side.trusts(caller.peer),
  }
}

/** The bytes of the sample from one place on; each stands for where it is. */
export function sampleFrom(first: number, bytes: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: bytes }, (_, place) => (first + place) % 251))
}

function sendSample(request: FastifyRequest, reply: FastifyReply) {
  const [, from = '0', to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const [first, last] = [Number(from), Math.min(Number(to ?? SAMPLE_BYTES), SAMPLE_BYTES - 1)]
  if (first > last) throw new StationError('not-found')
  if (to !== undefined) reply.code(206).header('content-range', `bytes ${first}-${last}/${SAMPLE_BYTES}`)
  return reply
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'no-store')
    .type('application/octet-stream')
    .send(sampleFrom(first, last - first + 1))
}

const ARRIVED = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Đã tới đài</title>
<style>:root{color-scheme:light dark}body{margin:0 auto;max-width:34rem;padding:2rem 1rem;font:1.125rem/1.55 system-ui,sans-serif}h1{font-size:1.6rem}</style></head>
<body><h1>Đã tới đài.</h1><p>Điện thoại này mở được địa chỉ công khai của đài. Nếu đang tắt Wi-Fi và dùng mạng di động thì trạm, đơn vị và lãnh đạo ở ngoài cũng mở được.</p><p>Trang Thiết lập trên máy của đài đã ghi nhận. Có thể đóng trang này.</p></body></html>
`

import { Compile } from 'typebox/compile'
import { schema, type WardJournalLine, type WardPlan, type WardSign, type WardSignTaken } from '../contract/index.ts'
import { WardError } from './errors.ts'

/** The station behind a ward's link, as its player asks it. Everything rejects with WardError. */
export interface StationLink {
  /** The plan, or `same` when the one with this tag still stands. */
  plan(tag: string | undefined): Promise<'same' | { plan: WardPlan; tag: string | undefined }>
  sign(sign: WardSign): Promise<WardSignTaken>
  /** Resolves when the lines are safe at the station. */
  journal(playerId: string, lines: readonly WardJournalLine[]): Promise<void>
  /** A file from a byte on; `from` is where the answer really begins: 0 when the station sends it anew. */
  file(
    sha256: string,
    fromByte: number,
    signal: AbortSignal,
  ): Promise<{ from: number; body: AsyncIterable<Uint8Array> }>
}

const ANSWERS_WITHIN_MS = 30_000
/** So much of a longer answer is not a plan. */
const LARGEST_ANSWER_BYTES = 20_000_000

const answers = {
  plan: Compile(schema.WardPlan),
  sign: Compile(schema.WardSignTaken),
  journal: Compile(schema.WardJournalTaken),
}

/**
 * Reads a link as it was copied out of Zalo: spaces, a query or a closing slash do no harm. Undefined when it is none of
 * ours: `http(s)://STATION/tram/SECRET`, also below a proxy's path.
 */
export function readLink(written: string): string | undefined {
  const text = written.trim().replace(/^[<"'“]+|[>"'”.,]+$/g, '')
  if (!URL.canParse(text)) return undefined
  const { protocol, origin, pathname } = new URL(text)
  const path = /^(.*\/tram\/[\w-]{16,100})\/?$/.exec(pathname)?.[1]
  if (path === undefined || (protocol !== 'http:' && protocol !== 'https:')) return undefined
  return `${origin}${path}`
}

/** Opens nothing yet: every question is a request of its own. */
export function stationLink(link: string, ending: AbortSignal): StationLink {
  const ask = async (path: string, init: RequestInit = {}, signal = AbortSignal.timeout(ANSWERS_WITHIN_MS)) => {
    try {
      // A link that leads elsewhere is another link: the station itself never redirects a player.
      return await fetch(`${link}/${path}`, { ...init, redirect: 'manual', signal: AbortSignal.any([signal, ending]) })
    } catch (cause) {
      throw new WardError('unreachable', { because: reasonOf(cause) }, cause)
    }
  }
  const post = async <T>(path: string, body: object, shape: { Check(value: unknown): value is T }) => {
    const response = await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return readAnswer(response, shape)
  }

  return {
    async plan(tag) {
      const response = await ask('ke-hoach.json', tag === undefined ? {} : { headers: { 'if-none-match': tag } })
      if (response.status === 304) {
        await response.body?.cancel()
        return 'same'
      }
      const plan = await readAnswer<WardPlan>(response, answers.plan)
      return { plan, tag: response.headers.get('etag') ?? undefined }
    },
    sign: (sign) => post<WardSignTaken>('song', sign, answers.sign),
    async journal(playerId, lines) {
      await post('nhat-ky', { playerId, lines }, answers.journal)
    },
    async file(sha256, fromByte, signal) {
      const headers = { 'accept-encoding': 'identity' }
      const part = { range: `bytes=${fromByte}-`, 'if-range': `"${sha256}"` }
      const response = await ask(
        `ke-hoach/${sha256}`,
        { headers: fromByte > 0 ? { ...headers, ...part } : headers },
        signal,
      )
      const isSound = !response.headers.get('content-type')?.startsWith('text/')
      // A network's sign-in page answers everything with 200.
      if ((response.status !== 200 && response.status !== 206) || !isSound) throw await refusalOf(response)
      if (!response.body) throw new WardError('answer-unusable', { status: response.status })
      const from = response.status === 206 ? beginningOf(response.headers.get('content-range')) : 0
      return { from, body: response.body }
    },
  }
}

async function readAnswer<T>(response: Response, shape: { Check(value: unknown): value is T }): Promise<T> {
  if (!response.ok) throw await refusalOf(response)
  const text = await textOf(response)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new WardError('answer-unusable', { status: response.status }, cause)
  }
  if (!shape.Check(value)) throw new WardError('answer-unusable', { status: response.status })
  return value
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const piece of response.body ?? []) {
      bytes += piece.length
      if (bytes > LARGEST_ANSWER_BYTES) throw new WardError('answer-unusable', { bytes })
      pieces.push(piece)
    }
  } catch (cause) {
    throw cause instanceof WardError ? cause : new WardError('unreachable', { because: reasonOf(cause) }, cause)
  }
  return Buffer.concat(pieces).toString('utf8')
}

async function refusalOf(response: Response): Promise<WardError> {
  const { status } = response
  await response.body?.cancel()
  if (status === 404) return new WardError('link-unknown')
  if (status === 409) return new WardError('no-plan')
  if (status === 429) return new WardError('too-many')
  // A proxy in front of a station that is switched off.
  if (status >= 500) return new WardError('unreachable', { because: `HTTP ${status}` })
  return new WardError('answer-unusable', { status })
}

/** `bytes 1000-1999/2000` (RFC 9110, 14.4). */
function beginningOf(contentRange: string | null): number {
  const first = Number(/^bytes (\d+)-/.exec(contentRange ?? '')?.[1] ?? Number.NaN)
  if (!Number.isSafeInteger(first)) throw new WardError('answer-unusable', { contentRange })
  return first
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const deeper = cause.cause
  if (deeper instanceof Error && 'code' in deeper) return String(deeper.code)
  return cause.name === 'TimeoutError' ? 'TIMEOUT' : cause.message
}

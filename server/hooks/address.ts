import type { HookTried } from '../contract/index.ts'
import { BROKEN_OFF, Said } from './said.ts'

/** No more of an answer is read than can be kept. */
const READ_BYTES = 4096

/** Posts the facts to an address; its answer, or why there was none. */
export async function askAddress(
  url: string,
  withinMs: number,
  facts: Readonly<Record<string, string>>,
  broken: AbortSignal | undefined,
): Promise<Pick<HookTried, 'result' | 'said'>> {
  const limit = AbortSignal.timeout(withinMs)
  let answered: number | undefined
  const said = new Said()
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Len-Song' },
      body: JSON.stringify(facts),
      signal: broken === undefined ? limit : AbortSignal.any([limit, broken]),
    })
    answered = response.status
    await readBeginning(response, said)
    if (response.ok) return { result: 'done', said: said.text() }
    return { result: 'failed', said: `HTTP ${response.status} ${response.statusText} ${said.text()}`.trim() }
  } catch (cause) {
    if (broken?.aborted) return { result: 'failed', said: BROKEN_OFF }
    if (!limit.aborted) return { result: 'failed', said: reasonOf(cause) }
    const waited = `Quá ${Math.round(withinMs / 100) / 10} giây`.replace('.', ',')
    const far = answered === undefined ? 'chưa có trả lời' : `đã trả lời HTTP ${answered} nhưng chưa gửi hết`
    return { result: 'timed-out', said: `${waited}, ${far}. ${said.text()}`.trim() }
  }
}

/** Reads as much as may be kept and lets the rest of the connection go. */
async function readBeginning(response: Response, said: Said): Promise<void> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  let bytes = 0
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    said.add(value)
    bytes += value.length
    if (bytes >= READ_BYTES) {
      await reader.cancel()
      return
    }
  }
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'Máy ở địa chỉ này từ chối kết nối',
  ECONNRESET: 'Kết nối bị ngắt giữa chừng',
  ENOTFOUND: 'Không tìm thấy tên máy trong địa chỉ',
  EAI_AGAIN: 'Không tra được tên máy (mạng hoặc DNS)',
  EHOSTUNREACH: 'Không có đường mạng tới máy này',
  ENETUNREACH: 'Không có đường mạng tới máy này',
  ETIMEDOUT: 'Máy ở địa chỉ này không trả lời',
}

/** What `fetch` hides in its cause, or in the first of several causes. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause
  if (!(first instanceof Error)) return `Không gửi được: ${String(first)}`
  const code = 'code' in first ? String(first.code) : ''
  return `${REASONS[code] ?? 'Không gửi được'} (${code || first.message})`
}

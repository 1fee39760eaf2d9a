import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What a small server of the S3 kind holds, and what it was told on the way. */
export interface TinyBucket {
  origin: string
  files: Map<string, Buffer>
  /** Bodies that came in pieces with trailers, which many servers do not know. */
  chunkedBodies: number
  /** Keys may not ask after the bucket itself, as is usual. */
  isHidden: boolean
  close: () => Promise<void>
}

/**
 * As much of S3 as an official client needs to put, ask after, fetch and remove objects of one bucket: it takes no body whose
 * SHA-256 is not the signed one, and lets nobody fetch without a signature.
 */
export async function openBucket(name: string): Promise<TinyBucket> {
  const files = new Map<string, Buffer>()
  const server = createServer(async (request, answer) => {
    const url = new URL(request.url ?? '/', 'http://bucket')
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/')
    const key = rest.join('/')
    const body = await buffer(request)
    const refuse = (status: number, code: string) =>
      answer
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
    if (bucket !== name) return refuse(404, 'NoSuchBucket')
    if (!request.headers.authorization && !url.searchParams.has('X-Amz-Signature')) return refuse(403, 'AccessDenied')
    if (request.method === 'PUT') {
      if (request.headers['content-encoding']?.includes('aws-chunked')) told.chunkedBodies += 1
      const sha256 = createHash('sha256').update(body).digest('hex')
      if (request.headers['x-amz-content-sha256'] !== sha256) return refuse(400, 'XAmzContentSHA256Mismatch')
      files.set(key, body)
      return answer.writeHead(200, { etag: `"${sha256.slice(0, 32)}"` }).end()
    }
    if (request.method === 'DELETE') {
      files.delete(key)
      return answer.writeHead(204).end()
    }
    if (key === '') return answer.writeHead(told.isHidden ? 403 : 200).end()
    const file = files.get(key)
    if (!file) return refuse(404, 'NoSuchKey')
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const headers: Record<string, string | number> = { 'content-length': file.length - from }
    const saveAs = url.searchParams.get('response-content-disposition')
    if (saveAs !== null) headers['content-disposition'] = saveAs
    answer.writeHead(from > 0 ? 206 : 200, headers)
    return answer.end(request.method === 'HEAD' ? undefined : file.subarray(from))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const told: TinyBucket = {
    origin: `http://127.0.0.1:${port}`,
    files,
    chunkedBodies: 0,
    isHidden: true,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return told
}

import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a proxy before the station does well or badly. */
export interface ProxyManners {
  keepsHost?: boolean
  forwards?: boolean
  /** What it says of the caller's protocol. */
  protocol?: string
  keepsRange?: boolean
  /** Larger bodies are answered with 413, as nginx does. */
  bodyLimit?: number
  /** It answers everything by leading there. */
  leadsTo?: string
}

/** An address of this machine by which nobody asks for the station itself. */
const ELSEWHERE = '127.0.0.2'

/** A real reverse proxy before a station on `port` of this machine. */
export async function openProxy(
  port: number,
  manners: () => ProxyManners,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((asked, answer) => {
    const { keepsHost = true, forwards = true, protocol, keepsRange = true, bodyLimit, leadsTo } = manners()
    if (leadsTo !== undefined) {
      answer.writeHead(301, { location: leadsTo }).end()
      return
    }
    if (bodyLimit !== undefined && Number(asked.headers['content-length'] ?? 0) > bodyLimit) {
      asked.resume()
      answer.writeHead(413).end()
      return
    }
    const headers = { ...asked.headers }
    if (!keepsHost) headers.host = `127.0.0.1:${port}`
    if (forwards) headers['x-forwarded-for'] = '203.0.113.7'
    if (protocol !== undefined) headers['x-forwarded-proto'] = protocol
    if (!keepsRange) delete headers.range
    const onward = request({ host: '127.0.0.1', port, method: asked.method, path: asked.url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    onward.on('error', () => answer.writeHead(502).end())
    asked.pipe(onward)
  })
  server.listen(0, ELSEWHERE)
  await once(server, 'listening')
  const { port: own } = server.address() as AddressInfo
  return {
    origin: `http://${ELSEWHERE}:${own}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

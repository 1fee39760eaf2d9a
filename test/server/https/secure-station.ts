import { mkdtemp } from 'node:fs/promises'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HttpsSide, type HttpsState, type MachineNames } from '../../../server/https/index.ts'
import { TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'

/** A station with its HTTPS side on any free port; time stands still, the machine is what the test says. */
export interface SecureStation {
  station: TestStation
  side: HttpsSide
  clock: FakeClock
  machine: { now: MachineNames }
  serving(): Extract<HttpsState, { state: 'serving' }>
  /** One request over TLS that trusts this station's authority and nothing else. */
  ask(host: string, path: string, asked?: Asked): Promise<Answered>
}

interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: Buffer | string
}

interface Answered {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export async function openSecureStation(
  options: { port?: number | undefined; dataDir?: string; machine?: MachineNames } = {},
): Promise<SecureStation> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'len-song-https-')))
  // The clients of these tests check certificates by the machine's clock.
  const clock = new FakeClock(Date.now())
  const machine = { now: options.machine ?? { hostName: 'may-tram-1', addresses: ['127.0.0.2'] } }
  const port = 'port' in options ? options.port : 0
  const side = new HttpsSide({ dataDir, host: '0.0.0.0', port, clock, machine: () => machine.now })
  const station = await TestStation.open({ dataDir, clock, https: side })
  await side.open(station.app)
  const serving = () => {
    if (side.state.state !== 'serving') throw new Error(`HTTPS is ${side.state.state}`)
    return side.state
  }
  return {
    station,
    side,
    clock,
    machine,
    serving,
    ask: async (host, path, asked = {}) => {
      const response = await askOpen(serving(), host, path, asked)
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part)
      return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }
    },
  }
}

/** The same, the answer still open: for streams. */
export function askOpen(
  { port, authority }: Extract<HttpsState, { state: 'serving' }>,
  host: string,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = request(
      // No session of an earlier connection is taken up: each sees the certificate of now.
      { host, port, path, method, headers, ca: authority.certificatePem, agent: false },
      resolve,
    )
    asking.on('error', reject)
    asking.end(body)
  })
}

/** Signs the first account in over HTTPS; its cookie as a browser would send it back. */
export async function signedIn(ask: SecureStation['ask']): Promise<string> {
  const answer = await ask('127.0.0.1', '/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'kythuat', password: 'một mật khẩu dài' }),
  })
  const [set = ''] = answer.headers['set-cookie'] ?? []
  if (!/; Secure/.test(set) || !/; HttpOnly/.test(set)) throw new Error(`not marked secure: ${set}`)
  return set.split(';')[0] ?? ''
}

import { createServer, type Server } from 'node:https'
import type { Clock } from '../../schedules/index.ts'
import type { App } from '../deps.ts'
import { StationError } from '../errors.ts'
import { type Authority, keepAuthority, keepLeaf, type Leaf, newLeaf, readLeaf } from './authority.ts'
import { machineNames } from './machine-names.ts'
import { leafNames, type MachineNames, reissueReason } from './names.ts'

export interface HttpsParts {
  dataDir: string
  host: string
  /** Undefined: switched off. 0: any free port. */
  port: number | undefined
  clock: Clock
  /** What the machine is called and where it stands; asked anew every minute. */
  machine?: () => MachineNames
}

/** How the HTTPS side stands. */
export type HttpsState =
  | { readonly state: 'off' }
  | { readonly state: 'starting' }
  | {
      readonly state: 'serving'
      readonly port: number
      readonly names: readonly string[]
      readonly authority: Authority
    }
  | { readonly state: 'failed'; readonly error: StationError; readonly authority: Authority | undefined }

const LOOK_EVERY_MS = 60_000

/**
 * The station a second time, over HTTPS: browsers give a microphone to no other page of the network. Its authority is
 * made at the first opening and kept; its leaf is made anew, and shown to the next visitor without a restart, when the
 * machine's name or addresses change and when it nears its end. Whatever goes wrong here is a state with a sentence, never
 * the end of the station; every minute it is tried again.
 */
export class HttpsSide {
  readonly #parts: HttpsParts
  #state: HttpsState
  #app: App | undefined
  #server: Server | undefined
  #authority: Authority | undefined
  #leaf: Leaf | undefined
  #looking: Promise<void> = Promise.resolve()
  #endLooks: (() => void) | undefined
  #isClosed = false

  constructor(parts: HttpsParts) {
    this.#parts = parts
    this.#state = parts.port === undefined ? { state: 'off' } : { state: 'starting' }
  }

  get state(): HttpsState {
    return this.#state
  }

  /** Whether HTTPS is wanted at all, and on which port; 0 where any free one was asked for. */
  get wantedPort(): number | undefined {
    return this.#parts.port
  }

  /** Opens the port for an application that is ready, and looks after it until `close`. Never rejects: see `state`. */
  async open(app: App): Promise<void> {
    if (this.#parts.port === undefined) return
    this.#app = app
    await this.look()
    if (this.#isClosed) return
    const { clock } = this.#parts
    let nextMs = clock.monotonicMs() + LOOK_EVERY_MS
    this.#endLooks = clock.everySecond(() => {
      if (clock.monotonicMs() < nextMs) return
      nextMs = clock.monotonicMs() + LOOK_EVERY_MS
      void this.look()
    })
  }

  /** Looks whether all is as it should be, and mends what is not; one look after another. Never rejects. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookOnce())
    return this.#looking
  }

  /** Closes the port and every connection; resolves when nothing is left. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#endLooks?.()
    await this.#looking
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }

  async #lookOnce(): Promise<void> {
    const app = this.#app
    if (app === undefined || this.#isClosed) return
    try {
      const authority = await this.#keptAuthority(app)
      const leaf = await this.#freshLeaf(app, authority)
      if (this.#server === undefined) this.#server = await this.#listen(app, leaf)
      else if (leaf !== this.#leaf) this.#server.setSecureContext(contextOf(leaf))
      this.#leaf = leaf
      this.#state = { state: 'serving', port: portOf(this.#server), names: leaf.names, authority }
    } catch (cause) {
      const error = asStationError(cause)
      const isNews = this.#state.state !== 'failed' || this.#state.error.message !== error.message
      if (isNews) app.log.warn({ err: cause }, error.sentence)
      this.#state = { state: 'failed', error, authority: this.#authority }
    }
  }

  async #keptAuthority(app: App): Promise<Authority> {
    const { dataDir, clock } = this.#parts
    const known = this.#authority
    if (known !== undefined && known.notAfter > clock.now()) return known
    const { authority, isNew } = await keepAuthority(dataDir, this.#machine(), clock.now())
    if (isNew) app.log.info({ name: authority.name }, 'Đã lập chứng chỉ gốc của đài cho HTTPS')
    this.#authority = authority
    return authority
  }

  async #freshLeaf(app: App, authority: Authority): Promise<Leaf> {
    const { dataDir, clock } = this.#parts
    const now = clock.now()
    const wanted = leafNames(this.#machine(), authority.permits)
    const current = this.#leaf ?? (await readLeaf(dataDir, authority))
    const reason = reissueReason(current, wanted, now, authority.notAfter)
    if (current !== undefined && reason === undefined) return current
    const leaf = await newLeaf(authority, wanted, now)
    app.log.info({ reason, names: leaf.names }, 'Đã cấp chứng chỉ HTTPS mới')
    await keepLeaf(dataDir, leaf).catch((err: unknown) => {
      app.log.warn({ err }, 'Chưa ghi được chứng chỉ HTTPS mới; vẫn dùng cho đến khi tắt máy')
    })
    return leaf
  }

  #machine(): MachineNames {
    return (this.#parts.machine ?? machineNames)()
  }

  async #listen(app: App, leaf: Leaf): Promise<Server> {
    const { host, port } = this.#parts
    const server = createServer(contextOf(leaf), (request, response) => app.routing(request, response))
    // The same patience as over HTTP: Node's own would end an upload after five minutes.
    server.requestTimeout = app.server.requestTimeout
    server.headersTimeout = app.server.headersTimeout
    server.keepAliveTimeout = app.server.keepAliveTimeout
    server.timeout = app.server.timeout
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port }, () => {
        server.off('error', reject)
        resolve()
      })
    }).catch((cause: unknown) => {
      const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
      throw isTaken ? new StationError('https-port-taken', { port }, { cause }) : cause
    })
    server.on('error', (err) => app.log.error({ err }, 'Cổng HTTPS gặp lỗi'))
    return server
  }
}

function contextOf(leaf: Leaf): { key: string; cert: string } {
  return { key: leaf.keyPem, cert: leaf.certificatePem }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function asStationError(cause: unknown): StationError {
  if (cause instanceof StationError) return cause
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const reason = typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause)
  return new StationError('https-failed', { reason }, { cause })
}

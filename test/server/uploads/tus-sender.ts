import type { Edition, FileUpload, Revision } from '../../../server/contract/index.ts'
import { TestStation, until } from '../../builders.ts'

/** A station that listens on a port of its own, and a person who sends files to it as tus 1.0 has it, request by request. */
export class TusStation {
  station: TestStation
  origin: string
  cookie: string

  private constructor(station: TestStation, origin: string, cookie: string) {
    this.station = station
    this.origin = origin
    this.cookie = cookie
  }

  static async open(options: Parameters<typeof TestStation.open>[0] = {}): Promise<TusStation> {
    const station = await TestStation.open(options)
    await station.setUp()
    const origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
    return new TusStation(station, origin, await signIn(origin))
  }

  /** Closes the station and opens it again on the same data, on another port; the cookie stays good. */
  async restart(options: Parameters<typeof TestStation.open>[0] = {}, whileClosed = async () => {}): Promise<void> {
    const { dataDir } = this.station
    await this.station.close({ keepData: true })
    await whileClosed()
    this.station = await TestStation.open({ ...options, dataDir })
    await this.station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    this.origin = await this.station.app.listen({ host: '127.0.0.1', port: 0 })
  }

  close(): Promise<void> {
    return this.station.close()
  }

  /** One request of the protocol. */
  tus(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Uint8Array<ArrayBuffer> | ReadableStream,
  ): Promise<Response> {
    return fetch(`${this.origin}${path}`, {
      method,
      headers: { cookie: this.cookie, 'tus-resumable': '1.0.0', ...headers },
      ...(body && { body }),
      // Node sends a stream only with this; the DOM's types do not know it.
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    })
  }

  announce(
    aim: { revision: Revision; itemId?: string },
    fileName: string,
    bytes: number,
    more = {},
  ): Promise<Response> {
    const { revision, itemId = revision.items[0]?.itemId ?? '' } = aim
    const fields = { editionId: revision.editionId, itemId, revisionId: revision.id, fileName, mediaType: 'audio/wav' }
    return this.tus('POST', '/api/uploads', {
      'upload-length': String(bytes),
      'upload-metadata': Object.entries({ ...fields, modifiedAt: '1790000000000', ...more })
        .map(([name, value]) => `${name} ${Buffer.from(String(value)).toString('base64')}`)
        .join(','),
    })
  }

  patch(path: string, offset: number, bytes: Uint8Array<ArrayBuffer> | ReadableStream): Promise<Response> {
    return this.tus(
      'PATCH',
      path,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      bytes,
    )
  }

  /** How much the station says that it has. */
  async offset(path: string): Promise<number> {
    const answer = await this.tus('HEAD', path)
    if (!answer.ok) throw new Error(`HEAD ${path}: ${answer.status}`)
    return Number(answer.headers.get('upload-offset'))
  }

  /** Announces a file and sends it in pieces. */
  async send(aim: { revision: Revision; itemId?: string }, fileName: string, bytes: Buffer, pieceBytes = 100_000) {
    const created = await this.announce(aim, fileName, bytes.length)
    if (created.status !== 201) throw new Error(`${created.status} ${await created.text()}`)
    const path = created.headers.get('location') ?? ''
    await this.sendRest(path, bytes, pieceBytes)
    return path
  }

  async sendRest(path: string, bytes: Buffer, pieceBytes = 100_000): Promise<void> {
    for (let at = await this.offset(path); at < bytes.length; at += pieceBytes) {
      const answer = await this.patch(path, at, new Uint8Array(bytes.subarray(at, at + pieceBytes)))
      if (answer.status !== 204) throw new Error(`PATCH at ${at}: ${answer.status} ${await answer.text()}`)
    }
  }

  async view(path: string): Promise<FileUpload> {
    const answer = await fetch(`${this.origin}${path}/outcome`, { headers: { cookie: this.cookie } })
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    return answer.json()
  }

  /** What has become of a file. */
  outcome(path: string, withinMs?: number): Promise<FileUpload> {
    return until(
      'the outcome',
      async () => {
        const seen = await this.view(path)
        return seen.state === 'ready' || seen.state === 'failed' ? seen : undefined
      },
      withinMs,
    )
  }

  /** An edition with an approved script. */
  async script(month: string, texts: readonly string[]): Promise<{ edition: Edition; revision: Revision }> {
    const { edition } = await this.station.edition(month)
    return { edition, revision: await this.station.approvedScript(edition.id, texts) }
  }
}

export async function signIn(origin: string, username = 'kythuat', password = 'một mật khẩu dài'): Promise<string> {
  const answer = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

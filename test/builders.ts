import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ffmpeg, findFfmpeg } from '../audio/index.ts'
import { type Clock, systemClock } from '../schedules/index.ts'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import type { Edition, ErrorBody, Programme, Render, Revision, Take } from '../server/contract/index.ts'
import { closeDb, type Db, openDb } from '../server/db/index.ts'
import type { App } from '../server/deps.ts'
import type { HttpsSide } from '../server/https/index.ts'
import type { StationProbes } from '../server/preflight/index.ts'
import { babbleWav } from './sounds.ts'

/** An answer as a page would read it. */
export interface Answer<T> {
  status: number
  body: T
  headers: Record<string, string | string[] | number | undefined>
  raw: Buffer
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'

/** A whole station on a data folder of its own, asked as a page asks, without a port. */
export class TestStation {
  readonly dataDir: string
  readonly app: App
  readonly db: Db
  #cookie: string | undefined

  private constructor(dataDir: string, app: App, db: Db) {
    this.dataDir = dataDir
    this.app = app
    this.db = db
  }

  /** Opens a station; `env` are settings as the surroundings would give them. */
  static async open(
    options: {
      clock?: Clock
      env?: Record<string, string>
      dataDir?: string
      oneTimeCode?: string
      probes?: StationProbes
      https?: HttpsSide
      /** Default false: a look at a read takes seconds of the processor. */
      looksAtReads?: boolean
    } = {},
  ): Promise<TestStation> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'len-song-')))
    const config = readConfig({
      PATH: process.env.PATH,
      FFMPEG_PATH: process.env.FFMPEG_PATH,
      LEN_SONG_DATA: dataDir,
      ...options.env,
    })
    const db = await openDb(dataDir)
    const app = await buildApp({
      config,
      db,
      clock: options.clock ?? systemClock(),
      ffmpeg: await ffmpegOfTests(),
      looksAtReads: options.looksAtReads ?? false,
      ...(options.probes && { probes: options.probes }),
      ...(options.https && { https: options.https }),
      ...(options.oneTimeCode !== undefined && { oneTimeCode: options.oneTimeCode }),
    })
    await app.ready()
    return new TestStation(dataDir, app, db)
  }

  /** Ends the station; its folder goes unless it is to be opened again. */
  async close({ keepData = false } = {}): Promise<void> {
    await this.app.close()
    await closeDb(this.db)
    if (!keepData) await rm(this.dataDir, { recursive: true, force: true })
  }

  /** One request with the cookie of whoever is signed in. JSON unless a form or bytes are given. */
  async ask<T = unknown>(
    method: Method,
    url: string,
    body?: object | FormData | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const { payload, type } = await payloadOf(body)
    const response = await this.app.inject({
      method,
      url,
      headers: { ...(type && { 'content-type': type }), ...(this.#cookie && { cookie: this.#cookie }), ...headers },
      ...(payload && { payload }),
    })
    const set = response.cookies.find(({ name }) => name === 'len-song')
    if (set) this.#cookie = `${set.name}=${set.value}`
    const isJson = String(response.headers['content-type'] ?? '').startsWith('application/json')
    return {
      status: response.statusCode,
      body: (isJson && response.body !== '' ? response.json() : response.body) as T,
      headers: response.headers,
      raw: response.rawPayload,
    }
  }

  /** The same, and the answer must be a success. */
  async get<T>(
    method: Method,
    url: string,
    body?: object | FormData | Buffer,
    headers?: Record<string, string>,
  ): Promise<T> {
    const answer = await this.ask<T>(method, url, body, headers)
    if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** The same, and the answer must be a refusal. */
  async refused(
    method: Method,
    url: string,
    body?: object | FormData | Buffer,
    headers?: Record<string, string>,
  ): Promise<ErrorBody & { status: number }> {
    const answer = await this.ask<ErrorBody>(method, url, body, headers)
    if (answer.status < 400) throw new Error(`${method} ${url} was not refused: ${answer.status}`)
    return { ...answer.body, status: answer.status }
  }

  /** Forgets who is signed in. */
  forget(): void {
    this.#cookie = undefined
  }

  /** The first run: station, first account, signed in. */
  async setUp(soundKind: 'horn' | 'fm' = 'fm'): Promise<void> {
    await this.get('POST', '/api/set-up', {
      stationName: 'Đài truyền thanh thành phố Sa Đéc',
      displayName: 'Kỹ thuật viên trực',
      username: 'kythuat',
      password: 'một mật khẩu dài',
      soundKind,
    })
  }

  /** Sa Đéc's programme and an edition of a month. */
  async edition(month: string): Promise<{ programme: Programme; edition: Edition }> {
    const programme = await this.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    const edition = await this.get<Edition>('POST', '/api/editions', { programmeId: programme.id, period: month })
    return { programme, edition }
  }

  /** A script of these texts, approved. */
  async approvedScript(editionId: string, texts: readonly string[]): Promise<Revision> {
    const written = await this.get<Revision>('POST', `/api/editions/${editionId}/revisions`, {
      source: 'written',
      items: texts.map((text, place) => ({ title: `Tiết mục ${place + 1}`, text })),
    })
    return this.get('POST', `/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch UBND Thành phố' })
  }

  /** A kept take of each item of a revision. */
  async keptTakes(revision: Revision, sound: (place: number) => Buffer): Promise<Take[]> {
    const takes: Take[] = []
    for (const [place, { itemId }] of revision.items.entries()) {
      const take = await this.upload(revision, itemId, sound(place), `ban-thu-${place + 1}.wav`)
      takes.push(await this.get('POST', `/api/takes/${take.id}/choice`, { choice: 'kept' }))
    }
    return takes
  }

  /** An edition of a month that may air: script, approval, takes, a verified render. */
  async readyEdition(programmeId: string, month: string, seconds = 3): Promise<Edition> {
    const edition = await this.get<Edition>('POST', '/api/editions', { programmeId, period: month })
    const revision = await this.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    await this.keptTakes(revision, () => babbleWav(seconds, { seed: Number(month.slice(5)) }))
    const { id } = await this.get<Render>('POST', `/api/editions/${edition.id}/renders`)
    const { state, reason } = await until(
      'the render',
      async () => {
        const now = await this.get<Render>('GET', `/api/renders/${id}`)
        return now.state === 'queued' || now.state === 'running' ? undefined : now
      },
      120_000,
    )
    if (state !== 'verified') throw new Error(`the render ended as ${state}: ${reason}`)
    return this.get('GET', `/api/editions/${edition.id}`)
  }

  upload(revision: Revision, itemId: string, bytes: Buffer, fileName: string): Promise<Take> {
    return this.get('POST', takesUrl(revision, itemId), formOf(bytes, fileName))
  }
}

export function takesUrl(revision: Pick<Revision, 'id' | 'editionId'>, itemId: string): string {
  return `/api/editions/${revision.editionId}/items/${itemId}/takes?revisionId=${revision.id}`
}

/** A form with one file, as a browser sends it. */
export function formOf(bytes: Buffer, fileName: string, type = 'audio/wav'): FormData {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), fileName)
  return form
}

let found: Promise<Ffmpeg> | undefined

/** The FFmpeg under test: `FFMPEG_PATH` where set, else what a fresh machine has. */
export function ffmpegOfTests(): Promise<Ffmpeg> {
  found ??= findFfmpeg(process.env.FFMPEG_PATH ? { configuredPath: process.env.FFMPEG_PATH } : {})
  return found
}

/** Waits until a question has an answer; fails with the name of what was waited for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

async function payloadOf(
  body: object | FormData | Buffer | undefined,
): Promise<{ payload?: Buffer | string; type?: string }> {
  if (body === undefined) return {}
  if (Buffer.isBuffer(body)) return { payload: body, type: 'application/octet-stream' }
  if (!(body instanceof FormData)) return { payload: JSON.stringify(body), type: 'application/json' }
  const asSent = new Response(body)
  return { payload: Buffer.from(await asSent.arrayBuffer()), type: asSent.headers.get('content-type') ?? '' }
}

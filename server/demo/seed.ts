import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { NULL_DEVICE_ID } from '../../audio/index.ts'
import { type Clock, dateAt, monthOf, timeAt } from '../../schedules/index.ts'
import type { Airing, Edition, Programme, Render, Revision, Take, Template, Tune } from '../contract/index.ts'
import type { App } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { DEMO_APPROVER, DEMO_SCRIPT, DEMO_STATION, DEMO_WARD_STATIONS, readPath } from './content/index.ts'
import { takeInItems } from './items.ts'
import { enterYear } from './year.ts'

const MINUTE_MS = 60_000
/** What is left of the wait once the tour's page stands open. */
const LEAST_AHEAD_MS = 40_000
const POLL_MS = 150

/**
 * Fills a new station with the tour: Sa Đéc's programme with its units and rota, this month's items and script with its approval,
 * the reads, ward stations, a rendered edition and an airing at the next whole minute. Everything goes through the same
 * routes as a person's work. Tells each step; answers when the airing is confirmed.
 */
export async function seedDemo(
  app: App,
  clock: Clock,
  options: { airDeviceId: string | undefined; tell: (step: string) => void },
): Promise<Airing> {
  const station = new Visitor(app)
  const { tell } = options
  tell('Khởi tạo đài và tài khoản dùng thử')
  await station.ask('POST', '/api/set-up', {
    stationName: DEMO_STATION.name,
    displayName: 'Kỹ thuật viên dùng thử',
    username: 'demo',
    password: randomBytes(18).toString('base64url'),
    soundKind: DEMO_STATION.soundKind,
  })
  const airDeviceId = options.airDeviceId ?? NULL_DEVICE_ID
  await station.ask('PUT', '/api/station/devices', { airDeviceId, listeningDeviceId: null })

  tell('Chương trình, đơn vị và bảng phân công của Sa Đéc')
  const programme = await station.ask<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  await layBed(station, programme.id)
  tell('Một năm trong sổ giấy, ghi lại cho sổ sách và báo cáo')
  const today = dateAt(clock.now(), STATION_ZONE)
  await enterYear(station, { programme, today, approver: DEMO_APPROVER })
  const period = monthOf(today)
  const edition = await station.ask<Edition>('POST', '/api/editions', { programmeId: programme.id, period })
  for (const name of DEMO_WARD_STATIONS) await station.ask('POST', '/api/ward-stations', { name })

  tell('Tin bài của các đơn vị, họp thẩm định, kịch bản và phê duyệt')
  const written = await takeInItems(station, { programmeId: programme.id, period, now: clock.now() })
  const revision = await station.ask<Revision>('POST', `/api/revisions/${written.id}/approval`, {
    approver: DEMO_APPROVER,
  })

  for (const [place, { itemId, title }] of revision.items.entries()) {
    const item = DEMO_SCRIPT[place]
    if (!item) continue
    tell(`Bản đọc ${place + 1}/${revision.items.length}: ${title}`)
    const take = await station.upload<Take>(
      `/api/editions/${edition.id}/items/${itemId}/takes?revisionId=${revision.id}`,
      readPath(item),
    )
    await station.ask('POST', `/api/takes/${take.id}/choice`, { choice: 'kept' })
  }

  const render = await station.ask<Render>('POST', `/api/editions/${edition.id}/renders`)
  await rendered(station, clock, render.id, tell)

  const startsAt = Math.ceil((clock.now() + LEAST_AHEAD_MS) / MINUTE_MS) * MINUTE_MS
  const slot = { date: dateAt(startsAt, STATION_ZONE), time: timeAt(startsAt, STATION_ZONE) }
  const [airing] = await station.ask<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
    slots: [slot],
    outsideWindowReason: 'Phát trong chuyến tham quan Lên Sóng',
  })
  if (!airing) throw new Error('the demo airing was not confirmed')
  tell(`Lần phát lúc ${slot.time}`)
  return airing
}

/** Music under the greeting, low enough to be heard and not listened to. */
async function layBed(station: Visitor, programmeId: string): Promise<void> {
  const url = `/api/programmes/${programmeId}/template`
  const { slots, targetLufs, treatment, number } = await station.ask<Template>('GET', url)
  const sound = (await station.ask<Tune[]>('GET', '/api/tunes')).find(({ role }) => role === 'bed')
  const greeting = slots.find(({ kind }) => kind === 'greeting')
  if (!sound || !greeting) return
  const bed = {
    id: 'nhac-nen',
    soundId: sound.id,
    fromSlotId: greeting.id,
    toSlotId: greeting.id,
    levelLu: -8,
    duckDb: 12,
    attackMs: 300,
    releaseMs: 1200,
    fadeInMs: 600,
    fadeOutMs: 2500,
    leadMs: 400,
    tailMs: 2500,
  }
  await station.ask('PUT', url, { parentNumber: number, slots, beds: [bed], targetLufs, treatment })
}

async function rendered(station: Visitor, clock: Clock, id: string, tell: (step: string) => void): Promise<void> {
  let last = ''
  for (;;) {
    const { state, fraction = 0, phase = '', reason } = await station.ask<Render>('GET', `/api/renders/${id}`)
    if (state === 'verified') return
    if (state !== 'queued' && state !== 'running') throw new Error(`the demo render ended as ${state}: ${reason}`)
    const step = `Dựng kỳ phát: ${Math.floor(fraction * 10) * 10} % ${phase}`
    if (step !== last) tell(step)
    last = step
    await clock.sleepUntil(clock.now() + POLL_MS)
  }
}

/** A person at the pages, without a port: keeps the cookie, sends what a browser sends. */
class Visitor {
  readonly #app: App
  #cookie: string | undefined

  constructor(app: App) {
    this.#app = app
  }

  ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<T> {
    return this.#send(method, url, body && JSON.stringify(body), body && 'application/json')
  }

  async upload<T>(url: string, path: string): Promise<T> {
    const form = new FormData()
    form.set('file', new Blob([await readFile(path)], { type: 'audio/ogg' }), basename(path))
    const asSent = new Response(form)
    return this.#send(
      'POST',
      url,
      Buffer.from(await asSent.arrayBuffer()),
      asSent.headers.get('content-type') ?? undefined,
    )
  }

  async #send<T>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: string | Buffer, type?: string): Promise<T> {
    const response = await this.#app.inject({
      method,
      url,
      headers: { ...(type && { 'content-type': type }), ...(this.#cookie && { cookie: this.#cookie }) },
      ...(payload !== undefined && { payload }),
    })
    const set = response.cookies.find(({ name }) => name === 'len-song')
    if (set) this.#cookie = `${set.name}=${set.value}`
    if (response.statusCode >= 400) throw new Error(`${method} ${url}: ${response.statusCode} ${response.body}`)
    return response.json() as T
  }
}

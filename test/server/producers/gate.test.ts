import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Programme, Take } from '../../../server/contract/index.ts'
import { type Named, type Use, WARD_MAY } from '../../../server/producers/gate/index.ts'
import { formOf, type Method, TestStation, takesUrl } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'
import { type KnownRoute, routesOf } from './routes-of.ts'
import { addLeader, editionBy, Person, producingWard } from './ward-people.ts'

const AT = Date.UTC(2026, 10, 10)

describe("a ward's account before every route of the app", () => {
  let station: TestStation
  let ward: Awaited<ReturnType<typeof producingWard>>
  let own: Awaited<ReturnType<typeof editionBy>>
  /** Of the station and of another ward, with what it is. */
  let foreign: Foreign[]
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ward = await producingWard(station, 'Phường 1', 'phuong1')
    own = await editionBy(ward.person, ward.programme.id, '2026-11')
    foreign = await everythingOf(station)
  })
  afterAll(() => station?.close())

  const key = ({ method, url }: KnownRoute) => `${method} ${url}`
  const isOpen = ({ url }: KnownRoute) =>
    !url.startsWith('/api/') || url === '/api/me' || OPEN.some((open) => url === open || url.startsWith(`${open}/`))

  test('uses only routes that there are', () => {
    const known = new Set(routesOf(station.app).map(key))
    expect(Object.keys(WARD_MAY).filter((route) => !known.has(route))).toEqual([])
    expect(known.size).toBeGreaterThan(250)
  })

  test('is refused every route that is not in the table, whatever it asks', async () => {
    const closed = routesOf(station.app).filter((route) => {
      const asGet = { ...route, method: route.method === 'HEAD' ? 'GET' : route.method }
      return !isOpen(route) && WARD_MAY[key(route)] === undefined && WARD_MAY[key(asGet)] === undefined
    })
    expect(closed.length).toBeGreaterThan(100)
    const letIn: string[] = []
    for (const route of closed) {
      const { status, body } = await asked(route, idOf('edition'))
      if (status !== 403 || (route.method !== 'HEAD' && body.code !== 'ward-not-allowed')) letIn.push(key(route))
    }
    expect(letIn).toEqual([])
  })

  test('gets nothing of another programme on any route of the table, whichever id it names', async () => {
    const ids = foreign.map(({ id }) => id)
    const told: string[] = []
    for (const route of routesOf(station.app)) {
      const use = WARD_MAY[key(route)]
      // The stream of what changes has a test of its own.
      if (!use || key(route) === 'GET /api/live' || key(route) === 'POST /api/sign-out') continue
      const kinds = namedBy(use)
      for (const { what, id } of foreign) {
        if (!kinds.has(what) && what !== 'render') continue
        const { status, body, text } = await asked(route, id)
        const isRefused = status === 403 && (route.method === 'HEAD' || body.code === 'ward-not-yours')
        const isClean = status < 500 && ids.every((one) => one === id || !text.includes(one))
        if (use.names ? !isRefused : !isClean) told.push(`${key(route)} ${what}: ${status} ${text.slice(0, 200)}`)
      }
    }
    expect(told).toEqual([])
  })

  test('sees in lists its own and nothing else', async () => {
    const ofStation = (list: readonly { id: string }[]) => list.filter(({ id }) => foreign.some((one) => one.id === id))
    for (const list of ['programmes', 'editions', 'accounts', 'leaders', 'ward-stations']) {
      const rows = await ward.person.get<{ id: string }[]>('GET', `/api/${list}`)
      expect(rows, list).toHaveLength(1)
      expect(ofStation(rows), list).toEqual([])
    }
    expect((await station.get<{ id: string }[]>('GET', '/api/programmes')).length).toBeGreaterThan(2)
  })

  test("does not come to another's item through its own edition", async () => {
    for (const what of ['spoken', 'recordings']) {
      const { status, body } = await ward.person.ask(
        'GET',
        `/api/editions/${own.edition.id}/items/${idOf('item')}/${what}`,
      )
      expect(status === 404 || status === 409 || JSON.stringify(body) === '[]').toBe(true)
    }
    const since = `/api/revisions/${own.revision.id}/changes?since=${idOf('revision')}`
    expect(await ward.person.refused('GET', since)).toBe('ward-not-yours')
    const text = { items: [{ title: 'Tiết mục', text: 'Kính thưa quý vị.' }], source: 'written' }
    const url = `/api/editions/${own.edition.id}`
    const base = idOf('revision')
    expect(await ward.person.refused('POST', `${url}/revisions`, { ...text, parentId: base })).toBe('ward-not-yours')
    expect(await ward.person.refused('POST', `${url}/merge`, { ...text, baseId: base })).toBe('ward-not-yours')
  })

  test('makes and changes programmes of its own ward alone', async () => {
    const made = { preset: 'sa-dec-2023', name: 'Của đài' }
    const { person, programme } = ward
    expect(await person.refused('POST', '/api/programmes', made)).toBe('ward-not-yours')
    const ofOther = { ...made, producer: { kind: 'ward', wardStationId: idOf('ward-station') } }
    expect(await person.refused('POST', '/api/programmes', ofOther)).toBe('ward-not-yours')
    const away = { producer: { kind: 'station' } }
    expect(await person.refused('PATCH', `/api/programmes/${programme.id}`, away)).toBe('ward-not-yours')
    const changed = await person.get<Programme>('PATCH', `/api/programmes/${programme.id}`, {
      name: 'Tiếng nói phường',
    })
    expect(changed).toMatchObject({ name: 'Tiếng nói phường', producer: { kind: 'ward' } })
  })

  test('assigns reads to people of its ward and edits reads of its own', async () => {
    const url = `/api/editions/${own.edition.id}/assignments`
    const assigned = { itemIds: [own.revision.items[0]?.itemId], readerId: idOf('account'), dueOn: '2099-01-01' }
    expect(await ward.person.refused('PUT', url, assigned)).toBe('ward-not-yours')
    expect(await ward.person.refused('PUT', url, { ...assigned, readerId: ward.person.id })).toBe(
      'not-approved-to-assign',
    )
  })

  test('hears on the live line only what is worth fetching again', async () => {
    const address = await station.app.listen({ port: 0, host: '127.0.0.1' })
    const colleague = await Person.join(station, 'nghe')
    const stop = new AbortController()
    const line = async (cookie: string) => {
      const { body } = await fetch(`${address}/api/live`, { headers: { cookie }, signal: stop.signal })
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
      return async (until: string) => {
        let heard = ''
        while (!heard.includes(until)) heard += (await reader?.read())?.value ?? until
        return heard
      }
    }
    const [wards, stations] = [await line(ward.person.cookie), await line(colleague.cookie)]
    expect(await stations('event: on-air')).toContain('state')
    await station.get('PATCH', '/api/station', { name: 'Đài truyền thanh thành phố Sa Đéc' })
    expect(await wards('event: changed')).not.toContain('event: on-air')
    stop.abort()
  })

  function idOf(what: Foreign['what']): string {
    return foreign.find((one) => one.what === what)?.id ?? ''
  }

  /** Asks a route as the ward's person, with one id in every place where an id can stand. */
  async function asked({ method, url }: KnownRoute, id: string) {
    const named = { programmeId: id, editionId: id, revisionId: id, takeId: id, wardStationId: id, leaderId: id }
    const path = url.replace('*', 'x').replace(/:(\w+)/g, (_, name: string) => FILLED[name] ?? id)
    const payload = { ...named, leaderIds: [id], readerId: id, pieces: [{ takeId: id, fromMs: 0, toMs: 1 }] }
    const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE' && method !== 'OPTIONS'
    const response = await station.app.inject({
      method: method as Method,
      url: `${path}?since=${id}&programmeId=${id}&revisionId=${id}`,
      headers: {
        cookie: ward.person.cookie,
        'upload-metadata': `editionId ${Buffer.from(id).toString('base64')}`,
      },
      ...(hasBody && { payload: { ...payload, producer: { kind: 'ward', wardStationId: id } } }),
    })
    const isJson = String(response.headers['content-type'] ?? '').startsWith('application/json')
    const body: { code?: string } = isJson && response.body !== '' ? response.json() : {}
    return { status: response.statusCode, body, text: response.body }
  }
})

interface Foreign {
  what: Named['what'] | 'item'
  id: string
}

/** What kinds of things a route is told by its address. */
function namedBy({ names }: Use): Set<string> {
  const id = 'x'
  const headers = { 'upload-metadata': `editionId ${Buffer.from(id).toString('base64')}` }
  const request = { params: { id, recordingId: id }, query: {}, body: {}, headers }
  return new Set(names?.(request).map(({ what }) => what))
}

/** Answers without a session: to these an account is nothing. */
const OPEN = ['/api/set-up', '/api/sign-in', '/api/send', '/api/trust', '/api/leader-phone']

/** Parts of an address that name nothing. */
const FILLED: Readonly<Record<string, string>> = {
  number: '0',
  period: '2026-11',
  from: '2026-11-01',
  year: '2026',
  month: '11',
}

/** One of everything that the station has, and the same of a ward beside. */
async function everythingOf(station: TestStation): Promise<Foreign[]> {
  const { db } = station
  const other = await producingWard(station, 'Phường 2', 'phuong2')
  const theirs = await editionBy(other.person, other.programme.id, '2026-11')
  const colleague = await Person.join(station, 'bientap')
  const leader = await addLeader(station, 'Chủ tịch UBND Thành phố')
  const programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  const { edition, revision } = await editionBy(station, programme.id, '2026-11')
  const item = revision.items[0]?.itemId ?? ''
  const take = await station.get<Take>('POST', takesUrl(revision, item), formOf(babbleWav(1), 'thu.wav'))
  const request = await station.get<{ id: string }>('POST', `/api/revisions/${revision.id}/request`, {
    leaderIds: [leader.id],
  })
  const [remark] = await station.get<{ id: string }[]>('POST', `/api/editions/${edition.id}/items/${item}/remarks`, {
    text: 'Viết lại câu đầu.',
  })
  const where = new URLSearchParams({ date: '2024-11-20', time: '05:00', where: 'Loa cụm 1', note: 'Biên bản số 12' })
  const outside = await station.get<{ id: string }>('POST', `/api/editions/${edition.id}/outside-airings?${where}`)
  const account = colleague.id
  const place = { edition_id: edition.id, item_id: item, revision_id: revision.id }
  const id = (kind: string) => `${kind}-0000-4000-8000-000000000000`
  await db
    .insertInto('recordings')
    .values({
      ...place,
      id: id('recording'),
      sample_rate_hz: 48_000,
      channels: 1,
      microphone: '{}',
      opened_by: account,
      opened_at: AT,
      take_id: null,
    })
    .execute()
  await db
    .insertInto('file_uploads')
    .values({
      ...place,
      id: id('upload'),
      file_name: 'thu.wav',
      media_type: 'audio/wav',
      bytes: 10,
      modified_at: null,
      begun_by: account,
      begun_at: AT,
      take_id: null,
      refusal: null,
    })
    .execute()
  await db
    .insertInto('side_versions')
    .values({
      id: id('side'),
      edition_id: edition.id,
      base_id: revision.id,
      why: 'saved-meanwhile',
      items: '[]',
      kept_by: account,
      kept_at: AT,
    })
    .execute()
  const [media] = await db.selectFrom('media').select('sha256').limit(1).execute()
  await db
    .insertInto('paper_scans')
    .values({
      id: id('scan'),
      revision_id: revision.id,
      media_sha256: media?.sha256 ?? '',
      file_name: 'phieu.pdf',
      signed_on: null,
      added_by: account,
      added_at: AT,
    })
    .execute()
  await db
    .insertInto('renders')
    .values({
      id: id('render'),
      edition_id: edition.id,
      revision_id: revision.id,
      recipe: JSON.stringify({ reads: [], recipe: { version: 2, parts: [], beds: [] }, fileName: 'ky.mp3' }),
      target_lufs: -23,
      requested_by: account,
      requested_at: AT,
    })
    .execute()
  return [
    { what: 'programme', id: programme.id },
    { what: 'programme', id: other.programme.id },
    { what: 'edition', id: edition.id },
    { what: 'edition', id: theirs.edition.id },
    { what: 'revision', id: revision.id },
    { what: 'revision', id: theirs.revision.id },
    { what: 'item', id: item },
    { what: 'take', id: take.id },
    { what: 'request', id: request.id },
    { what: 'remark', id: remark?.id ?? '' },
    { what: 'outside-airing', id: outside.id },
    { what: 'leader', id: leader.id },
    { what: 'leader', id: other.leader.id },
    { what: 'account', id: account },
    { what: 'account', id: other.person.id },
    { what: 'ward-station', id: other.ward.id },
    ...(['recording', 'upload', 'side', 'scan', 'render'] as const).map((what) => ({ what, id: id(what) })),
  ]
}

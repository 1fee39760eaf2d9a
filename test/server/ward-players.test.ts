import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Airing,
  Edition,
  Render,
  WardPlan,
  WardPlayer,
  WardSign,
  WardSignTaken,
  WardStation,
} from '../../server/contract/index.ts'
import { makeOnAirFolder, onAirFolder, openJournal, readPlan } from '../../server/handover/index.ts'
import { takenBy } from '../../server/stations/index.ts'
import { startWardPlayer } from '../../server/ward-player/player.ts'
import { playedBy } from '../../server/ward-players/index.ts'
import { ffmpegOfTests, TestStation, until } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { babbleWav } from '../sounds.ts'

const NOW = Date.UTC(2026, 10, 16, 1)
const MINUTE_MS = 60_000
const PLAYER = '0c1e7a52-7f0e-4f7e-9f33-000000000001'

describe('unattended players at wards', () => {
  let station: TestStation
  let clock: FakeClock
  let ward: WardStation
  let edition: Edition
  let airing: Airing
  let render: Render
  let origin: string
  beforeAll(async () => {
    clock = new FakeClock(NOW)
    station = await TestStation.open({ clock })
    await station.setUp()
    const { edition: made } = await station.edition('2026-11')
    const revision = await station.approvedScript(made.id, ['Kính thưa quý vị và các bạn.'])
    await station.keptTakes(revision, () => babbleWav(3))
    const asked = await station.get<Render>('POST', `/api/editions/${made.id}/renders`)
    render = await until(
      'the render',
      async () => {
        const now = await station.get<Render>('GET', `/api/renders/${asked.id}`)
        return now.state === 'verified' ? now : undefined
      },
      150_000,
    )
    edition = await station.get<Edition>('GET', `/api/editions/${made.id}`)
    const [confirmed] = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
      slots: [{ date: '2026-11-18', time: '05:15' }],
    })
    if (!confirmed) throw new Error('no airing')
    airing = confirmed
    ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm Phường 1' })
    origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
  }, 200_000)
  afterAll(() => station.close())

  const path = (rest: string) => `${ward.linkPath}/${rest}`
  const sign = (wanted: Partial<WardSign> = {}): WardSign => ({
    playerId: PLAYER,
    at: clock.now(),
    computer: 'may-tram',
    clock: { state: 'good', offMs: 12, withinMs: 20 },
    onAir: { state: 'idle', deviceName: 'Loa phường', deviceIsNull: false, problems: [] },
    plan: { airings: 1, fetchedAt: clock.now() },
    files: { ready: 1, waiting: 0, bytesWaiting: 0 },
    held: [],
    linesWaiting: 0,
    freeBytes: 50e9,
    ...wanted,
  })
  const players = () => station.get<WardPlayer[]>('GET', '/api/ward-players')

  it('are given the station’s own plan, and 304 while it stands', async () => {
    const answer = await station.ask<WardPlan>('GET', path('ke-hoach.json'))
    expect(answer.status).toBe(200)
    expect(answer.body.wardName).toBe('Trạm Phường 1')
    expect(answer.body.airings).toMatchObject([
      { airingId: airing.id, editionId: edition.id, startsAt: airing.startsAt, sha256: render.master?.sha256 },
    ])
    expect(answer.body.sounds[0]).toMatchObject({
      master: { sha256: render.master?.sha256, bytes: render.master?.bytes },
      mp3: { sha256: render.mp3?.sha256 },
      mono: { sha256: render.mono?.sha256 },
    })
    const again = await station.ask('GET', path('ke-hoach.json'), undefined, {
      'if-none-match': String(answer.headers.etag),
    })
    expect([again.status, again.raw.length]).toEqual([304, 0])
  })

  it('fetch the files of the plan in parts, and no others', async () => {
    const file = await station.ask('GET', path(`ke-hoach/${render.mono?.sha256}`))
    expect(createHash('sha256').update(file.raw).digest('hex')).toBe(render.mono?.sha256)
    const part = await station.ask('GET', path(`ke-hoach/${render.mono?.sha256}`), undefined, { range: 'bytes=1000-' })
    expect(part.status).toBe(206)
    expect(part.raw.equals(file.raw.subarray(1000))).toBe(true)
    const planned = [render.master?.sha256, render.mp3?.sha256, render.mono?.sha256]
    const all = await station.db.selectFrom('media').select('sha256').execute()
    const other = all.find(({ sha256 }) => !planned.includes(sha256))
    if (!other) throw new Error('no other file')
    expect(await station.refused('GET', path(`ke-hoach/${other.sha256}`))).toMatchObject({ status: 404 })
    expect(await station.refused('GET', path(`ke-hoach/${'0'.repeat(64)}`))).toMatchObject({ status: 404 })
    expect(await station.refused('GET', path('ke-hoach/..%2f..%2fstation.db'))).toMatchObject({ status: 400 })
  })

  it('find nothing behind a link that is not theirs, and learn nothing of it', async () => {
    const guess = `/tram/${'A'.repeat(32)}`
    const asked = [
      station.refused('GET', `${guess}/ke-hoach.json`),
      station.refused('GET', `${guess}/ke-hoach/${render.mono?.sha256}`),
      station.refused('POST', `${guess}/song`, sign()),
      station.refused('POST', `${guess}/nhat-ky`, { playerId: PLAYER, lines: [] }),
    ]
    const other = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm thôi dùng' })
    await station.get('POST', `/api/ward-stations/${other.id}/revoke`)
    const revoked = await station.refused('GET', `${other.linkPath}/ke-hoach.json`)
    for (const answer of await Promise.all(asked)) expect(answer).toEqual(revoked)
  })

  it('say that they live, and are missed when they do not', async () => {
    const { now, wardName, otherPlayers } = await station.get<WardSignTaken>('POST', path('song'), sign())
    expect({ now, wardName, otherPlayers }).toEqual({ now: clock.now(), wardName: 'Trạm Phường 1', otherPlayers: 0 })
    expect(await players()).toMatchObject([
      { state: 'alive', words: 'Đang chạy, đã có đủ tệp cho 1 lượt phát sắp tới.', problems: [], computer: 'may-tram' },
    ])
    clock.leap(4 * MINUTE_MS)
    expect(await players()).toMatchObject([{ state: 'quiet' }])
    clock.leap(25 * 60 * MINUTE_MS)
    const [silent] = await players()
    expect(silent).toMatchObject({ state: 'silent', words: 'Không thấy máy phát của trạm từ 08:00 ngày 16/11/2026.' })
    expect(silent?.problems).toEqual([
      'Nếu máy vẫn bật, máy tự phát theo lịch đã tải; cần kiểm tra mạng và nguồn điện ở trạm.',
    ])
  })

  it('say what is wrong with them, in words that help', async () => {
    const trouble = sign({
      clock: { state: 'corrected', offMs: 423_000, withinMs: 30 },
      onAir: { state: 'device-error', deviceName: 'Loa', deviceIsNull: false, problems: ['device-absent'] },
      freeBytes: 1000,
    })
    await station.get('POST', path('song'), trouble)
    const [player] = await players()
    expect(player?.clockOffMs).toBe(423_000)
    expect(player?.problems).toEqual([
      'Không thấy thiết bị phát ở trạm: cắm lại dây, bật nguồn máy tăng âm, hoặc chọn lại bằng --thiet-bi.',
      'Đồng hồ máy của trạm chạy nhanh 7 phút 3 giây; máy vẫn phát đúng giờ đài. Nên chỉnh lại đồng hồ.',
      'Ổ đĩa của máy chỉ còn 1.000 byte: dọn bớt tệp.',
    ])
    const second = await station.get<WardSignTaken>('POST', path('song'), sign({ playerId: PLAYER.replace(/1$/, '2') }))
    expect(second.otherPlayers).toBe(1)
  })

  it('that have hashed a file themselves have taken it whole', async () => {
    expect(await takenBy(station.db, { editionIds: [edition.id] })).toEqual([])
    const held = [render.master?.sha256 ?? '', 'f'.repeat(64)]
    await station.get('POST', path('song'), sign({ held }))
    await station.get('POST', path('song'), sign({ held }))
    expect(await takenBy(station.db, { editionIds: [edition.id] })).toMatchObject([
      { wardStationId: ward.id, renderId: render.id, knownBy: 'player' },
    ])
  })

  it('send their journal, each line once, and it says when the airing sounded in the station’s time', async () => {
    const off = 423_000
    const heardAt = airing.startsAt + off + 0.4
    const device = { id: 'alsa:horns', name: 'Loa phường', isNull: false }
    const of = (seq: number, event: string, at: number, details: object = {}) => {
      return { id: `line-${seq}`, seq, at, event, airingId: airing.id, details, clockOffMs: off }
    }
    const lines = [
      of(1, 'armed', heardAt - 10_000),
      of(2, 'first-sample', heardAt, { startErrorMs: 0.4, offsetMs: 0, startsAt: airing.startsAt + off, device }),
      of(3, 'last-sample', heardAt + 3000, { soundedMs: 3000 }),
      of(4, 'outcome', heardAt + 3001, { outcome: 'aired' }),
    ]
    const send = (some: object[]) => station.get('POST', path('nhat-ky'), { playerId: PLAYER, lines: some })
    expect(await send(lines.slice(0, 2))).toEqual({ taken: 2, known: 0 })
    expect(await playedBy(station.db)).toMatchObject([{ outcome: undefined, deviceName: 'Loa phường' }])
    expect(await send(lines)).toEqual({ taken: 2, known: 2 })
    expect(await send(lines)).toEqual({ taken: 0, known: 4 })
    const [play] = await playedBy(station.db, { wardStationId: ward.id, editionIds: [edition.id] })
    expect(play).toMatchObject({
      airingId: airing.id,
      plannedAt: airing.startsAt,
      outcome: 'aired',
      startErrorMs: 0.4,
      isUnheard: false,
      clockOffMs: off,
    })
    expect(Math.abs((play?.startedAt ?? 0) - airing.startsAt)).toBeLessThanOrEqual(1)
    expect(await playedBy(station.db, { editionIds: [] })).toEqual([])
    expect(await playedBy(station.db, { airingIds: ['another'] })).toEqual([])
  })

  it('that sounded on the null device, or lines of airings that are nobody’s, confirm nothing', async () => {
    const other = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm Phường 2' })
    const device = { id: 'null', name: 'Không phát ra loa', isNull: true }
    const of = (seq: number, event: string, airingId: string, details: object) => {
      // The same ids as the other ward's: nobody can keep another's lines out.
      return { id: `line-${seq}`, seq, at: airing.startsAt, event, airingId, details, clockOffMs: 0 }
    }
    await station.get('POST', `${other.linkPath}/nhat-ky`, {
      playerId: PLAYER,
      lines: [
        of(1, 'first-sample', airing.id, { offsetMs: 0, startErrorMs: 0, device }),
        of(2, 'outcome', airing.id, { outcome: 'aired' }),
        of(3, 'outcome', 'of-nobody', { outcome: 'aired' }),
      ],
    })
    const plays = await playedBy(station.db, { wardStationId: other.id })
    expect(plays).toMatchObject([{ airingId: airing.id, outcome: 'aired', isUnheard: true }])
  })

  it('with nonsense in what they send are refused, and nothing is kept of it', async () => {
    const bad = [
      ['song', { ...sign(), playerId: '../x' }],
      ['song', { ...sign(), held: ['x'] }],
      ['nhat-ky', { playerId: PLAYER, lines: [{ id: 'a' }] }],
      ['nhat-ky', { playerId: PLAYER, lines: Array.from({ length: 501 }, () => ({})) }],
    ] as const
    for (const [where, body] of bad) {
      expect(await station.refused('POST', path(where), body)).toMatchObject({ status: 400, code: 'bad-request' })
    }
  })

  describe('as they are', () => {
    const atWard = async (offMs: number, form: 'wav' | 'mono' = 'wav') => {
      const dataDir = await mkdtemp(join(tmpdir(), 'len-song-ward-'))
      const own = new FakeClock(clock.now() + offMs)
      const said: string[] = []
      await makeOnAirFolder(dataDir)
      const start = (link = `${origin}${ward.linkPath}`) =>
        startWardPlayer({
          dataDir,
          clock: own,
          sinceBootMs: () => own.monotonicMs(),
          settings: { playerId: PLAYER, link, device: { id: 'null', name: 'Rỗng' }, form },
          findFfmpeg: ffmpegOfTests,
          say: (text) => said.push(text),
        })
      const plan = () => readPlan(onAirFolder(dataDir).plan)
      const ready = () =>
        until('the files', async () => {
          const [only] = (await plan())?.airings ?? []
          if (!only) return undefined
          const bytes = await readFile(join(dataDir, only.masterPath)).catch(() => undefined)
          return bytes && createHash('sha256').update(bytes).digest('hex') === only.masterSha256 ? only : undefined
        })
      return { dataDir, own, said, start, plan, ready, remove: () => rm(dataDir, { recursive: true, force: true }) }
    }

    it('bring plan and files home and write the plan in their own time', async () => {
      const there = await atWard(-90_000)
      const player = await there.start()
      try {
        await player.contact()
        const planned = await there.ready()
        expect(planned.masterSha256).toBe(render.master?.sha256)
        expect(Math.abs(planned.startsAt - (airing.startsAt - 90_000))).toBeLessThanOrEqual(20)
        expect(there.said.join('\n')).toContain('Đồng hồ máy này lệch giờ đài chậm 1 phút 30 giây')
      } finally {
        await player.end()
        await there.remove()
      }
    })

    it('may take the light file and make it ready for the device', async () => {
      const there = await atWard(0, 'mono')
      const player = await there.start()
      try {
        const planned = await until('the light file', async () => {
          await player.contact()
          const only = await there.ready()
          return only.masterSha256 === render.master?.sha256 ? undefined : only
        })
        expect(Math.abs(planned.durationMs - (render.durationMs ?? 0))).toBeLessThan(100)
        expect(planned.frames).toBe(Math.round(planned.durationMs * 48))
      } finally {
        await player.end()
        await there.remove()
      }
    })

    it('go on without the station, know after a restart what they knew, and send what was written meanwhile', async () => {
      const there = await atWard(5000)
      const first = await there.start()
      await first.contact()
      await there.ready()
      await first.end()
      const offline = await there.start('http://127.0.0.1:1/tram/nobody')
      try {
        await offline.contact()
        expect((await there.plan())?.airings).toHaveLength(1)
        expect(there.said.at(-1)).toContain('Chưa nối được với đài')
      } finally {
        await offline.end()
      }
      const journal = await openJournal(onAirFolder(there.dataDir).journal, 0, {
        now: there.own.now.bind(there.own),
        monotonicMs: there.own.monotonicMs.bind(there.own),
      })
      const writtenAt = (await there.plan())?.writtenAt
      journal.append({ at: there.own.now(), event: 'plan-read', details: { writtenAt } })
      journal.append({ at: there.own.now(), event: 'missed', airingId: airing.id, details: { reason: 'late' } })
      await journal.flush(5000)
      await journal.close()
      const again = await there.start()
      try {
        const rows = await until('the lines', async () => {
          await again.contact()
          const found = await station.db
            .selectFrom('ward_player_entries')
            .selectAll()
            .where('event', 'in', ['plan-read', 'missed'])
            .execute()
          return found.length === 2 ? found : undefined
        })
        for (const { clock_off_ms } of rows) expect(Math.abs(clock_off_ms - 5000)).toBeLessThan(100)
      } finally {
        await again.end()
        await there.remove()
      }
    })

    it('hold still when their clock went back while they were off and nobody tells the time', async () => {
      const there = await atWard(0)
      const first = await there.start()
      await first.contact()
      await there.ready()
      await first.end()
      there.own.step(-86_400_000)
      const offline = await there.start('http://127.0.0.1:1/tram/nobody')
      expect((await there.plan())?.airings).toEqual([])
      await offline.end()
      const online = await there.start()
      try {
        await online.contact()
        const [planned] = (await there.plan())?.airings ?? []
        expect(Math.abs((planned?.startsAt ?? 0) - (airing.startsAt - 86_400_000))).toBeLessThanOrEqual(50)
      } finally {
        await online.end()
        await there.remove()
      }
    })

    it('drop an airing that the station takes back', async () => {
      const there = await atWard(0)
      const player = await there.start()
      try {
        await player.contact()
        await there.ready()
        await station.get('POST', `/api/airings/${airing.id}/withdraw`, { reason: 'Nội dung cần sửa' })
        await until('the plan without it', async () => {
          await player.contact()
          return (await there.plan())?.airings.length === 0 ? true : undefined
        })
      } finally {
        await player.end()
        await there.remove()
      }
    })
  })
})

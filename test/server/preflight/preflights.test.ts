import { appendFile, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import type {
  Airing,
  AiringPreflight,
  Alarm,
  Console,
  Edition,
  Preflight,
  PreflightLine,
  Render,
  Revision,
} from '../../../server/contract/index.ts'
import { makeOnAirFolder, onAirFolder, openStatus, readPlan } from '../../../server/handover/index.ts'
import { thisMachine } from '../../../server/machine/index.ts'
import type { StationProbes } from '../../../server/preflight/index.ts'
import { TestStation, until } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'
import { babbleWav } from '../../sounds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOON = instantOf('2026-11-15', '12:00', 'Asia/Ho_Chi_Minh')

/** A computer in the best of health, until a test says otherwise. */
class Computer {
  freeBytes = 100 * 1024 ** 3
  muted = false
  opens = 0
  deviceIsThere = true
  others: { sink: string; program: string; pid: number; muted: boolean; volume: number; corked: boolean }[] = []

  readonly probes: StationProbes = {
    machine: {
      ...thisMachine(),
      platform: 'win32',
      runTool: async () => ({ exitCode: 0, stdout: 'Leap Indicator: 0(no warning)' }),
      sinkVolumes: async () => [{ name: 'station', description: 'Loa phường', muted: this.muted, volume: 1 }],
      sinkInputs: async () => this.others,
    },
    diskFree: async () => ({ known: true, value: this.freeBytes }),
    canOpen: async (deviceId) => {
      this.opens++
      return this.deviceIsThere ? { ok: true } : { ok: false, code: 'device-absent', details: { deviceId } }
    },
    awake: { state: () => 'held', release: () => {} },
  }
}

describe('before an airing', () => {
  let station: TestStation
  let clock: FakeClock
  let computer: Computer
  let edition: Edition
  let revision: Revision
  let airing: Airing
  let masterPath: string
  let master: Buffer

  beforeAll(async () => {
    clock = new FakeClock(NOON)
    computer = new Computer()
    station = await TestStation.open({ clock, probes: computer.probes })
    await station.setUp()
    edition = (await station.edition('2026-11')).edition
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    await station.keptTakes(revision, () => babbleWav(6))
    const asked = await station.get<Render>('POST', `/api/editions/${edition.id}/renders`)
    const render = await until('the render', async () => {
      const now = await station.get<Render>('GET', `/api/renders/${asked.id}`)
      return now.state === 'verified' ? now : undefined
    })
    const sha256 = render.master?.sha256 ?? ''
    masterPath = join(station.dataDir, 'media', sha256.slice(0, 2), sha256)
    master = await readFile(masterPath)
    await station.db
      .updateTable('station')
      .set({ air_device_id: 'alsa:pulse:station', air_device_name: 'Loa phường' })
      .execute()
    const slots = [{ date: '2026-11-16', time: '17:15' }]
    ;[airing] = await station.get<[Airing]>('POST', `/api/editions/${edition.id}/airings`, { slots })
    await onAirSays({})
  })
  afterAll(() => station.close())
  beforeEach(async () => {
    await writeFile(masterPath, master)
    await onAirSays({})
  })

  /** The on-air process's word, fresh and with the newest plan. */
  async function onAirSays(more: object): Promise<void> {
    const { status } = await makeOnAirFolder(station.dataDir)
    const planWrittenAt = (await readPlan(onAirFolder(station.dataDir).plan))?.writtenAt ?? 0
    const file = await openStatus(status)
    await file.write({ pid: 1, at: clock.now(), state: 'idle', planWrittenAt, problems: [], ...more })
    await file.close()
  }

  const run = () => station.get<Preflight>('POST', '/api/preflight/run')
  const linesOf = ({ airings }: Preflight) => new Map(airings[0]?.lines.map((line) => [line.check, line]))
  const lineOf = async (check: PreflightLine['check']) => linesOf(await run()).get(check)
  const stationLine = async (check: PreflightLine['check']) =>
    (await run()).station.find((line) => line.check === check)
  const alarms = async () => (await station.get<{ alarms: Alarm[] }>('GET', '/api/alarms')).alarms
  const rows = () => station.db.selectFrom('preflights').select(['moment', 'at']).orderBy('at').execute()
  /** Lets time pass step by step, with the looks' own work done in between. */
  const pass = async (ms: number) => {
    const end = clock.now() + ms
    while (clock.now() < end) {
      clock.advance(Math.min(30_000, end - clock.now()))
      await onAirSays({})
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  /** Lets seconds pass until there is an answer. */
  const inTime = <T>(what: string, ask: () => Promise<T | undefined>) =>
    until(what, async () => {
      await pass(1000)
      return ask()
    })

  it('is looked at 24 hours, 60 minutes and 5 minutes ahead, once each, and never after', async () => {
    expect(await rows()).toEqual([])
    clock.set(airing.startsAt - 24 * HOUR - 10_000)
    await onAirSays({})
    const momentsNow = async () => (await rows()).map(({ moment }) => moment).filter((moment) => moment !== 'change')
    await inTime('the look of the day before', async () => ((await momentsNow()).includes('day') ? true : undefined))
    clock.set(airing.startsAt - HOUR - 10_000)
    await inTime('the look of the hour before', async () => ((await momentsNow()).includes('hour') ? true : undefined))
    clock.set(airing.startsAt - 5 * MINUTE - 10_000)
    await inTime('the last look', async () => ((await momentsNow()).includes('five-minutes') ? true : undefined))
    await pass(10 * MINUTE)
    expect(await momentsNow()).toEqual(['day', 'hour', 'five-minutes'])
    expect((await rows()).every(({ at }) => at < airing.startsAt)).toBe(true)
    // Back to the afternoon before, as a wrong clock that is put right.
    clock.step(airing.startsAt - 3 * HOUR - clock.now())
    await onAirSays({})
    await pass(60_000)
    expect(await momentsNow()).toEqual(['day', 'hour', 'five-minutes'])
  })

  it('finds everything well, with figures, and the console shows it', async () => {
    const look = await run()
    const bad = [...look.station, ...(look.airings[0]?.lines ?? [])].filter(({ state }) => state !== 'good')
    // Whether another system than Linux may sleep is not known, but it is kept awake.
    expect(bad).toEqual([])
    expect(look.airings[0]).toMatchObject({
      airingId: airing.id,
      editionId: edition.id,
      title: airing.editionTitle,
      moment: 'asked',
    })
    expect(linesOf(look).get('loudness')?.found).toMatch(/^Độ to −\d\d,\d LUFS, đỉnh −\d+,\d dBTP, đúng mức đã đặt\.$/)
    const shown = await station.get<Console>('GET', '/api/console')
    expect(shown.preflight).toEqual(await station.get('GET', '/api/preflight'))
    expect(shown.preflight.airings[0]).toEqual(look.airings[0])
    expect(await alarms()).toEqual([])
  })

  it('finds a master that is deleted, cut short or altered, and that it is there again', async () => {
    await rm(masterPath)
    expect(await lineOf('file')).toMatchObject({ state: 'bad', toDo: 'Mở kỳ phát và dựng lại trước giờ phát.' })
    expect(await alarms()).toMatchObject([
      {
        id: `airing:${airing.id}:file`,
        airingId: airing.id,
        editionId: edition.id,
        found: `“${airing.editionTitle}” lúc 17:15 ngày 16/11/2026: không thấy tệp thành phẩm trong kho.`,
      },
    ])
    await writeFile(masterPath, master)
    await truncate(masterPath, master.length / 2)
    const cut = linesOf(await run())
    expect(cut.get('file')?.state).toBe('bad')
    expect(cut.get('decode')).toMatchObject({
      state: 'bad',
      found: 'Giải mã được 0:13, đáng lẽ 0:26.',
    })
    await writeFile(
      masterPath,
      master.map((byte, place) => (place > master.length / 2 ? 0 : byte)),
    )
    const altered = linesOf(await run())
    expect(altered.get('file')?.found).toBe('Tệp thành phẩm đã bị thay đổi, không khớp mã kiểm.')
    expect(altered.get('loudness')?.state).not.toBe('unknown')
    await writeFile(masterPath, master)
    await utimes(masterPath, 1, 1)
    expect(await lineOf('file')).toMatchObject({ state: 'good' })
    expect(await alarms()).toEqual([])
  })

  it('does nothing heavy in the last two minutes or while something sounds, and still sees what is missing', async () => {
    await appendFile(masterPath, '')
    await utimes(masterPath, 2, 2)
    const opens = computer.opens
    await onAirSays({ state: 'playing', airingId: 'other' })
    const busy = linesOf(await run())
    expect([busy.get('file')?.state, busy.get('decode')?.state]).toEqual(['unknown', 'unknown'])
    expect(computer.opens).toBe(opens)
    await rm(masterPath)
    await onAirSays({ state: 'playing', airingId: 'other' })
    expect(await lineOf('file')).toMatchObject({ state: 'bad' })
    await writeFile(masterPath, master)
    await onAirSays({})
    expect(await lineOf('file')).toMatchObject({ state: 'good' })
    expect(computer.opens).toBeGreaterThan(opens)
  })

  it('finds what is wrong with the station, and says what to do', async () => {
    computer.freeBytes = 0.4 * 1024 ** 3
    expect(await stationLine('disk')).toMatchObject({ state: 'bad', found: 'Ổ đĩa chỉ còn trống 0,4 GB.' })
    computer.freeBytes = 4 * 1024 ** 3
    expect(await stationLine('disk')).toMatchObject({ state: 'warning' })
    computer.freeBytes = 100 * 1024 ** 3
    computer.muted = true
    expect(await stationLine('mixer')).toMatchObject({ state: 'bad', found: '“Loa phường” đang tắt tiếng.' })
    expect((await alarms()).map(({ id }) => id)).toEqual(['station:mixer'])
    computer.muted = false
    computer.others = [{ sink: 'station', program: 'Zalo', pid: 99, muted: false, volume: 1, corked: false }]
    expect((await stationLine('other-sound'))?.found).toContain('Zalo')
    computer.others = []
    computer.deviceIsThere = false
    expect(await stationLine('device')).toMatchObject({ state: 'bad', found: '“Loa phường” không thấy trên máy.' })
    computer.deviceIsThere = true
    expect((await alarms()).map(({ id }) => id)).toEqual(['station:device'])
    await inTime('the device that is back', async () => ((await alarms()).length === 0 ? true : undefined))
  })

  it('is red on every page while the on-air process does not run, or says that something is wrong', async () => {
    clock.advance(10_000)
    expect(await alarms()).toMatchObject([{ id: 'on-air:not-running', since: expect.any(Number) }])
    expect(await stationLine('processes')).toMatchObject({ state: 'bad' })
    await onAirSays({ output: { source: 'monitor', alarm: 'silence' }, relay: 'failed' })
    expect(await alarms()).toMatchObject([
      { id: 'on-air:relay-failed', found: 'Lệnh đóng ngắt máy phát không chạy được.' },
      {
        id: 'on-air:silence',
        found: 'Đang phát nhưng đo ở đầu ra không có tiếng.',
        toDo: 'Kiểm tra âm lượng, nút tắt tiếng, dây ra máy tăng âm.',
      },
    ])
    await onAirSays({ planWrittenAt: 1 })
    expect(await stationLine('processes')).toMatchObject({ found: expect.stringContaining('chưa nhận lịch phát') })
    await onAirSays({})
    await run()
    expect(await alarms()).toEqual([])
    station.forget()
    expect((await station.refused('GET', '/api/alarms')).status).toBe(401)
    await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
  })

  it('finds within seconds that a new revision took the approval away, and writes that down as a change', async () => {
    await run()
    await station.get('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      parentId: revision.id,
      items: [{ title: 'Tiết mục 1', text: 'Lời đã sửa.' }],
    })
    const last = await inTime('the look after the change', async (): Promise<AiringPreflight | undefined> => {
      const [look] = (await station.get<Preflight>('GET', '/api/preflight')).airings
      return look?.moment === 'change' ? look : undefined
    })
    expect(last.lines.find(({ check }) => check === 'approval')).toMatchObject({
      state: 'bad',
      found: expect.stringContaining('chưa được phê duyệt'),
      toDo: 'Mở kỳ phát và làm nốt các bước còn thiếu trước giờ phát.',
    })
    await onAirSays({})
    expect((await alarms()).map(({ id }) => id)).toEqual([`airing:${airing.id}:approval`])
  })

  it('tells of an airing that was lost until it is made up for', async () => {
    clock.set(airing.startsAt + 10 * MINUTE)
    await onAirSays({})
    const [lost] = await alarms()
    expect(lost).toMatchObject({
      id: `lost:${airing.id}`,
      found: `“${airing.editionTitle}” lúc 17:15 ngày 16/11/2026 đã lỡ giờ phát.`,
      since: airing.startsAt,
    })
    await station.get('POST', `/api/airings/${airing.id}/make-up`, { date: '2026-11-16', time: '18:30' })
    expect((await alarms()).map(({ id }) => id)).not.toContain(lost?.id)
  })
})

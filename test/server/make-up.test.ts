import { randomUUID } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instantOf, type OnAirEventName } from '../../schedules/index.ts'
import type { Airing, AsRun, Edition, FreeTimes, LevelCurves, Programme } from '../../server/contract/index.ts'
import { onAirFolder } from '../../server/handover/index.ts'
import { journalLine } from '../../server/handover/journal-line.ts'
import { TestStation, until } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const START = at('2026-11-16', '05:15')
const DEVICE = { id: 'alsa:plughw:CARD=PCH', name: 'Loa phường', isNull: false }

describe('what came between an airing and its sound', () => {
  let station: TestStation
  let clock: FakeClock
  let programme: Programme
  let edition: Edition
  let airing: Airing
  let seq = 0
  beforeEach(async () => {
    clock = new FakeClock(START - 86_400_000)
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ programme, edition } = await station.edition('2026-11'))
    const slots = [{ date: '2026-11-16', time: '05:15' }]
    const [confirmed] = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, { slots })
    if (!confirmed) throw new Error('nothing was confirmed')
    airing = confirmed
    clock.set(START + 30 * 60_000)
  })
  afterEach(() => station.close())

  const happened = (event: OnAirEventName, seconds: number, details: Record<string, unknown>, airingId = airing.id) =>
    appendFile(
      onAirFolder(station.dataDir).journal,
      journalLine({ id: randomUUID(), seq: ++seq, at: START + seconds * 1000, event, airingId, details }),
    )
  const began = () =>
    happened('first-sample', 0, { startErrorMs: 0.2, offsetMs: 0, device: DEVICE, masterSha256: 'a'.repeat(64) })
  const log = () => station.get<AsRun[]>('GET', '/api/as-run?from=2026-11-16&to=2026-11-16')
  const line = (outcome: AsRun['outcome']) =>
    until(`the line ${outcome}`, async () => {
      const found = (await log()).find(({ airingId }) => airingId === airing.id)
      return found?.outcome === outcome ? found : undefined
    })
  const freeTimes = () => station.get<FreeTimes>('GET', `/api/airings/${airing.id}/free-times`)
  const shown = async (id: string) => {
    const { airings } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    return airings.find((one) => one.id === id)
  }
  /** An emergency that somebody else than the technician ordered. */
  const emergency = async () => {
    const [account] = await station.db.selectFrom('accounts').selectAll().execute()
    const lan = { id: 'lan', username: 'lan', display_name: 'Chị Lan', password_hash: '', created_at: 0 }
    await station.db
      .insertInto('accounts')
      .values({ ...account, ...lan })
      .execute()
    const row = { id: 'bão', announcement_id: null, title: 'Bão số 3', input_name: null }
    await station.db
      .insertInto('emergencies')
      .values({ ...row, ordered_by: 'lan', ordered_at: START + 60_000 })
      .execute()
  }

  it('tells for how long it gave way to an emergency, and the device’s drift', async () => {
    await emergency()
    await began()
    await happened('displaced', 60, { by: 'bão', positionMs: 60_000, soundedMs: 60_000 })
    await happened('first-sample', 102, { offsetMs: 60_000, device: DEVICE })
    await happened('last-sample', 700, { soundedMs: 598_000, driftPpm: 12.5 })
    await happened('outcome', 700, { outcome: 'aired' })
    await happened('first-sample', 60, { device: DEVICE, offsetMs: 0 }, 'bão')
    await happened('stopped', 102, { by: 'Kỹ thuật viên trực', soundedMs: 42_000 }, 'bão')
    await happened('outcome', 102, { outcome: 'stopped', reason: 'command' }, 'bão')
    const aired = await line('aired')
    expect(aired).toMatchObject({ note: 'Tạm nhường sóng 42 giây cho thông báo khẩn cấp “Bão số 3”.', driftPpm: 12.5 })
    const told = await until('the emergency', async () =>
      (await log()).find(({ isEmergency, outcome }) => isEmergency && outcome === 'aired'),
    )
    expect(told).toMatchObject({
      editionTitle: 'Bão số 3',
      orderedBy: 'Chị Lan',
      note:
        'Phát theo lệnh của Chị Lan. Ngắt chương trình đang phát: Cải cách hành chính và cuộc sống, tháng 11/2026. ' +
        'Kỹ thuật viên trực cho dừng.',
    })
    expect((await shown(airing.id))?.mayBeMadeUp).toBeUndefined()
  })

  it('tells what sounded in its place and why', async () => {
    await happened('replaced', 0, { because: 'Chưa có kịch bản', kind: 'last-edition', title: 'Kỳ tháng 10/2026' })
    await began()
    await happened('outcome', 600, { outcome: 'replaced', reason: 'not-ready' })
    const replaced = await line('replaced')
    expect(replaced.note).toBe('Phát dự phòng: Kỳ tháng 10/2026, vì chưa có kịch bản.')
  })

  it('tells a pause, also when nobody was there to write it down', async () => {
    await station.db
      .insertInto('pauses')
      .values({
        id: 'p',
        from_at: START - 1000,
        until_at: START + 1000,
        reason: 'Quốc tang',
        made_by: (await station.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()).id,
        made_at: START - 5000,
      })
      .execute()
    expect((await line('skipped')).note).toBe('Tạm dừng lịch: Quốc tang.')
  })

  it('offers the next free times of what was missed, and takes one of them once', async () => {
    expect((await shown(airing.id))?.mayBeMadeUp).toBe(true)
    const { times } = await freeTimes()
    expect(times.map(({ date, time }) => `${date} ${time}`)).toEqual([
      '2026-11-16 17:15',
      '2026-11-17 05:15',
      '2026-11-17 17:15',
    ])
    const url = `/api/airings/${airing.id}/make-up`
    const made = await station.get<Airing>('POST', url, { date: '2026-11-16', time: '17:15' })
    expect(made).toMatchObject({ makesUpForId: airing.id, startsAt: at('2026-11-16', '17:15') })
    expect((await shown(airing.id))?.mayBeMadeUp).toBeUndefined()
    const twice = await station.refused('POST', url, { date: '2026-11-17', time: '05:15' })
    expect(twice.message).toBe('Lần phát này đã được xếp phát bù lúc 17:15 ngày 16/11/2026.')
    const early = await station.refused('POST', `/api/airings/${made.id}/make-up`, {
      date: '2026-11-18',
      time: '05:15',
    })
    expect(early.code).toBe('nothing-to-make-up')
    expect((await line('missed')).note).toContain('phát bù lúc 17:15 ngày 16/11/2026.')
    await station.get('POST', `/api/airings/${made.id}/withdraw`, { reason: 'Đổi ý' })
    expect((await shown(airing.id))?.mayBeMadeUp).toBe(true)
  })

  it('makes up by itself, once, where the programme’s rule says so, in the name of who ordered the emergency', async () => {
    const airRules = { ...programme.airRules, displaced: 'reschedule' }
    await station.get('PATCH', `/api/programmes/${programme.id}`, { airRules })
    await emergency()
    await began()
    await happened('displaced', 60, { by: 'bão', positionMs: 60_000, soundedMs: 60_000 })
    await happened('outcome', 60, { outcome: 'partial', reason: 'displaced' })
    const made = await until('the make-up', async () => {
      const { airings } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
      return airings.find(({ makesUpForId }) => makesUpForId === airing.id)
    })
    expect(made).toMatchObject({ confirmed: { by: 'Chị Lan' }, date: '2026-11-16', time: '17:15' })
    expect((await line('aired-in-part')).note).toBe(
      'Dừng để nhường sóng cho thông báo khẩn cấp “Bão số 3”; phát bù lúc 17:15 ngày 16/11/2026.',
    )
    await happened('outcome', 61, { outcome: 'partial', reason: 'displaced' })
    await station.close({ keepData: true })
    station = await TestStation.open({ clock, dataDir: station.dataDir })
    await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    const { airings } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(airings).toHaveLength(2)
  })

  it('shows the newest comparison with what was received', async () => {
    await began()
    await happened('outcome', 600, { outcome: 'aired' })
    await line('aired')
    await station.db
      .insertInto('media')
      .values({ sha256: 'b'.repeat(64), bytes: 1, media_type: 'audio/wav', added_at: 0 })
      .execute()
    for (const [at, matched] of [
      [1, 0.2],
      [3, 0.98],
      [2, 0.5],
    ] as const) {
      const files = { file_name: 'thu.wav', recording_sha256: 'b'.repeat(64), master_sha256: 'b'.repeat(64) }
      const result = JSON.stringify({ found: matched > 0.9, matched, missing: [] })
      await station.db
        .insertInto('proofs')
        .values({
          ...files,
          id: randomUUID(),
          airing_id: airing.id,
          source: 'upload',
          recording_ms: 1,
          result,
          took_ms: 1,
          created_by: null,
          created_at: at,
        })
        .execute()
    }
    expect((await line('aired')).proof).toEqual({ found: true, matched: 0.98 })
  })

  it('draws the level curve from the journal', async () => {
    await began()
    await happened('levels', 60, { fromMs: 0, stepMs: 1000, handedDbfs: [-20, -21], heardDbfs: [-22, -23] })
    await happened('levels', 120, { fromMs: 60_000, stepMs: 1000, handedDbfs: [-20] })
    const { startsAt, curves } = await until('both stretches', async () => {
      const found = await station.get<LevelCurves>('GET', `/api/airings/${airing.id}/levels`)
      return found.curves.length === 2 ? found : undefined
    })
    expect(startsAt).toBe(START)
    expect(curves).toEqual([
      { fromMs: 0, stepMs: 1000, handedDbfs: [-20, -21], heardDbfs: [-22, -23] },
      { fromMs: 60_000, stepMs: 1000, handedDbfs: [-20] },
    ])
    expect((await station.refused('GET', '/api/airings/khong-co/levels')).status).toBe(404)
  })
})

import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { measure } from '../../audio/index.ts'
import { instantOf } from '../../schedules/index.ts'
import type {
  Airing,
  Announcement,
  AsRun,
  Calendar,
  Console,
  Edition,
  OccupiedSlot,
  Pause,
  Programme,
} from '../../server/contract/index.ts'
import {
  makeOnAirFolder,
  type OnAirStatus,
  onAirFolder,
  openStatus,
  readPlan,
  removeCommand,
  type StatusWriter,
  waitingCommands,
} from '../../server/handover/index.ts'
import { ffmpegOfTests, formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { babbleWav } from '../sounds.ts'

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const NOON = at('2026-11-16', '12:00')
const HOUR = 3_600_000

describe('orders on a bad day', () => {
  let station: TestStation
  let clock: FakeClock
  let programme: Programme
  let edition: Edition
  let announcement: Announcement
  let statusFile: StatusWriter
  beforeAll(async () => {
    clock = new FakeClock(at('2026-11-01', '09:00'))
    station = await TestStation.open({ clock })
    await station.setUp('horn')
    programme = await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    edition = await station.readyEdition(programme.id, '2026-11')
    const form = formOf(babbleWav(4, { gain: 0.05 }), 'Thông báo.wav')
    form.set('title', 'Thông báo bão khẩn cấp')
    announcement = await station.get('POST', '/api/announcements', form)
    statusFile = await openStatus((await makeOnAirFolder(station.dataDir)).status)
    clock.set(NOON)
  }, 120_000)
  afterEach(async () => {
    const { commands } = onAirFolder(station.dataDir)
    for (const { path } of await waitingCommands(commands)) await removeCommand(path)
  })
  afterAll(async () => {
    await statusFile.close()
    await station.close()
  })

  const says = (status: Partial<OnAirStatus>) =>
    statusFile.write({ pid: 1, at: clock.now(), state: 'idle', problems: [], ...status })
  const commands = async () =>
    (await waitingCommands(onAirFolder(station.dataDir).commands)).map(({ command }) => command)
  const plan = () => readPlan(onAirFolder(station.dataDir).plan)
  const confirm = async (date: string, time: string, of = edition.id) => {
    const body = { slots: [{ date, time }], outsideWindowReason: 'Phát thử' }
    const [airing] = await station.get<Airing[]>('POST', `/api/editions/${of}/airings`, body)
    if (!airing) throw new Error('nothing was confirmed')
    return airing
  }

  it('levels an announcement as an edition is, whatever the file was', async () => {
    expect(announcement).toMatchObject({ title: 'Thông báo bão khẩn cấp', durationMs: 4000, targetLufs: -16 })
    const { mediaSha256: sha256 } = announcement
    const path = join(station.dataDir, 'media', sha256.slice(0, 2), sha256)
    const { integratedLufs = 0, truePeakDbtp = 0 } = await measure(path, await ffmpegOfTests())
    expect(Math.abs(integratedLufs + 16)).toBeLessThanOrEqual(0.2)
    expect(truePeakDbtp).toBeLessThanOrEqual(-1)
    const sound = await station.ask('GET', `/api/announcements/${announcement.id}/audio`)
    expect([sound.headers['content-type'], sound.raw.readUInt32LE(sound.raw.indexOf('fmt ') + 12)]).toEqual([
      'audio/wav',
      48_000,
    ])
    const silent = formOf(babbleWav(2, { gain: 0 }), 'im.wav')
    silent.set('title', 'Im lặng')
    expect((await station.refused('POST', '/api/announcements', silent)).code).toBe('silent')
    const nameless = formOf(babbleWav(2), 'a.wav')
    expect((await station.refused('POST', '/api/announcements', nameless)).message).toContain('tên thông báo')
    expect(await station.get<Announcement[]>('GET', '/api/announcements')).toHaveLength(1)
  })

  it('sounds an emergency by a command that carries everything, and logs who ordered it', async () => {
    await says({ at: clock.now() - 10_000 })
    const asked = { kind: 'file', announcementId: announcement.id }
    expect((await station.refused('POST', '/api/on-air/emergency', asked)).code).toBe('on-air-not-running')
    await says({})
    const { airingId } = await station.get<{ airingId: string }>('POST', '/api/on-air/emergency', asked)
    expect(await commands()).toMatchObject([
      {
        kind: 'emergency',
        airingId,
        title: announcement.title,
        by: 'Kỹ thuật viên trực',
        sound: { kind: 'file', masterSha256: announcement.mediaSha256, frames: 192_000 },
      },
    ])
    expect((await station.refused('POST', '/api/on-air/emergency', asked)).code).toBe('emergency-sounds')
    // A slip of the hand is taken back before the on-air process has said a word.
    await station.get('POST', '/api/on-air/stop', { airingId })
    clock.advance(10_000)
    await says({})
    expect((await station.refused('POST', '/api/on-air/stop', { airingId })).code).toBe('not-on-air')
    await says({ state: 'playing', airingId: 'khác', displaced: { airingId: 'chờ', title: 'Bản tin' } })
    await station.get('POST', '/api/on-air/stop', { airingId: 'chờ' })
    await says({ state: 'playing', airingId, emergency: { title: 'Bão', by: 'Lan', isLive: false } })
    const again = await station.refused('POST', '/api/on-air/emergency', asked)
    expect(again.message).toBe('Đang phát thông báo khẩn cấp “Bão”.')
    await station.get('POST', '/api/on-air/stop', { airingId })
    const stops = (await commands()).filter((one) => one?.kind === 'stop')
    expect(stops.map((one) => one?.airingId).sort()).toEqual([airingId, airingId, 'chờ'].sort())
    const { log, status } = await station.get<Console>('GET', '/api/console')
    expect(status.emergency).toEqual({ title: 'Bão', by: 'Lan', isLive: false })
    expect(log.find((line) => line.airingId === airingId)).toMatchObject({
      isEmergency: true,
      editionTitle: announcement.title,
      orderedBy: 'Kỹ thuật viên trực',
      plannedMs: 4000,
    })
  })

  it('goes live only from an input that was chosen and tested', async () => {
    clock.advance(10_000)
    await says({})
    const live = () => station.refused('POST', '/api/on-air/emergency', { kind: 'live' })
    expect((await live()).code).toBe('live-input-not-chosen')
    const row = { relay: '{}', silence: '{"belowDbfs":-40,"forSeconds":10}', live_input_id: 'alsa:mic' }
    const nobody = {
      reserve_device_id: null,
      reserve_device_name: null,
      return_input_id: null,
      return_input_name: null,
    }
    await station.db
      .insertInto('air_settings')
      .values({ id: 1, ...row, ...nobody, live_input_name: 'Micrô', live_input_tested_at: null, alarm_hook: null })
      .execute()
    expect((await live()).message).toBe('Đầu vào “Micrô” chưa được thử lần nào.')
    await station.db.updateTable('air_settings').set({ live_input_tested_at: NOON }).execute()
    await station.get('POST', '/api/on-air/emergency', { kind: 'live' })
    expect(await commands()).toMatchObject([{ kind: 'emergency', sound: { kind: 'live', input: { id: 'alsa:mic' } } }])
  })

  it('skips what has not begun: out of the plan, by a command, with the reason in the log', async () => {
    const airing = await confirm('2026-11-16', '14:00')
    expect((await plan())?.airings.map(({ airingId }) => airingId)).toContain(airing.id)
    const asked = { airingId: airing.id, reason: 'Mất điện cụm loa' }
    const skipped = await station.get<Airing>('POST', '/api/on-air/skip', asked)
    expect(skipped.state).toBe('skipped')
    expect((await plan())?.airings.map(({ airingId }) => airingId)).not.toContain(airing.id)
    expect(await commands()).toMatchObject([{ kind: 'skip', airingId: airing.id, by: 'Kỹ thuật viên trực' }])
    expect((await station.refused('POST', '/api/on-air/skip', asked)).code).toBe('airing-over')
    const log = await station.get<AsRun[]>('GET', '/api/as-run?from=2026-11-16&to=2026-11-16')
    expect(log.find(({ airingId }) => airingId === airing.id)?.note).toBe(
      'Bỏ qua theo lệnh của Kỹ thuật viên trực: Mất điện cụm loa.',
    )
    // Its time is free for another.
    await confirm('2026-11-16', '14:00')
  })

  it('plays now what is ready while nothing sounds, and says what is missing of what is not', async () => {
    const other = await station.get<Edition>('POST', '/api/editions', { programmeId: programme.id, period: '2026-12' })
    const unready = await station.refused('POST', '/api/on-air/play-now', { editionId: other.id })
    expect(unready.message).toBe('Kỳ phát chưa xong: Chưa có kịch bản.')
    const asked = { editionId: edition.id }
    await says({ state: 'playing', airingId: 'x', title: 'Bản tin' })
    expect((await station.refused('POST', '/api/on-air/play-now', asked)).message).toBe('Đang phát “Bản tin”.')
    await says({})
    const airing = await station.get<Airing>('POST', '/api/on-air/play-now', asked)
    expect(airing).toMatchObject({ startsAt: clock.now() + 6000, orderedNow: true, state: 'ready' })
    expect((await plan())?.airings.map(({ airingId }) => airingId)).toContain(airing.id)
    expect((await station.refused('POST', '/api/on-air/play-now', asked)).code).toBe('clash')
    await station.get('POST', `/api/airings/${airing.id}/withdraw`, { reason: 'Thử xong' })
  })

  it('pauses all schedules: told of what would begin inside, refused to what is new, stopped at once', async () => {
    const airing = await confirm('2026-11-20', '05:15')
    await says({ state: 'playing', airingId: 'đang phát' })
    const body = { reason: 'Quốc tang', until: at('2026-11-21', '00:00'), stopsNow: true }
    const pause = await station.get<Pause>('POST', '/api/pauses', body)
    expect(pause).toMatchObject({ from: clock.now(), made: { by: 'Kỹ thuật viên trực' } })
    expect(await commands()).toMatchObject([{ kind: 'stop', airingId: 'đang phát' }])
    expect((await plan())?.pauses).toEqual([
      { pauseId: pause.id, from: pause.from, until: pause.until, reason: 'Quốc tang' },
    ])
    const { airings } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(airings.find(({ id }) => id === airing.id)?.willBeSkipped).toBe(
      'Sẽ bị bỏ qua: đang tạm dừng mọi lịch (Quốc tang).',
    )
    const slots = [{ date: '2026-11-20', time: '17:15' }]
    const refused = await station.refused('POST', `/api/editions/${edition.id}/airings`, { slots })
    expect(refused.message).toBe('Lúc 17:15 ngày 20/11/2026 mọi lịch phát đang tạm dừng: Quốc tang.')
    const { pauses } = await station.get<Calendar>('GET', '/api/calendar?from=2026-11-01&to=2026-11-30')
    expect(pauses).toEqual([pause])
    expect((await station.get<Console>('GET', '/api/console')).pauses).toEqual([pause])
    const lifted = await station.get<Pause>('POST', `/api/pauses/${pause.id}/lift`)
    expect(lifted.lifted?.by).toBe('Kỹ thuật viên trực')
    expect((await station.refused('POST', `/api/pauses/${pause.id}/lift`)).code).toBe('pause-over')
    expect((await plan())?.pauses).toEqual([])
    const backwards = { reason: 'Sai', from: NOON + HOUR, until: NOON, stopsNow: false }
    expect((await station.refused('POST', '/api/pauses', backwards)).status).toBe(400)
  })

  it('keeps other people’s stretches of the week free, and names them', async () => {
    const vov = { title: 'Tiếp âm VOV', weekdays: [3], from: '06:00', until: '06:30' }
    const slot = await station.get<OccupiedSlot>('POST', '/api/occupied', vov)
    const slots = [{ date: '2026-11-18', time: '06:10' }]
    const refused = await station.refused('POST', `/api/editions/${edition.id}/airings`, { slots })
    expect(refused.message).toBe('Khung giờ 06:00 – 06:30 ngày 18/11/2026 đã dành cho “Tiếp âm VOV”.')
    const { occupied } = await station.get<Calendar>('GET', '/api/calendar?from=2026-11-16&to=2026-11-22')
    expect(occupied).toEqual([
      { title: 'Tiếp âm VOV', startsAt: at('2026-11-18', '06:00'), endsAt: at('2026-11-18', '06:30') },
    ])
    const airing = await confirm('2026-11-18', '06:30')
    const over = await station.refused('POST', '/api/occupied', { ...vov, from: '06:15', until: '06:45' })
    expect(over.message).toContain('lúc 06:30 ngày 18/11/2026')
    await station.get('POST', `/api/occupied/${slot.id}/remove`)
    expect(await station.get('GET', '/api/occupied')).toEqual([])
    await station.get('POST', `/api/airings/${airing.id}/withdraw`, { reason: 'Thử xong' })
  })

  it('lets a more urgent programme lie over a lesser one, and nothing else', async () => {
    const { id, airRules } = await station.get<Programme>('POST', '/api/programmes', { preset: 'empty', name: 'Khẩn' })
    await station.get('PATCH', `/api/programmes/${id}`, { airRules: { ...airRules, priority: 'high' } })
    const urgent = await station.get<Edition>('POST', '/api/editions', { programmeId: id, period: '2026-11' })
    await confirm('2026-11-25', '05:15')
    await confirm('2026-11-25', '05:15', urgent.id)
    for (const editionId of [urgent.id, edition.id]) {
      const slots = [{ date: '2026-11-25', time: '05:15' }]
      expect((await station.refused('POST', `/api/editions/${editionId}/airings`, { slots })).code).toBe('clash')
    }
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type {
  Edition,
  EditionToRemind,
  Programme,
  Render,
  WardAirTime,
  WardCell,
  WardMatrix,
  WardReminderSheet,
  WardStation,
} from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { formOf, TestStation, until } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { babbleWav } from '../sounds.ts'
import { noteRender } from './aired.ts'

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

describe('what wards say', () => {
  const clock = new FakeClock(at('2026-11-14', '08:00'))
  const goTo = (date: string, time = '08:00') => clock.step(at(date, time) - clock.now())
  let station: TestStation
  let origin: string
  let edition: Edition
  let render: Render
  let wards: WardStation[]

  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    const programme = await station.get<{ id: string }>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    edition = await station.readyEdition(programme.id, '2026-11', 5)
    await station.get('POST', `/api/editions/${edition.id}/airings`, {
      slots: ['16', '18'].map((day) => ({ date: `2026-11-${day}`, time: '05:15' })),
    })
    render = edition.renders[0] ?? never()
    for (const name of ['Trạm Phường 1', 'Trạm Phường 2', 'Trạm Phường 3']) {
      await station.get('POST', '/api/ward-stations', { name })
    }
    wards = await station.get('GET', '/api/ward-stations')
    origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
  }, 120_000)
  afterAll(() => station.close())

  const ward = (place: number) => wards[place] ?? never()
  const say = (place: number, fields: Record<string, string>, rest = '') =>
    station.ask<string>(
      'POST',
      `${ward(place).linkPath}/da-phat/${edition.id}${rest}`,
      Buffer.from(new URLSearchParams(fields).toString()),
      FORM,
    )
  const pageOf = async (place: number) => (await station.ask<string>('GET', ward(place).linkPath ?? '')).body
  const matrix = () => station.get<WardMatrix>('GET', '/api/ward-matrix')
  const cellOf = async (place: number): Promise<WardCell> => (await matrix()).cells[place]?.[0] ?? never()

  it('is asked for on their page, and the station sees who is to take the edition from the day before', async () => {
    expect(await pageOf(0)).toContain('<summary>Đã phát</summary>')
    expect((await cellOf(0)).wish).toBeUndefined()
    goTo('2026-11-15')
    const { wards: rows, editions } = await matrix()
    expect(rows.map(({ name }) => name)).toEqual(wards.map(({ name }) => name))
    expect(editions).toMatchObject([
      { editionId: edition.id, airs: { from: '2026-11-16', to: '2026-11-18' }, counts: { expected: 3, wishes: 3 } },
    ])
    const answer = await fetch(`${origin}${ward(0).linkPath}/${render.id}/${render.mp3?.fileName}`)
    await answer.arrayBuffer()
    await until('the take', async () => ((await cellOf(0)).takenAt === undefined ? undefined : true))
    expect(await cellOf(0)).toMatchObject({ standing: 'taken' })
  })

  it('leaves an edition to the ward that makes it, page and files', async () => {
    const file = `/tep/${render.id}/${render.mp3?.fileName}`
    // Who makes a programme is said when it begins, and not again.
    const makeBy = async (producer: Programme['producer']) => {
      const { programmeId } = edition
      const rows = station.db.selectFrom('programme_facts').select('facts').where('programme_id', '=', programmeId)
      const facts = JSON.stringify({ ...JSON.parse((await rows.executeTakeFirstOrThrow()).facts), producer })
      await station.db.updateTable('programme_facts').set({ facts }).where('programme_id', '=', programmeId).execute()
    }
    const seen = () =>
      Promise.all(
        [0, 1].map(async (place) => {
          const { status } = await fetch(`${origin}${ward(place).linkPath}${file}`, { method: 'HEAD' })
          return [(await pageOf(place)).includes(`ky-${edition.id}`), status]
        }),
      )
    expect(await seen()).toEqual([
      [true, 200],
      [true, 200],
    ])
    await makeBy({ kind: 'ward', wardStationId: ward(0).id })
    expect(await seen()).toEqual([
      [true, 200],
      [false, 404],
    ])
    await makeBy({ kind: 'station' })
  })

  it('is “đã phát” by one press of a time that is offered; the same again says nothing new', async () => {
    goTo('2026-11-16', '05:40')
    expect(await pageOf(0)).toContain('value="2026-11-16 05:15">05:15 Thứ Hai 16/11/2026</button>')
    const answer = await say(0, { luc: '2026-11-16 05:15' })
    expect([answer.status, answer.headers.location]).toEqual([303, `${ward(0).linkPath}#ky-${edition.id}`])
    await say(0, { luc: '2026-11-16 05:15' })
    await say(0, { ngay: '2026-11-16', gio: '05:16' })
    const page = await pageOf(0)
    expect(page.split('✓ Đã phát 05:15 Thứ Hai 16/11/2026')).toHaveLength(2)
    expect(await cellOf(0)).toMatchObject({
      standing: 'confirmed',
      plays: [{ startsAt: at('2026-11-16', '05:15'), source: 'word' }],
    })
  })

  it('is why it did not air; a new reason takes the place of the one before', async () => {
    await say(1, { 'ly-do': 'power-cut', 'ghi-chu': '' })
    await say(1, { 'ly-do': 'other', 'ghi-chu': 'thợ đang sửa cột' })
    const { standing, words } = await cellOf(1)
    expect([standing, words.map(({ note }) => note)]).toEqual(['not-aired', ['thợ đang sửa cột']])
    expect(await pageOf(1)).toContain('Không phát: thợ đang sửa cột')
  })

  it.each([
    ['a time to come', { ngay: '2026-11-17', gio: '05:15' }, 422, '05:15 Thứ Ba 17/11/2026 chưa đến.'],
    ['a time before it was made', { ngay: '01/11/2026', gio: '5h15' }, 422, 'chưa dựng xong'],
    ['what is no time', { ngay: '2026-11-16', gio: 'sáng' }, 422, 'Chưa rõ ngày, giờ'],
    ['another reason without one', { 'ly-do': 'other' }, 422, 'cần ghi rõ'],
    ['nothing at all', {}, 422, 'Chưa rõ trạm báo'],
  ])('is refused in words with the way back: %s', async (_what, fields, status, words) => {
    const answer = await say(2, fields)
    expect(answer.status).toBe(status)
    expect(answer.body).toContain(words)
    expect(answer.body).toContain(`href="${ward(2).linkPath}"`)
    expect((await cellOf(2)).words).toEqual([])
  })

  it('is taken back by whoever said it, and by no other ward', async () => {
    await say(2, { luc: '2026-11-16 05:15' })
    const [word] = (await cellOf(2)).words
    await say(1, { loi: word?.id ?? '' }, '/rut-lai')
    expect((await cellOf(2)).words).toHaveLength(1)
    await say(2, { loi: word?.id ?? '' }, '/rut-lai')
    expect(await cellOf(2)).toMatchObject({ words: [], plays: [], standing: 'sent' })
  })

  it('is heard behind no link that is guessed or revoked, nor of an edition that is not theirs', async () => {
    const guessed = await station.ask<string>(
      'POST',
      `/tram/${'A'.repeat(32)}/da-phat/${edition.id}`,
      Buffer.from('luc=2026-11-16 05:15'),
      FORM,
    )
    expect([guessed.status, guessed.body]).toEqual([404, (await station.ask('GET', `/tram/${'A'.repeat(32)}`)).body])
    const foreign = await station.ask<string>(
      'POST',
      `${ward(0).linkPath}/da-phat/khong-co`,
      Buffer.from('luc=2026-11-16 05:15'),
      FORM,
    )
    expect(foreign.status).toBe(404)
    expect(foreign.body).toContain('chưa giao cho trạm')
  })

  it('is noted for them by the station, signed', async () => {
    await station.get('POST', '/api/ward-words', {
      wardStationId: ward(2).id,
      editionId: edition.id,
      notAired: 'equipment',
    })
    const [word] = (await cellOf(2)).words
    expect(word).toMatchObject({ reason: 'equipment', by: 'Kỹ thuật viên trực' })
    expect(await pageOf(2)).toContain('Kỹ thuật viên trực ghi giúp trạm')
    await station.get('DELETE', `/api/ward-stations/${ward(2).id}/words/${word?.id}`)
    expect(
      await station.refused('POST', '/api/ward-words', { wardStationId: ward(2).id, editionId: edition.id }),
    ).toMatchObject({
      code: 'ward-word-empty',
    })
  })

  it('is proved by a recording, which is compared by itself; what is no sound is told at once', async () => {
    const url = `${ward(1).linkPath}/da-phat/${edition.id}/ban-thu`
    const junk = await station.ask<string>('POST', url, formOf(Buffer.from('đây không phải âm thanh'), 'ghi-chu.mp3'))
    expect([junk.status, (await cellOf(1)).recordings]).toEqual([422, []])
    const other = await station.ask('POST', url, formOf(babbleWav(20, { seed: 77 }), 'khac.wav'))
    expect(other.status).toBe(303)
    // What a station that ended did not come to compare.
    const left = await station.db.selectFrom('ward_recordings').selectAll().executeTakeFirstOrThrow()
    await station.db
      .insertInto('ward_recordings')
      .values({ ...left, id: 'con-lai', file_name: 'con-lai.wav' })
      .execute()
    const mp3 = Buffer.from(
      await (await fetch(`${origin}${ward(1).linkPath}/${render.id}/${render.mp3?.fileName}?nghe=1`)).arrayBuffer(),
    )
    const form = formOf(mp3, 'thu-loa.mp3', 'audio/mpeg')
    form.set('ngay', '2026-11-16')
    form.set('gio', '05:14:58')
    await station.ask('POST', url, form)
    const cell = await until(
      'the comparisons',
      async () => {
        const now = await cellOf(1)
        return now.recordings.some(({ isWaiting }) => isWaiting) ? undefined : now
      },
      90_000,
    )
    expect(cell.standing).toBe('proven')
    expect(Object.fromEntries(cell.recordings.map(({ fileName, found }) => [fileName, found]))).toEqual({
      'khac.wav': false,
      'con-lai.wav': false,
      'thu-loa.mp3': true,
    })
    expect(Math.abs((cell.plays[0]?.startsAt ?? 0) - at('2026-11-16', '05:14') - 58_000)).toBeLessThan(1000)
    expect(await pageOf(1)).toContain('đúng là kỳ này')
    const audio = await station.ask(
      'GET',
      `/api/ward-recordings/${cell.recordings.find(({ found }) => found)?.id}/audio`,
    )
    expect(audio.raw.equals(mp3)).toBe(true)
  }, 120_000)

  it('is missed when the days are over: the silent are named, reminded and noted as such', async () => {
    goTo('2026-11-19')
    const { editions, cells } = await matrix()
    expect(editions[0]?.counts).toMatchObject({ expected: 3, confirmed: 2, proven: 1, silent: 1, wishes: 1 })
    expect(cells.map(([cell]) => cell?.isSilent)).toEqual([false, false, true])
    const toRemind = () => station.get<EditionToRemind[]>('GET', '/api/ward-reminders')
    expect(await toRemind()).toMatchObject([{ editionId: edition.id, wards: 1, silent: 1, unaware: 0 }])
    const url = `/api/ward-reminders/${edition.id}`
    const sheet = await station.get<WardReminderSheet>('GET', url)
    expect(sheet.wards).toMatchObject([{ name: 'Trạm Phường 3', wish: 'say', linkPath: ward(2).linkPath }])
    expect(sheet.groupText).toContain('- Trạm Phường 3')
    expect(sheet.groupText).not.toContain('/tram/')
    const noted = await station.get<WardReminderSheet>('POST', url, { how: 'zalo', text: sheet.groupText })
    expect(noted.reminders).toMatchObject([{ how: 'zalo', wards: [{ name: 'Trạm Phường 3' }] }])
    expect((await cellOf(2)).reminded).toMatchObject({ by: 'Kỹ thuật viên trực' })
    await say(2, { luc: '2026-11-18 17:00' })
    expect(await toRemind()).toEqual([])
    expect(await station.refused('POST', url, { how: 'zalo' })).toMatchObject({ code: 'nobody-to-remind' })
  })

  it('is summed to air time by ward, month and topic, on the page and for Excel', async () => {
    const span = 'from=2026-10-01&to=2026-12-31'
    const told = await station.get<WardAirTime>('GET', `/api/ward-air-time?${span}`)
    expect(told.wards.map(({ plays, ms }) => [plays, ms])).toEqual(wards.map(() => [1, render.durationMs]))
    expect(told.months).toEqual([{ month: '2026-11', plays: 3, ms: 3 * (render.durationMs ?? 0) }])
    expect(told.topics.map(({ topic }) => topic)).toEqual(['Chưa ghi chủ đề'])
    expect(told.topics[0]?.ms).toBeGreaterThan(3 * 4000)
    const book = await station.ask('GET', `/api/ward-air-time/xlsx?${span}`)
    const { tabs } = await readSheet(book.raw, 'bang.xlsx')
    expect(tabs.map(({ name }) => name)).toEqual(['Theo trạm và tháng', 'Theo chủ đề'])
    expect(tabs[0]?.rows.at(-1)).toContain('Cộng')
    const overview = await readSheet((await station.ask('GET', '/api/ward-matrix/xlsx')).raw, 'tram.xlsx')
    expect(overview.tabs[0]?.rows[1]).toContain('Trạm Phường 1')
  })

  it('is whether a ward has seen that what it has was withdrawn; who has nothing of it is not asked', async () => {
    const newcomer = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm Phường 4' })
    wards = [...wards, newcomer]
    const { approval } = await station.get<{ approval?: unknown }>('GET', `/api/revisions/${render.revisionId}`)
    expect(approval).toBeTruthy()
    await station.get('POST', `/api/revisions/${render.revisionId}/approval-withdrawal`, {
      by: 'Chủ tịch UBND Thành phố',
      reason: 'Sai số liệu',
    })
    const { recall, wish } = await cellOf(0)
    expect([wish, recall?.why, recall?.seenAt]).toEqual([
      'see-recall',
      'Lãnh đạo đã rút phê duyệt: Sai số liệu',
      undefined,
    ])
    expect(await pageOf(0)).toContain('Trạm đã biết, sẽ không phát')
    expect((await cellOf(3)).recall).toBeUndefined()
    expect(await pageOf(3)).not.toContain('Trạm đã biết, sẽ không phát')
    const sheet = await station.get<WardReminderSheet>('GET', `/api/ward-reminders/${edition.id}`)
    expect(sheet.wards.map(({ name }) => name)).toEqual(['Trạm Phường 1', 'Trạm Phường 2', 'Trạm Phường 3'])
    expect(sheet.groupText).toContain('xin KHÔNG phát')
    await say(0, { luc: String(recall?.at) }, '/da-biet')
    expect(await pageOf(0)).toContain('✓ Trạm đã báo biết')
    const seen = await cellOf(0)
    expect([seen.wish, typeof seen.recall?.seenAt]).toEqual([undefined, 'number'])
  })

  it('is in the log of a ward that makes and airs a programme itself; nobody else is expected to', async () => {
    const producer = { kind: 'ward', wardStationId: ward(0).id }
    const { id: programmeId } = await station.get<Programme>('POST', '/api/programmes', {
      preset: 'bao-loc-2012',
      producer,
    })
    const own = await station.get<Edition>('POST', '/api/editions', { programmeId, period: '2026-W47' })
    const revision = await station.approvedScript(own.id, ['Tin của phường.'])
    await noteRender(station, { editionId: own.id, revisionId: revision.id, itemIds: [] })
    const outside = new URLSearchParams({
      date: '2026-11-17',
      time: '17:00',
      where: 'Loa Phường 1',
      note: 'Trực: nhân viên',
    })
    await station.get('POST', `/api/editions/${own.id}/outside-airings?${outside}`)
    const {
      wards: rows,
      editions,
      cells,
    } = await station.get<WardMatrix>('GET', `/api/ward-matrix?programmeId=${programmeId}`)
    expect(rows[0]?.makes).toMatchObject([{ programmeId }])
    expect(editions).toMatchObject([
      { editionId: own.id, madeBy: 'Trạm Phường 1', counts: { expected: 1, confirmed: 1 } },
    ])
    expect(cells.map(([cell]) => cell?.standing)).toEqual(['confirmed', 'not-expected', 'not-expected', 'not-expected'])
    expect(cells[0]?.[0]?.plays).toEqual([{ startsAt: at('2026-11-17', '17:00'), source: 'own-log' }])
    const span = 'from=2026-11-17&to=2026-11-17'
    const airTime = await station.get<WardAirTime>('GET', `/api/ward-air-time?${span}`)
    expect(airTime.wards[0]).toMatchObject({ plays: 1 })
    const [page, other] = [await pageOf(0), await pageOf(1)]
    expect([page, other].map((html) => html.includes(`ky-${own.id}`))).toEqual([true, false])
  })
})

function never(): never {
  throw new Error('there is one')
}

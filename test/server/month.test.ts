import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type { Account, Edition, Month, Programme, Submission, Unit } from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

const at = (date: string) => instantOf(date, '08:00', 'Asia/Ho_Chi_Minh')

describe('this month, as Sa Đéc goes through it', () => {
  const clock = new FakeClock(at('2023-11-03'))
  /** The wall clock alone: nothing that happens every hour of so many days is what is asked here. */
  const goTo = (date: string) => clock.step(at(date) - clock.now())
  let station: TestStation
  let programme: Programme
  let edition: Edition

  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  })
  afterAll(() => station.close())

  const month = (date?: string) => station.get<Month>('GET', `/api/month${date ? `?date=${date}` : ''}`)
  const present = (seen: Month) => {
    const one = seen.programmes[0]?.periods[0]
    if (!one) throw new Error('the programme has no period')
    return one
  }
  const send = async (unitName: string, title: string) => {
    const unit = (await station.get<Unit[]>('GET', '/api/units')).find(({ name }) => name === unitName)
    return station.get<Submission>('POST', '/api/submissions', {
      title,
      text: `${title}. Bộ phận một cửa trả kết quả trước hẹn cho người dân.`,
      unitId: unit?.id ?? null,
      author: '',
      year: null,
      award: '',
      source: 'unit',
      sourceName: '',
      contact: '',
      note: '',
      topics: [],
      fileIds: [],
      placements: [{ programmeId: programme.id, period: '2023-11' }],
      entryKey: `khoá nhập ${title}`,
    })
  }

  it('begins with the two units of November, three windows and an edition to open', async () => {
    const seen = await month()
    expect(seen.date).toBe('2023-11-03')
    expect(present(seen)).toMatchObject({
      programmeId: programme.id,
      period: '2023-11',
      periodTitle: 'tháng 11/2023',
      windows: [
        { name: 'intake', from: '2023-11-01', to: '2023-11-10', state: 'open' },
        { name: 'review', from: '2023-11-10', to: '2023-11-15', state: 'ahead' },
        { name: 'airing', from: '2023-11-15', to: '2023-11-30', state: 'ahead' },
      ],
      receipts: [
        { itemsOwed: 1, itemsReceived: 0, itemsMissing: 1 },
        { itemsOwed: 1, itemsReceived: 0, itemsMissing: 1 },
      ],
      itemsPlaced: 0,
      datesWanted: 2,
      datesHeard: 0,
    })
    expect(seen.next).toMatchObject({ work: 'open', label: 'Mở kỳ tháng 11/2023', isMine: true })
    expect(seen.programmes[0]?.missed).toEqual([])
  })

  it('has nothing due while units still have days to send', async () => {
    edition = await station.get<Edition>('POST', '/api/editions', { programmeId: programme.id, period: '2023-11' })
    const seen = await month()
    expect(seen.next).toBeUndefined()
    expect(present(seen).edition).toMatchObject({ id: edition.id, period: '2023-11' })
  })

  it('calls for urging three days before the end, by the name of who is missing and of whose work it is', async () => {
    const [first] = present(await month()).receipts
    goTo('2023-11-06')
    await send(first?.unitName ?? '', 'Trả kết quả trước hẹn')
    goTo('2023-11-08')
    const seen = await month()
    expect(present(seen).receipts.map(({ itemsMissing }) => itemsMissing)).toEqual([0, 1])
    expect(seen.next).toMatchObject({
      work: 'urge',
      label: 'Đôn đốc 1 đơn vị chưa gửi đủ tin, bài',
      dueOn: '2023-11-10',
      isLate: false,
      people: ['Phòng Nội vụ Thành phố'],
    })
  })

  it('calls for the review from day 10, and orders what is due by what presses', async () => {
    goTo('2023-11-12')
    const seen = await month()
    expect(present(seen)).toMatchObject({ itemsPlaced: 1, itemsUndecided: 1, itemsChosen: 0 })
    expect(seen.work.map(({ work, isLate }) => [work, isLate])).toEqual([
      ['urge', false],
      ['review', false],
    ])
  })

  it('shows each person what falls to them, and the rest as the work of others by name', async () => {
    const lead = await station.get<Account>('POST', '/api/accounts', {
      displayName: 'Biên tập viên',
      username: 'bientap',
      password: 'một mật khẩu khác',
    })
    await station.get('PUT', `/api/accounts/${lead.id}/functions`, { functions: ['editor'] })
    await station.get('POST', '/api/sign-in', { username: 'bientap', password: 'một mật khẩu khác' })
    try {
      const seen = await month()
      expect(seen.next).toMatchObject({ work: 'review', people: ['Biên tập viên'] })
      expect(seen.work.map(({ work, isMine }) => [work, isMine])).toEqual([
        ['review', true],
        ['urge', false],
      ])
    } finally {
      await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    }
  })

  it('goes on to the words, the sound and the dates of the edition', async () => {
    const written = await station.get<{ id: string }>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      items: [{ title: 'Trả kết quả trước hẹn', text: 'Kính thưa quý vị và các bạn.' }],
    })
    goTo('2023-11-14')
    expect((await month()).work.map(({ work }) => work)).toContain('submit')
    await station.get('POST', `/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch UBND Thành phố' })
    const seen = await month()
    expect(seen.work.find(({ work }) => work === 'record')).toMatchObject({
      dueOn: '2023-11-14',
      editionId: edition.id,
    })
  })

  it('counts the dates that were heard, wherever it was, and those that are planned', async () => {
    await station.get('POST', `/api/editions/${edition.id}/airings`, { slots: [{ date: '2023-11-28', time: '05:15' }] })
    goTo('2023-11-20')
    const outside = new URLSearchParams({
      date: '2023-11-17',
      time: '05:15',
      where: 'Cụm loa phường 1',
      note: 'Phát từ máy xách tay',
    })
    await station.get('POST', `/api/editions/${edition.id}/outside-airings?${outside}`)
    expect(present(await month())).toMatchObject({ datesHeard: 1, datesPlanned: 1, datesWanted: 2 })
  })

  it('names a month that ended short of its dates', async () => {
    goTo('2023-12-02')
    const seen = await month()
    expect(present(seen).period).toBe('2023-12')
    expect(seen.programmes[0]?.missed).toEqual([
      { period: '2023-11', title: 'tháng 11/2023', datesHeard: 1, datesWanted: 2, editionId: edition.id },
    ])
  })

  it('can be asked for another day, and for no day that does not exist', async () => {
    expect(present(await month('2023-11-10')).windows.map(({ state }) => state)).toEqual(['closing', 'open', 'ahead'])
    expect(await station.refused('GET', '/api/month?date=2023-02-30')).toMatchObject({ code: 'bad-request' })
  })
})

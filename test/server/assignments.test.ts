import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt, monthOf, vietnameseDate } from '../../schedules/index.ts'
import { workOf } from '../../server/assignments/work.ts'
import type { Account, Edition, MyWork, ReadAssignments, Revision } from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { babbleWav } from '../sounds.ts'

// Sessions live by the machine's own calendar: the station's stands still at the same day.
const NOW = Date.now()
const TODAY = dateAt(NOW, 'Asia/Ho_Chi_Minh')
const SOON = addDays(TODAY, 2)
const YESTERDAY = addDays(TODAY, -1)
const MONTH = monthOf(TODAY)

describe('assigning reads', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let lan: Account
  const TEXTS = ['Kính thưa quý vị.', 'Bộ phận một cửa xin thông báo.', 'Xin chào và hẹn gặp lại.']

  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ edition } = await station.edition(MONTH))
    lan = await station.get<Account>('POST', '/api/accounts', {
      displayName: ' Chị Lan ',
      username: 'Lan.PTV',
      password: 'một mật khẩu khác',
    })
  })
  afterAll(() => station.close())

  const url = () => `/api/editions/${edition.id}/assignments`
  const one = (place: number) => `/api/editions/${edition.id}/items/${revision.items[place]?.itemId}/assignment`
  const signIn = (username: string, password: string) => station.get('POST', '/api/sign-in', { username, password })
  const asLan = async <T>(act: () => Promise<T>): Promise<T> => {
    await signIn('lan.ptv', 'một mật khẩu khác')
    try {
      return await act()
    } finally {
      await signIn('kythuat', 'một mật khẩu dài')
    }
  }
  const myWork = () => station.get<MyWork>('GET', '/api/me/work')

  it('knows the people of the station by their names, each once', async () => {
    const people = await station.get<Account[]>('GET', '/api/accounts')
    expect(people.map(({ displayName }) => displayName)).toEqual(['Chị Lan', 'Kỹ thuật viên trực'])
    expect(JSON.stringify(people)).not.toContain('argon2')
    const again = { displayName: 'Lan khác', username: 'LAN.ptv', password: 'một mật khẩu khác' }
    expect(await station.refused('POST', '/api/accounts', again)).toMatchObject({ code: 'username-taken', status: 409 })
  })

  it('is refused before the words are approved, with a sentence that says so', async () => {
    const written = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      items: TEXTS.map((text, place) => ({ title: `Tiết mục ${place + 1}`, text })),
    })
    revision = written
    const refused = await station.refused('PUT', one(0), { readerId: lan.id, dueOn: SOON })
    expect(refused).toMatchObject({ code: 'not-approved-to-assign', status: 409 })
    expect(refused.message).toBe('Bản 1 của kịch bản chưa được phê duyệt nên chưa giao đọc được.')
    expect(await station.get<ReadAssignments>('GET', url())).toMatchObject({
      isApproved: false,
      revisionNumber: 1,
      items: [{ state: 'unassigned' }, { state: 'unassigned' }, { state: 'unassigned' }],
    })
    revision = await station.get('POST', `/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch' })
  })

  it('gives several items to one person at once, and asks about a day that is over', async () => {
    const itemIds = revision.items.slice(0, 2).map(({ itemId }) => itemId)
    const past = await station.refused('PUT', url(), { itemIds, readerId: lan.id, dueOn: YESTERDAY })
    expect(past).toMatchObject({ code: 'due-date-past', message: `Hạn đọc ${vietnameseDate(YESTERDAY)} đã qua.` })
    const given = await station.get<ReadAssignments>('PUT', url(), { itemIds, readerId: lan.id, dueOn: SOON })
    expect(given.items).toMatchObject([
      {
        state: 'assigned',
        reader: { displayName: 'Chị Lan' },
        dueOn: SOON,
        assigned: { by: 'Kỹ thuật viên trực' },
      },
      { state: 'assigned' },
      { state: 'unassigned' },
    ])
    const meant = await station.get<ReadAssignments>('PUT', one(1), {
      readerId: lan.id,
      dueOn: YESTERDAY,
      isPastMeant: true,
    })
    expect(meant.items[1]?.state).toBe('overdue')
  })

  it('notes no second decision where nothing changes', async () => {
    const count = async () => (await station.db.selectFrom('read_assignments').select('id').execute()).length
    const before = await count()
    await station.get('PUT', one(0), { readerId: lan.id, dueOn: SOON })
    expect(await count()).toBe(before)
  })

  it('refuses who does not exist, a day that does not exist, no day, and an item that is not there', async () => {
    expect((await station.refused('PUT', one(0), { readerId: 'ai đó', dueOn: SOON })).code).toBe('reader-unknown')
    for (const dueOn of ['2026-02-30', undefined]) {
      const refused = await station.refused('PUT', one(0), { readerId: lan.id, ...(dueOn && { dueOn }) })
      expect(refused).toMatchObject({ code: 'bad-request', message: 'Thông tin gửi lên chưa đúng: hạn đọc.' })
    }
    const elsewhere = { itemIds: ['không-có'], readerId: lan.id, dueOn: SOON }
    expect((await station.refused('PUT', url(), elsewhere)).code).toBe('item-unknown')
    expect((await station.refused('GET', '/api/editions/không-có/assignments')).code).toBe('not-found')
  })

  it('says to each person what is theirs, the late one first, and to nobody what is not', async () => {
    expect((await myWork()).reads).toEqual([])
    const { reads } = await asLan(myWork)
    expect(reads.map(({ number, isOverdue, dueOn }) => [number, isOverdue, dueOn])).toEqual([
      [2, true, YESTERDAY],
      [1, false, SOON],
    ])
    expect(reads[0]).toMatchObject({ editionId: edition.id, assigned: { by: 'Kỹ thuật viên trực' }, undecidedTakes: 0 })
  })

  it('is done by a read that is kept, and undone by other words, which must be approved before it is due', async () => {
    const [first] = revision.items
    const take = await station.upload(revision, first?.itemId ?? '', babbleWav(1), 'a.wav')
    expect((await asLan(myWork)).reads.find(({ number }) => number === 1)?.undecidedTakes).toBe(1)
    await station.get('POST', `/api/takes/${take.id}/choice`, { choice: 'kept' })
    expect((await station.get<ReadAssignments>('GET', url())).items[0]?.state).toBe('read')
    expect((await asLan(myWork)).reads.map(({ number }) => number)).toEqual([2])

    const edited = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      parentId: revision.id,
      items: revision.items.map(({ itemId, title, text }, place) => ({
        itemId,
        title,
        text: place === 0 ? `${text} Và các bạn.` : text,
      })),
    })
    const waiting = await station.get<ReadAssignments>('GET', url())
    expect(waiting.items.map(({ state }) => state)).toEqual(['assigned', 'assigned', 'unassigned'])
    expect((await asLan(myWork)).reads).toEqual([])

    await station.get('POST', `/api/revisions/${edited.id}/approval`, { approver: 'Chủ tịch' })
    expect((await asLan(myWork)).reads.map(({ number }) => number)).toEqual([2, 1])
    revision = edited
  })

  it('can be taken back, whatever the clock was set to meanwhile', async () => {
    clock.step(-86_400_000)
    const back = await station.get<ReadAssignments>('PUT', one(0), { readerId: null })
    clock.step(86_400_000)
    expect(back.items[0]).not.toHaveProperty('reader')
    expect((await asLan(myWork)).reads.map(({ number }) => number)).toEqual([2])
  })

  it('is history once two whole months lie after the month of its edition', async () => {
    const monthAfter = (month: string) => monthOf(addDays(`${month}-28`, 4))
    const third = `${monthAfter(monthAfter(monthAfter(MONTH)))}-01`
    expect((await workOf(station.db, lan.id, addDays(third, -1))).reads).toHaveLength(1)
    expect((await workOf(station.db, lan.id, third)).reads).toEqual([])
  })
})

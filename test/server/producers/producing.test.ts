import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  Airing,
  Calendar,
  Edition,
  EditionSummary,
  ItemsTaken,
  Me,
  Month,
  Programme,
  SearchAnswer,
  Submission,
  SubmissionSummary,
  WardAccount,
} from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { TestStation } from '../../builders.ts'
import { addLeader, editionBy, producingWard } from './ward-people.ts'

describe('a ward that produces', () => {
  let station: TestStation
  let made: Awaited<ReturnType<typeof producingWard>>
  let bulletin: Programme
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    bulletin = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    made = await producingWard(station, 'Phường 3', 'phuong3')
  })
  afterAll(() => station?.close())

  test('is told whose account it is, and nothing of the devices of the station', async () => {
    const me = await made.person.get<Me>('GET', '/api/me')
    expect(me.ward).toEqual({ id: made.ward.id, name: 'Phường 3' })
    expect(me.station).not.toHaveProperty('airDevice')
    expect((await station.get<Me>('GET', '/api/me')).ward).toBeUndefined()
  })

  test('writes, submits to its own leader and is approved; leaders of others approve nothing of it', async () => {
    const { person, programme, leader } = made
    const { revision } = await editionBy(person, programme.id, '2026-08')
    const ofStation = await addLeader(station, 'Chủ tịch UBND Thành phố')
    const url = `/api/revisions/${revision.id}/request`
    expect(await person.refused('POST', url, { leaderIds: [ofStation.id] })).toBe('ward-not-yours')
    expect((await station.refused('POST', url, { leaderIds: [ofStation.id] })).code).toBe('leader-of-another')
    const request = await person.get('POST', url, { leaderIds: [leader.id] })
    expect(request).toMatchObject({ state: 'waiting', leaders: [{ id: leader.id }] })
    const [listed] = await person.get<EditionSummary[]>('GET', '/api/editions')
    const label = 'Theo dõi phê duyệt'
    expect(listed?.nextStep).toEqual({ name: 'approval', label })
    expect(listed?.steps.map(({ name }) => name)).not.toContain('wards')
    const month = await person.get<Month>('GET', '/api/month?date=2026-08-10')
    expect(month.next).toMatchObject({ work: 'approve', label, editionId: listed?.id })
    const theirs = await editionBy(station, bulletin.id, '2026-08')
    const other = await station.refused('POST', `/api/revisions/${theirs.revision.id}/request`, {
      leaderIds: [leader.id],
    })
    expect(other.code).toBe('leader-of-another')
  })

  test('airs by its own means, which counts with its proof, and never on the device of the station', async () => {
    const { person, programme } = made
    const { edition } = await editionBy(person, programme.id, '2026-09')
    const where = new URLSearchParams({
      date: '2024-11-20',
      time: '05:15',
      where: 'Cụm loa khóm 2',
      note: 'Sổ trực ngày 20/11',
    })
    const aired = await person.get<Airing>('POST', `/api/editions/${edition.id}/outside-airings?${where}`)
    expect(aired).toMatchObject({ state: 'outside', outside: { where: 'Cụm loa khóm 2' } })
    expect((await person.get<Edition>('GET', `/api/editions/${edition.id}`)).airings).toHaveLength(1)
    const slots = { slots: [{ date: '2099-09-20', time: '05:15' }] }
    expect(await person.refused('POST', `/api/editions/${edition.id}/airings`, slots)).toBe('ward-not-allowed')
    const byStation = await station.refused('POST', `/api/editions/${edition.id}/airings`, slots)
    expect(byStation.code).toBe('ward-airs-itself')
    const now = await station.refused('POST', '/api/on-air/play-now', { editionId: edition.id })
    expect(now.code).toBe('ward-airs-itself')
  })

  test('is told of its own month, its own calendar and its own texts, and of no register', async () => {
    const { person, programme } = made
    const own = await editionBy(person, programme.id, '2026-12', 'Tuyến đường hoa khóm 4')
    const theirs = await editionBy(station, bulletin.id, '2026-12', 'Tuyến đường hoa thành phố')
    await station.get('POST', '/api/questions', {
      text: 'Tuyến đường hoa bao giờ xong?',
      via: 'telephone',
      receivedOn: '2024-11-20',
      asker: { isAnonymous: true },
    })
    const month = await person.get<Month>('GET', '/api/month?date=2026-12-10')
    expect(month.programmes.map(({ programmeId }) => programmeId)).toEqual([programme.id])
    expect(month.books).toEqual([])
    expect(month.next).toMatchObject({ work: 'submit', programmeId: programme.id, editionId: own.edition.id })
    const ofStation = await station.get<Month>('GET', '/api/month?date=2026-12-10')
    expect(ofStation.programmes.map(({ programmeId }) => programmeId)).toContain(programme.id)
    expect(ofStation.work.some(({ programmeId }) => programmeId === programme.id)).toBe(false)

    await station.get('POST', '/api/occupied', { title: 'Tiếp âm VOV', weekdays: [1], from: '06:00', until: '06:30' })
    const span = 'from=2026-09-01&to=2026-12-31'
    const calendar = await person.get<Calendar>('GET', `/api/calendar?${span}`)
    expect(new Set(calendar.windows.map(({ programmeId }) => programmeId))).toEqual(new Set([programme.id]))
    expect(calendar.occupied).toEqual([])
    expect((await station.get<Calendar>('GET', `/api/calendar?${span}`)).occupied.length).toBeGreaterThan(0)

    const search = `/api/search?words=${encodeURIComponent('tuyen duong hoa')}`
    const found = await person.get<SearchAnswer>('GET', search)
    expect(found.results.map(({ refId }) => refId)).toEqual([own.edition.id])
    expect(found.counts).toEqual([{ kind: 'script', count: 1 }])
    const all = await station.get<SearchAnswer>('GET', search)
    expect(all.results.map(({ refId }) => refId)).toEqual(expect.arrayContaining([own.edition.id, theirs.edition.id]))
    expect(all.counts).toContainEqual({ kind: 'question', count: 1 })
  })

  test('gets the sheets of its own lists and of no register', async () => {
    const sheetOf = async (url: string) => {
      const answer = await station.app.inject({ method: 'GET', url, headers: { cookie: made.person.cookie } })
      return answer.statusCode === 200
        ? (await readSheet(answer.rawPayload, 'bảng.xlsx')).tabs[0]?.rows
        : answer.statusCode
    }
    expect((await sheetOf('/api/programmes/xlsx'))?.toString()).toContain('Bản tin Phường 3')
    expect((await sheetOf('/api/programmes/xlsx'))?.toString()).not.toContain(bulletin.name)
    expect((await sheetOf('/api/calendar/xlsx?from=2024-11-01&to=2024-11-30'))?.toString()).toContain(
      'Phát ngoài hệ thống',
    )
    for (const register of [
      'submissions',
      'questions',
      'library',
      'feedback',
      'evaluations',
      'units',
      'postings',
      'quotas',
    ])
      expect(await sheetOf(`/api/${register}/xlsx`), register).toBe(403)
    const lists = [
      'log-book',
      'downloads',
      'functions',
      'occupied',
      'hotline-contacts',
      'leaders',
      'tunes',
      'task-lists',
    ]
    for (const list of lists) expect(await sheetOf(`/api/${list}/xlsx`), list).toBe(403)
    const found = `/api/search/xlsx?words=${encodeURIComponent('tuyen duong hoa')}`
    expect(await sheetOf(found)).toHaveLength(2)
    const { raw } = await station.ask('GET', found)
    expect((await readSheet(raw, 'tra-cuu.xlsx')).tabs[0]?.rows.length).toBeGreaterThan(2)
  })

  test('has its items taken up into the register, once for the same words, in as many programmes as wanted', async () => {
    const { person, programme } = made
    const { edition, revision } = await editionBy(person, programme.id, '2026-11', 'Khánh thành nhà văn hoá')
    const item = revision.items[0]?.itemId ?? ''
    const url = `/api/editions/${edition.id}/items/${item}/taken`
    const place = { programmeId: bulletin.id, period: '2026-11' }
    expect(await person.refused('POST', url, place)).toBe('ward-not-allowed')
    expect((await station.refused('POST', url, place)).code).toBe('ward-item-not-approved')
    await person.get('POST', `/api/revisions/${revision.id}/approval`, { approver: 'Chủ tịch UBND Phường 3' })
    const into = await station.refused('POST', url, { ...place, programmeId: programme.id })
    expect(into.code).toBe('taken-into-ward')
    await station.get('POST', url, place)
    await station.get('POST', url, place)
    const taken = await station.get<ItemsTaken>('POST', url, { ...place, period: '2026-12' })
    expect(taken).toMatchObject({ wardName: 'Phường 3', approvedRevisionId: revision.id })
    expect(taken.taken).toHaveLength(1)
    expect(taken.taken[0]).toMatchObject({ itemId: item, revisionNumber: 1 })
    expect(taken.taken[0]?.places.map(({ period }) => period).toSorted()).toEqual(['2026-11', '2026-12'])
    const rows = await station.get<SubmissionSummary[]>('GET', '/api/submissions')
    expect(rows).toHaveLength(1)
    const one = await station.get<Submission>('GET', `/api/submissions/${rows[0]?.id}`)
    expect(one).toMatchObject({ title: 'Khánh thành nhà văn hoá', via: 'collector' })
    expect(one.text).toContain('nhà văn hoá')
    expect(one.note).toContain('Phường 3')
  })

  test('is no source where the edition is of the station', async () => {
    const { edition, revision } = await editionBy(station, bulletin.id, '2026-10')
    const url = `/api/editions/${edition.id}/items/${revision.items[0]?.itemId}/taken`
    const place = { programmeId: bulletin.id, period: '2026-12' }
    expect((await station.refused('POST', url, place)).code).toBe('not-a-ward-item')
    expect(await station.get('GET', `/api/editions/${edition.id}/taken`)).toEqual({ taken: [] })
  })

  test('gives an account back; nobody gives away the one they use', async () => {
    const { person, ward } = made
    const me = (await station.get<Me>('GET', '/api/me')).account?.id
    const own = await station.refused('PUT', `/api/accounts/${me}/ward`, { wardStationId: ward.id })
    expect(own.code).toBe('ward-account-own')
    expect(await person.refused('PUT', `/api/accounts/${person.id}/ward`, { wardStationId: null })).toBe(
      'ward-not-allowed',
    )
    const left = await station.get<WardAccount[]>('PUT', `/api/accounts/${person.id}/ward`, { wardStationId: null })
    expect(left).toEqual([])
    expect((await person.get<Programme[]>('GET', '/api/programmes')).length).toBe(2)
  })
})

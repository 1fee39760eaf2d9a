import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  BroughtIn,
  Edition,
  ItemOrigin,
  Programme,
  Review,
  ReviewMinutesWritten,
  ReviewSummary,
  Revision,
  Submission,
  SubmissionDecision,
} from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

const NOVEMBER = '2026-11'
const DECEMBER = '2026-12'

describe('the review meeting', () => {
  const clock = new FakeClock(Date.parse('2026-11-12T01:00:00Z'))
  let station: TestStation
  let programme: Programme
  let count = 0
  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  })
  afterAll(() => station.close())

  async function send(title: string, text: string, period = NOVEMBER): Promise<Submission> {
    count += 1
    clock.step(1000)
    return station.get<Submission>('POST', '/api/submissions', {
      title,
      text,
      unitId: null,
      author: '',
      year: null,
      award: '',
      source: 'unit',
      sourceName: '',
      contact: '',
      note: '',
      topics: [],
      fileIds: [],
      placements: [{ programmeId: programme.id, period }],
      entryKey: `bài số ${count} của kỳ`,
    })
  }
  const url = (period: string) => `/api/programmes/${programme.id}/reviews/${period}`
  const open = (period = NOVEMBER) => station.get<Review>('GET', url(period))
  const find = (review: Review, title: string) => {
    const item = review.items.find((one) => one.title === title)
    if (!item) throw new Error(`${title} is not on the table`)
    return item
  }
  const decide = async (title: string, decision: string | null, reason?: string, period = NOVEMBER) => {
    const { placementId } = find(await open(period), title)
    return station.get<Review>('PUT', `/api/placements/${placementId}/decision`, {
      programmeId: programme.id,
      period,
      decision,
      reason,
    })
  }

  it('has an empty table, with its days and its neighbours, before anything was sent', async () => {
    const review = await open()
    expect(review).toMatchObject({
      programmeName: programme.name,
      periodTitle: 'tháng 11/2026',
      window: { from: '2026-11-10', to: '2026-11-15' },
      previousPeriod: '2026-10',
      nextPeriod: DECEMBER,
      items: [],
      toBringIn: 0,
    })
    expect((await station.refused('POST', `${url(NOVEMBER)}/script`)).code).toBe('nothing-chosen')
    expect((await station.refused('GET', url('2026-13'))).code).toBe('period-unknown')
  })

  it('chooses, holds and refuses with a reason; a decision can be taken back', async () => {
    for (const title of ['Một cửa', 'Trực tuyến', 'Nộp thuế', 'Chuyện cũ']) await send(title, `${title}. `.repeat(50))
    await decide('Một cửa', 'chosen')
    await decide('Trực tuyến', 'chosen')
    await decide('Nộp thuế', 'held')
    const { placementId } = find(await open(), 'Chuyện cũ')
    const bare = { programmeId: programme.id, period: NOVEMBER, decision: 'refused', reason: '  ' }
    expect((await station.refused('PUT', `/api/placements/${placementId}/decision`, bare)).code).toBe(
      'refusal-reason-needed',
    )
    const review = await decide('Chuyện cũ', 'refused', 'Không còn thời sự')
    expect(review.items.map(({ title, decision, reason }) => [title, decision, reason])).toEqual([
      ['Một cửa', 'chosen', undefined],
      ['Trực tuyến', 'chosen', undefined],
      ['Nộp thuế', 'held', undefined],
      ['Chuyện cũ', 'refused', 'Không còn thời sự'],
    ])
    expect(review.total).toMatchObject({ chosen: 2 })
    expect(find(await decide('Chuyện cũ', null), 'Chuyện cũ').decision).toBeUndefined()
    await decide('Chuyện cũ', 'refused', 'Không còn thời sự')
    const [summary] = await station.get<ReviewSummary[]>('GET', '/api/reviews')
    expect(summary).toMatchObject({ period: NOVEMBER, chosen: 2, held: 1, refused: 1, undecided: 0 })
  })

  it('brings what was held back in the next period by itself, and no further once it is decided there', async () => {
    const december = await open(DECEMBER)
    expect(december.items).toMatchObject([{ title: 'Nộp thuế', heldFrom: 'tháng 11/2026' }])
    expect(december.items[0]?.decision).toBeUndefined()
    expect((await open('2027-01')).items).toHaveLength(1)
    clock.step(1000)
    await decide('Nộp thuế', 'chosen', undefined, DECEMBER)
    expect((await open('2027-01')).items).toEqual([])
    expect(find(await open(), 'Nộp thuế').decision).toBe('held')
  })

  it('tells of one submission what each meeting made of it, the newest first', async () => {
    const { submissionId } = find(await open(), 'Nộp thuế')
    const told = await station.get<SubmissionDecision[]>('GET', `/api/submissions/${submissionId}/decisions`)
    expect(told.map(({ periodTitle, decision }) => [periodTitle, decision])).toEqual([
      ['tháng 12/2026', 'chosen'],
      ['tháng 11/2026', 'held'],
    ])
    const refused = find(await open(), 'Chuyện cũ')
    expect(await station.get('GET', `/api/submissions/${refused.submissionId}/decisions`)).toMatchObject([
      { decision: 'refused', reason: 'Không còn thời sự', programmeName: programme.name },
    ])
  })

  it('keeps the order that was put, and refuses what lies on another table', async () => {
    const review = await open()
    const ids = ['Trực tuyến', 'Một cửa'].map((title) => find(review, title).placementId)
    const ordered = await station.get<Review>('PUT', `${url(NOVEMBER)}/order`, { placementIds: ids })
    expect(ordered.items.slice(0, 2).map(({ title }) => title)).toEqual(['Trực tuyến', 'Một cửa'])
    const strange = await station.refused('PUT', `${url(NOVEMBER)}/order`, { placementIds: ['nobody'] })
    expect(strange.code).toBe('not-on-the-table')
  })

  it('makes the edition and its script of what is chosen, in the meeting’s order', async () => {
    const made = await station.get<BroughtIn>('POST', `${url(NOVEMBER)}/script`)
    expect(made).toMatchObject({ revisionNumber: 1, added: 2 })
    const { latest } = await station.get<Edition>('GET', `/api/editions/${made.editionId}`)
    expect(latest).toMatchObject({ source: 'review', number: 1 })
    expect(latest?.items.map(({ title }) => title)).toEqual(['Trực tuyến', 'Một cửa'])
    const review = await open()
    expect(review).toMatchObject({
      toBringIn: 0,
      edition: { id: made.editionId, revisionNumber: 1, isApproved: false },
    })
    const item = find(review, 'Một cửa')
    expect(item.inScript).toMatchObject({ number: 2 })
    const origins = await station.get<ItemOrigin[]>('GET', `/api/editions/${made.editionId}/origins`)
    expect(origins).toContainEqual({ itemId: item.inScript?.itemId, submissionId: item.submissionId })
  })

  it('extends the script beside what the editors wrote, and an edited item stays the one that came from the unit', async () => {
    const { edition } = await open()
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition?.id}`)
    const [first, second] = latest?.items ?? []
    const edited = await station.get<Revision>('POST', `/api/editions/${edition?.id}/revisions`, {
      source: 'written',
      parentId: latest?.id,
      items: [
        { title: 'Lời chào', text: 'Kính chào quý vị.', kind: 'greeting' },
        { itemId: first?.itemId, title: 'Trực tuyến', text: 'Đã biên tập.' },
        { itemId: second?.itemId, title: 'Một cửa', text: second?.text },
        { title: 'Lời kết', text: 'Chào tạm biệt.', kind: 'sign-off' },
      ],
    })
    expect(find(await open(), 'Trực tuyến').inScript).toMatchObject({ number: 2, itemId: first?.itemId })
    await send('Tin gửi sau', 'Bà con chú ý. '.repeat(20))
    await decide('Tin gửi sau', 'chosen')
    await station.get<BroughtIn>('POST', `${url(NOVEMBER)}/script`)
    const after = await station.get<Edition>('GET', `/api/editions/${edition?.id}`)
    expect(after.latest?.number).toBe(edited.number + 1)
    expect(after.latest?.items.map(({ title }) => title)).toEqual([
      'Lời chào',
      'Trực tuyến',
      'Một cửa',
      'Tin gửi sau',
      'Lời kết',
    ])
    expect(after.latest?.items[1]?.text).toBe('Đã biên tập.')
    const review = await open()
    expect(review.total.besidesMs).toBeGreaterThan(0)
    expect((await decide('Tin gửi sau', 'held')).notChosenInScript).toBe(1)
  })

  it('keeps minutes, refuses to write over another’s, and gives them as a Word file', async () => {
    const { proposed } = await open()
    expect((await station.refused('GET', `${url(NOVEMBER)}/minutes.docx`)).code).toBe('no-minutes')
    const written: ReviewMinutesWritten = {
      ...proposed,
      conclusion: 'Nhất trí.'.normalize('NFD'),
      attendees: [
        { name: 'A', office: 'Trưởng phòng', role: 'chair', said: 'Đồng ý.' },
        { name: ' ', office: '', role: 'member', said: '' },
      ],
    }
    const { minutes } = await station.get<Review>('PUT', `${url(NOVEMBER)}/minutes`, written)
    expect(minutes).toMatchObject({
      conclusion: 'Nhất trí.',
      attendees: [{ name: 'A' }],
      saved: { by: 'Kỹ thuật viên trực' },
    })
    const again = await station.refused('PUT', `${url(NOVEMBER)}/minutes`, written)
    expect(again.code).toBe('minutes-changed-meanwhile')
    await station.get('PUT', `${url(NOVEMBER)}/minutes`, { ...written, baseId: minutes?.id, conclusion: 'Sửa lại.' })
    const paper = await station.ask('GET', `${url(NOVEMBER)}/minutes.docx`)
    expect([paper.status, paper.raw.subarray(0, 2).toString('latin1')]).toEqual([200, 'PK'])
    const sheet = await station.ask('GET', `${url(NOVEMBER)}/xlsx`)
    expect([sheet.status, sheet.raw.subarray(0, 2).toString('latin1')]).toEqual([200, 'PK'])
    expect((await open(DECEMBER)).proposed.attendees).toMatchObject([{ name: 'A', said: '' }])
  })

  it('brings an item of more pages than a script item holds in by parts, and nothing of it is lost', async () => {
    const JANUARY = '2027-01'
    const page = 'Một dòng dài của sổ tay cải cách hành chính. '.repeat(60).trim()
    const text = Array.from({ length: 200 }, (_, place) => `Trang ${place + 1}. ${page}`).join('\n\n')
    await send('Sổ tay dày', text, JANUARY)
    await decide('Sổ tay dày', 'chosen', undefined, JANUARY)
    const before = await open(JANUARY)
    const { editionId, added } = await station.get<BroughtIn>('POST', `${url(JANUARY)}/script`)
    expect(added).toBe(1)
    const { latest } = await station.get<Edition>('GET', `/api/editions/${editionId}`)
    const parts = latest?.items ?? []
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.map(({ title }) => title)).toEqual(
      parts.map((_, place) => `Sổ tay dày (phần ${place + 1}/${parts.length})`),
    )
    expect(parts.map(({ text: part }) => part).join('\n\n')).toBe(text)
    const after = await open(JANUARY)
    expect(after).toMatchObject({ toBringIn: 0, total: { besidesMs: 0 } })
    expect(Math.abs(after.total.chosenMs - before.total.chosenMs)).toBeLessThan(5000)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account, Edition, MyWork, Programme, Revision, Take, TakeListening } from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'
import { babbleWav } from '../sounds.ts'

const LISTENER = 'Phó Chủ tịch UBND'

describe('listening approval', () => {
  let station: TestStation
  let programme: Programme
  let edition: Edition
  let revision: Revision
  let takes: Take[]

  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    const month = new Date().toISOString().slice(0, 7)
    ;({ programme, edition } = await station.edition(month))
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị.', 'Xin cảm ơn quý vị.'])
    takes = await station.keptTakes(revision, (place) => babbleWav(3, { seed: place + 1 }))
  })
  afterAll(() => station.close())

  const takeId = (place: number) => takes[place]?.id ?? ''
  const url = (place: number, what: string) => `/api/takes/${takeId(place)}/${what}`
  const judge = (place: number, verdict: string, reason?: string) =>
    station.get<TakeListening>('POST', url(place, 'verdict'), {
      verdict,
      listener: LISTENER,
      ...(reason && { reason }),
    })
  const seen = () => station.get<Edition>('GET', `/api/editions/${edition.id}`)
  const stepOf = async (name: string) => (await seen()).steps.find((step) => step.name === name)

  it('shows the read with the words that it is of, and which one to hear next', async () => {
    const listening = await station.get<TakeListening>('GET', url(0, 'listening'))
    expect(listening).toMatchObject({
      take: { id: takeId(0), isOfOlderText: false },
      item: { number: 1, title: 'Tiết mục 1', text: 'Kính thưa quý vị.' },
      editionTitle: edition.title,
      remarks: [],
      verdicts: [],
      isRequired: false,
      next: { takeId: takeId(1), number: 2, title: 'Tiết mục 2' },
    })
    expect((await station.refused('GET', '/api/takes/không-có/listening')).code).toBe('not-found')
  })

  it('keeps remarks in the order of the read, and refuses an empty one and one beyond its end', async () => {
    for (const [atMs, text] of [
      [2500, 'Nuốt chữ “quý vị”'],
      [800, ' Đọc vấp\u00a0'],
      [undefined, 'Giọng hơi mệt'],
    ]) {
      await station.get('POST', url(0, 'remarks'), { ...(atMs !== undefined && { atMs }), text })
    }
    const { remarks, take } = await station.get<TakeListening>('GET', url(0, 'listening'))
    expect(remarks.map(({ atMs, text }) => [atMs, text])).toEqual([
      [undefined, 'Giọng hơi mệt'],
      [800, 'Đọc vấp'],
      [2500, 'Nuốt chữ “quý vị”'],
    ])
    expect(take).toMatchObject({ remarks: 3 })
    expect(take.listening).toBeUndefined()
    expect((await station.refused('POST', url(0, 'remarks'), { text: ' \u00a0 ' })).code).toBe('bad-request')
    expect((await station.refused('POST', url(0, 'remarks'), { atMs: 60_000, text: 'x' })).message).toContain(
      'ngoài bản thu',
    )
    // The copy that a browser plays may be a little longer than the read.
    const last = await station.get<TakeListening>('POST', url(1, 'remarks'), { atMs: 3100, text: 'Hết hơi ở cuối' })
    expect(last.remarks[0]?.atMs).toBeCloseTo(3000, -1)
  })

  it('sends nothing back without saying why', async () => {
    await judge(1, 'approved')
    const refused = await station.refused('POST', url(1, 'verdict'), { verdict: 'sent-back', listener: LISTENER })
    expect(refused).toMatchObject({ code: 'reason-needed', status: 422 })
    expect((await station.refused('POST', url(1, 'verdict'), { verdict: 'approved', listener: '  ' })).code).toBe(
      'bad-request',
    )
    const { verdicts } = await station.get<TakeListening>('GET', url(1, 'listening'))
    expect(verdicts).toMatchObject([{ verdict: 'approved', listener: LISTENER, recordedBy: 'Kỹ thuật viên trực' }])
  })

  it('takes a read that was sent back out of use, says so at every step, and to the person who read it', async () => {
    expect((await stepOf('takes'))?.state).toBe('done')
    await judge(0, 'sent-back')
    await judge(0, 'sent-back')
    const view = await seen()
    expect(view.takes.find(({ id }) => id === takeId(0))).toMatchObject({ choice: 'kept', listening: 'sent-back' })
    expect(await stepOf('takes')).toMatchObject({ state: 'due', note: '1/2 tiết mục, 1 bị trả lại' })
    const sentence = 'Tiết mục “Tiết mục 1”: bản thu bị trả lại khi nghe duyệt, cần thu lại'
    expect([view.missing, view.missingForRender]).toEqual([[sentence], [sentence]])
    const { verdicts } = await station.get<TakeListening>('GET', url(0, 'listening'))
    expect(verdicts).toHaveLength(1)

    const { reads } = await station.get<MyWork>('GET', '/api/me/work')
    expect(reads).toMatchObject([{ number: 1, sentBack: { takeId: takeId(0), listener: LISTENER } }])
    expect(reads[0]?.sentBack?.remarks).toHaveLength(3)
  })

  it('refuses to keep it until another verdict, which puts it back in use by itself', async () => {
    const refused = await station.refused('POST', url(0, 'choice'), { choice: 'kept' })
    expect(refused).toMatchObject({ code: 'take-sent-back', status: 409 })
    await judge(0, 'approved')
    expect((await seen()).missingForRender).toEqual([])
    expect((await station.get<MyWork>('GET', '/api/me/work')).reads).toEqual([])
    expect(await stepOf('takes')).toMatchObject({ state: 'done', note: '2/2 tiết mục, đã nghe duyệt' })
  })

  it('is answered by another read, which is unheard again', async () => {
    await judge(0, 'sent-back', 'Thu lại cho rõ')
    const [first] = revision.items
    const again = await station.upload(revision, first?.itemId ?? '', babbleWav(3, { seed: 9 }), 'lại.wav')
    expect((await station.get<MyWork>('GET', '/api/me/work')).reads).toEqual([])
    const kept = await station.get<Take>('POST', `/api/takes/${again.id}/choice`, { choice: 'kept' })
    expect(kept.listening).toBeUndefined()
    takes[0] = kept
    expect((await seen()).missing).toEqual(['Chưa dựng kỳ phát'])
  })

  it('is required only where the programme says so: then nothing unheard is rendered, and it waits for everybody', async () => {
    const rule = `/api/programmes/${programme.id}/listening-rule`
    expect(await station.get('GET', rule)).toEqual({ required: false })
    await station.get('PUT', rule, { required: true })
    expect(await station.get('GET', rule)).toEqual({ required: true })
    const view = await seen()
    expect(view.isListeningRequired).toBe(true)
    expect(view.missingForRender).toEqual(['Tiết mục “Tiết mục 1” chưa được nghe duyệt'])
    expect(view.nextStep).toEqual({ name: 'takes', label: 'Nghe duyệt bản thu' })
    expect((await station.refused('POST', `/api/editions/${edition.id}/renders`)).code).toBe('not-ready-to-render')
    const { toHear } = await station.get<MyWork>('GET', '/api/me/work')
    expect(toHear).toMatchObject([{ takeId: takeId(0), number: 1, readBy: 'Kỹ thuật viên trực' }])

    await judge(0, 'approved')
    expect((await seen()).missingForRender).toEqual([])
    expect((await station.get<MyWork>('GET', '/api/me/work')).toHear).toEqual([])
    await station.get('PUT', rule, { required: false })
    expect((await station.refused('GET', '/api/programmes/không-có/listening-rule')).code).toBe('not-found')
  })

  it('is the assigned reader’s to answer, not his who brought the file', async () => {
    const lan = await station.get<Account>('POST', '/api/accounts', {
      displayName: 'Chị Lan',
      username: 'lan',
      password: 'một mật khẩu khác',
    })
    const [first] = revision.items
    await station.get('PUT', `/api/editions/${edition.id}/items/${first?.itemId}/assignment`, {
      readerId: lan.id,
      dueOn: '2999-01-01',
    })
    await judge(0, 'sent-back', 'Sai tên phường')
    expect((await station.get<MyWork>('GET', '/api/me/work')).reads).toEqual([])
    await station.get('POST', '/api/sign-in', { username: 'lan', password: 'một mật khẩu khác' })
    const { reads } = await station.get<MyWork>('GET', '/api/me/work')
    expect(reads).toMatchObject([{ number: 1, dueOn: '2999-01-01', sentBack: { listener: LISTENER } }])
    expect(reads[0]?.sentBack?.remarks.map(({ text }) => text)).toContain('Sai tên phường')
  })

  it('is of no use to a read of older words: remarks are kept, approval is refused', async () => {
    const edited = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      parentId: revision.id,
      items: revision.items.map(({ itemId, title, text }) => ({ itemId, title, text: `${text} Mới.` })),
    })
    expect(edited.number).toBe(2)
    const refused = await station.refused('POST', url(1, 'verdict'), { verdict: 'approved', listener: LISTENER })
    expect(refused.code).toBe('take-of-older-text')
    await station.get('POST', url(1, 'remarks'), { text: 'Ghi để nhớ' })
    const { item, take } = await station.get<TakeListening>('GET', url(1, 'listening'))
    expect([item.text, take.isOfOlderText]).toEqual(['Xin cảm ơn quý vị.', true])
  })
})

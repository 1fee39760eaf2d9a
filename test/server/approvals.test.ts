import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type {
  ApprovalRequest,
  ApprovalRequestSummary,
  Edition,
  EditionApproval,
  LeaderDesk,
  LeaderKept,
  Programme,
  Revision,
} from '../../server/contract/index.ts'
import { readDocument } from '../../server/documents/index.ts'
import { TestStation } from '../builders.ts'
import { babbleWav } from '../sounds.ts'
import { addLeader, answersTo, leaderWithPhone, Telephone } from './telephone.ts'

const TEXTS = ['Kính thưa quý vị và các bạn.', 'Bộ phận Một cửa nhận hồ sơ sáng thứ Bảy.', 'Xin cảm ơn quý vị.']

describe('approval by leaders', () => {
  let station: TestStation
  let programme: Programme
  let chair: LeaderKept
  let phone: Telephone
  let deputy: LeaderKept
  let deputyPhone: Telephone
  let edition: Edition
  let year = 2026

  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    ;[chair, phone] = await leaderWithPhone(station, 'Chủ tịch UBND phường')
    ;[deputy, deputyPhone] = await leaderWithPhone(station, 'Phó Chủ tịch UBND phường')
  })
  beforeEach(async () => {
    year += 1
    phone.roam()
    deputyPhone.roam()
    edition = await station.get('POST', '/api/editions', { programmeId: programme.id, period: `${year}-11` })
  })
  afterAll(() => station.close())

  const write = (texts: readonly string[], before?: Revision) =>
    station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      ...(before && { parentId: before.id }),
      items: texts.map((text, place) => ({
        title: `Tiết mục ${place + 1}`,
        text,
        ...(before?.items[place] && { itemId: before.items[place].itemId }),
      })),
    })
  const submit = (revision: Revision, leaders: LeaderKept[] = [chair], note?: string) =>
    station.get<ApprovalRequest>('POST', `/api/revisions/${revision.id}/request`, {
      leaderIds: leaders.map(({ id }) => id),
      ...(note !== undefined && { note }),
    })
  const submitted = async (leaders?: LeaderKept[]) => submit(await write(TEXTS), leaders)
  const read = (id: string, by: Telephone = phone) => by.get<ApprovalRequest>('GET', `/requests/${id}`)
  const seen = () => station.get<Edition>('GET', `/api/editions/${edition.id}`)
  const step = async () => (await seen()).steps.find(({ name }) => name === 'approval')
  const standing = () => station.get<EditionApproval>('GET', `/api/editions/${edition.id}/approval`)

  it('begins when a revision is submitted: the leader who is asked sees it, and nobody else', async () => {
    const revision = await write(TEXTS)
    expect(await step()).toMatchObject({ state: 'due', note: 'Chờ duyệt bản 1' })
    const request = await submit(revision, [chair], '  Xin duyệt trước ngày 14.  ')
    expect(request).toMatchObject({
      state: 'waiting',
      editionTitle: edition.title,
      revisionNumber: 1,
      textHash: revision.textHash,
      note: 'Xin duyệt trước ngày 14.',
      submitted: { by: 'Kỹ thuật viên trực' },
      leaders: [{ words: 'Chủ tịch UBND phường' }],
      answersSeen: 0,
      changedCount: 3,
    })
    expect(await step()).toMatchObject({ state: 'due', note: 'Đã trình bản 1' })
    const desk = await phone.get<LeaderDesk>('GET', '/requests')
    expect(desk.waiting.map(({ id }) => id)).toContain(request.id)
    expect((await read(request.id)).items.map(({ text }) => text)).toEqual(TEXTS)
    expect((await deputyPhone.get<LeaderDesk>('GET', '/requests')).waiting.map(({ id }) => id)).not.toContain(
      request.id,
    )
    expect((await deputyPhone.refused('GET', `/requests/${request.id}`)).code).toBe('not-found')
    expect((await deputyPhone.answer(request, {})).status).toBe(404)
    const waiting = await station.get<ApprovalRequestSummary[]>('GET', '/api/approval-requests')
    expect(waiting.map(({ id }) => id)).toContain(request.id)
    expect(Object.keys(waiting[0] ?? {})).not.toContain('items')
  })

  it('of all items at once approves and locks the revision, with who, when, how and its hash', async () => {
    const request = await submitted()
    const { status, body } = await phone.answer(request, { remark: 'Đọc chậm đoạn hai.' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      state: 'approved',
      approvedCount: 3,
      remarks: [{ remark: 'Đọc chậm đoạn hai.', by: 'Chủ tịch UBND phường' }],
      approval: { approver: 'Chủ tịch UBND phường', means: 'pin', textHash: request.textHash },
    })
    const { latest } = await seen()
    expect(latest?.approval).toMatchObject({
      means: 'pin',
      recordedBy: 'Chủ tịch UBND phường',
      textHash: latest?.textHash,
    })
    expect(await step()).toMatchObject({ state: 'done', note: 'Chủ tịch UBND phường đã duyệt' })
    expect((await phone.get<LeaderDesk>('GET', '/requests')).lately.map(({ id }) => id)).toContain(request.id)
    expect((await phone.answer(await read(request.id), {})).body.code).toBe('already-approved')
    expect(
      (await station.refused('POST', `/api/revisions/${request.revisionId}/request`, { leaderIds: [] })).code,
    ).toBe('already-approved')
  })

  it('goes item by item as well, by several leaders: the revision is approved with the last of them', async () => {
    const request = await submitted([chair, deputy])
    const [first, second, third] = request.items.map(({ itemId }) => ({ itemId, answer: 'approved' as const }))
    if (!first || !second || !third) throw new Error('three items were written')
    const one = await phone.answer(request, { items: [first] })
    expect(one.body).toMatchObject({ state: 'waiting', approvedCount: 1, answersSeen: 1 })
    expect((await seen()).latest?.approval).toBeUndefined()
    const rest = await deputyPhone.answer(await read(request.id, deputyPhone), { items: [third, second] })
    expect(rest.body).toMatchObject({ state: 'approved', answersSeen: 2 })
    expect(rest.body.approval?.approver).toBe('Chủ tịch UBND phường; Phó Chủ tịch UBND phường')
    expect(rest.body.items.map(({ answer }) => answer?.by)).toEqual([
      'Chủ tịch UBND phường',
      'Phó Chủ tịch UBND phường',
      'Phó Chủ tịch UBND phường',
    ])
  })

  it('is refused as a whole when a PIN is wrong, and nothing of it is noted', async () => {
    const request = await submitted()
    const wrong = await phone.answer(request, {}, '555111')
    expect(wrong.body).toMatchObject({ code: 'wrong-pin' })
    expect(await read(request.id)).toMatchObject({ state: 'waiting', answersSeen: 0 })
    expect((await phone.answer(request, {})).status).toBe(201)
  })

  it('sends an item back to the editor with its remark, and the others stay approved when it comes again', async () => {
    const first = await write(TEXTS)
    const request = await submit(first)
    const [a, b, c] = first.items.map(({ itemId }) => itemId)
    const items = [
      { itemId: a ?? '', answer: 'approved' as const },
      { itemId: b ?? '', answer: 'returned' as const, remark: 'Nêu rõ giờ mở cửa.' },
      { itemId: c ?? '', answer: 'approved' as const },
    ]
    const mute = await phone.answer(request, { items: items.map(({ itemId, answer }) => ({ itemId, answer })) })
    expect(mute.body.code).toBe('remark-needed')
    const { body } = await phone.answer(request, { items })
    expect(body).toMatchObject({ state: 'returned', returnedCount: 1, approvedCount: 2 })
    expect(await step()).toMatchObject({ state: 'problem', note: 'Trả lại 1 tiết mục' })
    expect((await seen()).nextStep).toEqual({ name: 'approval', label: 'Sửa chỗ bị trả lại' })
    expect((await standing()).newest?.items[1]?.answer).toMatchObject({
      answer: 'returned',
      remark: 'Nêu rõ giờ mở cửa.',
    })

    const second = await write(
      [TEXTS[0] ?? '', 'Bộ phận Một cửa mở cửa lúc 7 giờ 30 sáng thứ Bảy.', TEXTS[2] ?? ''],
      first,
    )
    expect((await standing()).items.map(({ change }) => change)).toEqual(['unchanged', 'changed', 'unchanged'])
    const again = await submit(second)
    expect(again.changedCount).toBe(1)
    expect(again.items[0]?.approvedBefore).toMatchObject({ revisionNumber: 1, by: 'Chủ tịch UBND phường' })
    expect(again.items[1]?.returnedBefore).toMatchObject({ revisionNumber: 1, remark: 'Nêu rõ giờ mở cửa.' })
    // That items were approved before approves nothing by itself: the revision as a whole is another one.
    expect(again.state).toBe('waiting')
    expect((await seen()).missing).toContain('Bản 2 của kịch bản chưa được phê duyệt')
    expect((await phone.answer(again, {})).body.state).toBe('approved')
    expect((await read(request.id)).state).toBe('superseded')
  })

  it('changes its mind while it is its turn: what was returned may be approved after all', async () => {
    const request = await submitted()
    const back = request.items.map(({ itemId }) => ({ itemId, answer: 'returned' as const }))
    const { body } = await phone.answer(request, { items: back, remark: 'Chưa đúng chủ đề.' })
    expect(body).toMatchObject({ state: 'returned', returnedCount: 3, remarks: [{ answer: 'returned' }] })
    expect((await phone.answer(body, {})).body.state).toBe('approved')
  })

  it('is of the words that were read: an edit meanwhile is refused, and nothing is noted', async () => {
    const first = await write(TEXTS)
    const request = await submit(first)
    await write([...TEXTS.slice(0, 2), 'Hẹn gặp lại.'], first)
    const { status, body } = await phone.answer(request, {})
    expect([status, body.code]).toEqual([409, 'revision-changed-meanwhile'])
    expect(body.message).toContain('bản 2')
    expect(await read(request.id)).toMatchObject({ state: 'superseded', latestNumber: 2, answersSeen: 0 })
    expect((await seen()).revisions.some(({ approval }) => approval)).toBe(false)
  })

  it('by two leaders at once is noted once: the second is told what the first said', async () => {
    const request = await submitted([chair, deputy])
    const back = request.items.map(({ itemId }) => ({ itemId, answer: 'returned' as const }))
    const answers = await Promise.all([
      phone.answer(request, { items: back, remark: 'Viết lại.' }),
      deputyPhone.answer(request, { items: back, remark: 'Ngắn hơn.' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const late = answers.find(({ status }) => status === 409)?.body
    expect(late?.code).toBe('answered-meanwhile')
    expect(late?.message).toMatch(/^(Phó )?Chủ tịch UBND phường vừa trả lời/)
    expect(await read(request.id)).toMatchObject({ answersSeen: 1, returnedCount: 3 })
  })

  it('of both leaders at once approves once', async () => {
    const request = await submitted([chair, deputy])
    const answers = await Promise.all([phone.answer(request, {}), deputyPhone.answer(request, {})])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already-approved')
    expect((await read(request.id)).answersSeen).toBe(1)
  })

  it('sent twice counts once, and is good for nothing else', async () => {
    const request = await submitted([chair, deputy])
    const said = answersTo(request, {
      items: request.items.slice(0, 1).map(({ itemId }) => ({ itemId, answer: 'approved' })),
    })
    const first = await phone.answer(request, said)
    expect(first.body.answersSeen).toBe(1)
    const again = await phone.answer(request, said)
    expect([again.status, again.body.answersSeen]).toEqual([201, 1])
    const altered = await phone.answer(request, { ...said, items: answersTo(request).items })
    expect(altered.body.code).toBe('answer-altered')
    expect((await deputyPhone.answer(request, said)).body.code).toBe('answer-altered')
    const twice = await Promise.all(
      [0, 1].map(() => phone.answer(first.body, { ...said, id: 'a'.repeat(32), answersSeen: 1 })),
    )
    expect(twice.map(({ body }) => body.answersSeen)).toEqual([2, 2])
    const other = await station.get<Edition>('POST', '/api/editions', {
      programmeId: programme.id,
      period: `${year}-12`,
    })
    edition = other
    const elsewhere = await submitted()
    expect((await phone.answer(elsewhere, { ...said, items: answersTo(elsewhere).items })).body.code).toBe(
      'answer-altered',
    )
  })

  it('knows no item of another revision, and none twice', async () => {
    const request = await submitted()
    const strange = await phone.answer(request, { items: [{ itemId: 'khác', answer: 'approved' }] })
    expect(strange.body.code).toBe('item-unknown')
    const item = { itemId: request.items[0]?.itemId ?? '', answer: 'approved' as const }
    expect((await phone.answer(request, { items: [item, item] })).body.code).toBe('item-unknown')
    expect((await phone.answer(request, { items: [] })).status).toBe(400)
  })

  it('is taken back on the telephone with a reason, and may be given anew', async () => {
    const request = await submitted()
    await phone.answer(request, {})
    const withdraw = (by: Telephone, reason: string, pin = '402719') =>
      by.ask<ApprovalRequest & { code?: string }>('POST', `/requests/${request.id}/withdrawal`, {
        id: 'w'.repeat(20),
        reason,
        proof: { pin },
      })
    expect((await withdraw(phone, 'Sai số liệu', '555111')).body.code).toBe('wrong-pin')
    expect((await withdraw(deputyPhone, 'Sai số liệu')).status).toBe(404)
    const { body } = await withdraw(phone, 'Sai số liệu mục hai.')
    expect(body).toMatchObject({
      state: 'withdrawn',
      withdrawn: { by: 'Chủ tịch UBND phường', reason: 'Sai số liệu mục hai.' },
    })
    expect((await seen()).latest?.approval).toBeUndefined()
    expect(await step()).toMatchObject({ state: 'problem', note: 'Đã rút phê duyệt' })
    expect((await seen()).missing).toContain('Bản 1 của kịch bản chưa được phê duyệt')
    expect((await withdraw(phone, 'Lần nữa')).body.code).toBe('not-approved-yet')
    const revision = (await seen()).latest
    if (!revision) throw new Error('there is a revision')
    const again = await submit(revision)
    expect(again.id).not.toBe(request.id)
    expect(again.items.map(({ change }) => change)).toEqual(['new', 'new', 'new'])
    expect((await phone.answer(again, {})).body.state).toBe('approved')
    expect((await read(request.id)).state).toBe('superseded')
  })

  it('is taken back at the station too, whichever way it was given', async () => {
    const revision = await write(TEXTS)
    await station.get('POST', `/api/revisions/${revision.id}/approval`, { approver: 'Chủ tịch UBND' })
    expect((await seen()).latest?.approval?.means).toBe('session')
    const take = (body: object) =>
      station.ask<{ code: string }>('POST', `/api/revisions/${revision.id}/approval-withdrawal`, body)
    expect((await take({ by: 'Chủ tịch UBND', reason: '  ' })).body.code).toBe('bad-request')
    expect((await take({ by: 'Chủ tịch UBND', reason: 'Hoãn phát.' })).status).toBe(200)
    expect((await standing()).withdrawn).toMatchObject({ by: 'Chủ tịch UBND', reason: 'Hoãn phát.' })
    expect(await step()).toMatchObject({ note: 'Đã rút phê duyệt' })
    expect((await take({ by: 'Chủ tịch UBND', reason: 'Hoãn phát.' })).body.code).toBe('not-approved-yet')
    const again = await station.get<Revision>('POST', `/api/revisions/${revision.id}/approval`, {
      approver: 'Chủ tịch UBND',
    })
    expect(again.approval?.approver).toBe('Chủ tịch UBND')
    expect((await standing()).withdrawn).toBeUndefined()
  })

  it('marks what was edited afterwards, word by word, until it is approved again', async () => {
    const first = await write(TEXTS)
    await phone.answer(await submit(first), {})
    const second = await write(['Kính thưa quý vị.', ...TEXTS.slice(1), 'Tin thêm.'], first)
    expect(await step()).toMatchObject({ state: 'problem', note: 'Đã sửa sau khi duyệt' })
    expect((await seen()).missing).toContain('Bản 2 của kịch bản đã sửa sau khi duyệt, chưa được phê duyệt lại')
    const view = await standing()
    expect(view.isEditedSinceApproval).toBe(true)
    expect(view.items.map(({ change }) => change)).toEqual(['changed', 'unchanged', 'unchanged', 'new'])
    const request = await submit(second)
    expect(await step()).toMatchObject({ note: 'Đã sửa sau khi duyệt, đã trình lại' })
    const words = (await read(request.id)).items[0]?.textWords ?? []
    expect(
      words
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toBe(TEXTS[0])
    expect(
      words
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join(''),
    ).toBe('Kính thưa quý vị.')
    await phone.answer(request, {})
    expect(await standing()).toMatchObject({ isEditedSinceApproval: false })
    expect((await standing()).older.map(({ state }) => state)).toEqual(['approved'])
  })

  it('is submitted only of the newest words, whole ones, to leaders who approve', async () => {
    const first = await write(TEXTS)
    const second = await write(['', ...TEXTS.slice(1)], first)
    const refused = async (id: string, leaderIds: string[]) =>
      (await station.refused('POST', `/api/revisions/${id}/request`, { leaderIds })).code
    expect(await refused(first.id, [])).toBe('not-latest-revision')
    expect(await refused(second.id, [chair.id])).toBe('empty-script')
    expect(await refused('không-có', [])).toBe('not-found')
    const third = await write(TEXTS, second)
    const leaving = await addLeader(station, 'Quyền Chủ tịch')
    await station.get('POST', `/api/leaders/${leaving.id}/end`)
    expect(await refused(third.id, [leaving.id])).toBe('leader-ended')
    const request = await submit(third)
    const more = await submit(third, [deputy])
    expect([more.id, more.leaders.length]).toEqual([request.id, 2])
  })

  it('hears what was recorded of these words, and nothing else', async () => {
    const request = await submitted()
    const [item] = request.items
    const revision = await station.get<Revision>('GET', `/api/revisions/${request.revisionId}`)
    const take = await station.upload(revision, item?.itemId ?? '', babbleWav(1), 'doc.wav')
    expect((await read(request.id)).items.map((one) => one.take?.id)).toEqual([take.id, undefined, undefined])
    const heard = await phone.ask('GET', `/requests/${request.id}/items/${item?.itemId}/audio`)
    expect(heard.status).toBe(200)
    expect(heard.raw.length).toBeGreaterThan(1000)
    const silent = await phone.refused('GET', `/requests/${request.id}/items/${request.items[1]?.itemId}/audio`)
    expect(silent.code).toBe('not-found')
    const stranger = new Telephone(station)
    expect((await stranger.refused('GET', `/requests/${request.id}/items/${item?.itemId}/audio`)).code).toBe(
      'phone-unknown',
    )
    expect((await deputyPhone.refused('GET', `/requests/${request.id}/items/${item?.itemId}/audio`)).code).toBe(
      'not-found',
    )
  })

  it('has a paper with the items, the words and the mark by which it is known', async () => {
    const request = await submit(await write(TEXTS), [chair], 'Kính trình.')
    const answer = await station.ask('GET', `/api/approval-requests/${request.id}/paper`)
    expect(String(answer.headers['content-disposition'])).toContain('.docx')
    const { paragraphs, tables } = await readDocument(answer.raw, 'phieu.docx')
    const words = paragraphs.map(({ text }) => text).join('\n')
    for (const said of ['PHIẾU TRÌNH', 'Chủ tịch UBND phường', 'Kính trình.', ...TEXTS]) expect(words).toContain(said)
    const mark = (request.textHash.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join(' ')
    expect(words).toContain(mark)
    expect(tables.flat().some((row) => row.includes('Tiết mục 2'))).toBe(true)
  })
})

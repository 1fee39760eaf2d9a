import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt, vietnameseDate } from '../../../schedules/index.ts'
import type {
  Edition,
  Question,
  QuestionDispatch,
  QuestionReceived,
  QuestionSummary,
  Revision,
  Rundown,
} from '../../../server/contract/index.ts'
import { TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'
import { noteAiring, noteRender } from '../aired.ts'

// Sessions live by the machine's own calendar: the station's begins at the same day.
const NOW = Date.now()
const DAY_MS = 86_400_000
const dayAt = (now: number) => dateAt(now, 'Asia/Ho_Chi_Minh')
const TODAY = dayAt(NOW)
const TELEPHONE = '0912 345 678'
const ANSWER = {
  text: 'Vỉa hè được sửa trong quý này.',
  answerer: 'Phòng Kinh tế',
  answeredOn: TODAY,
  paper: '15/CV-KT',
}
const EDITED = {
  title: 'Sửa vỉa hè đường Hùng Vương',
  questionText: 'Một người dân hỏi: Vỉa hè bao giờ sửa?',
  answerText: 'Phòng Kinh tế trả lời: Vỉa hè được sửa trong quý này.',
}
const wordsOf = (docx: Buffer) =>
  strFromU8(unzipSync(new Uint8Array(docx))['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]*>/g, '')

describe('a question of the people', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let edition: Edition
  let script: Revision
  let question: Question
  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ edition } = await station.edition(TODAY.slice(0, 7)))
    script = await station.get('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      items: [
        { kind: 'greeting', title: 'Lời chào', text: 'Kính thưa quý vị.' },
        { kind: 'sign-off', title: 'Chào kết', text: 'Xin chào.' },
      ],
    })
  })
  afterAll(() => station.close())

  const received = (more: Partial<QuestionReceived> = {}): QuestionReceived => ({
    text: 'Vỉa hè đường Hùng Vương bao giờ sửa?',
    via: 'telephone',
    receivedOn: TODAY,
    asker: { isAnonymous: false, name: 'Người hỏi mẫu', address: 'khóm 2' },
    ...more,
  })
  const receive = (more: Partial<QuestionReceived> = {}) =>
    station.get<Question>('POST', '/api/questions', received(more))
  const post = (what: string, json?: object) =>
    station.get<Question>('POST', `/api/questions/${question.id}/${what}`, json)
  const see = () => station.get<Question>('GET', `/api/questions/${question.id}`)
  const list = (query = '') => station.get<QuestionSummary[]>('GET', `/api/questions${query}`)

  it('is entered with a number of its year, an asker and a telephone number of its own', async () => {
    question = await receive({ telephone: TELEPHONE, topic: ' Hạ  tầng ' })
    expect(question).toMatchObject({
      code: `1/${TODAY.slice(0, 4)}`,
      state: 'received',
      hasTelephone: true,
      topic: 'Hạ tầng',
      asker: { isAnonymous: false, name: 'Người hỏi mẫu', address: 'khóm 2' },
      received: { by: 'Kỹ thuật viên trực' },
    })
    expect(question.consent).toBeUndefined()
    expect(await station.get('GET', `/api/questions/${question.id}/telephone`)).toEqual({ telephone: TELEPHONE })
    const anonymous = await receive({ asker: { isAnonymous: true, name: 'Ai đó' } })
    expect(anonymous).toMatchObject({
      code: `2/${TODAY.slice(0, 4)}`,
      asker: { isAnonymous: true },
      hasTelephone: false,
    })
    expect(anonymous.asker.name).toBeUndefined()
  })

  it('is refused without words, without a name where one is meant, on a day to come, with a number that is none', async () => {
    const refused = (more: Partial<QuestionReceived>) => station.refused('POST', '/api/questions', received(more))
    expect((await refused({ text: '  ' })).code).toBe('bad-request')
    expect((await refused({ asker: { isAnonymous: false } })).code).toBe('asker-unnamed')
    expect(await refused({ receivedOn: addDays(TODAY, 1) })).toMatchObject({ code: 'day-to-come', status: 422 })
    expect((await refused({ receivedOn: '2026-02-30' })).code).toBe('no-such-date')
    expect((await refused({ telephone: 'gọi má nó' })).code).toBe('bad-telephone')
  })

  it('keeps the number out of its own words', async () => {
    const mixed = await station.refused(
      'POST',
      '/api/questions',
      received({ text: 'Gọi 0912.345.678', telephone: TELEPHONE }),
    )
    expect(mixed).toMatchObject({ code: 'telephone-in-words', status: 422 })
    expect(mixed.message).toBe('Trong phần lời câu hỏi có số điện thoại của người hỏi.')
    expect(JSON.stringify(mixed)).not.toContain('345')
    const tries: [string, string, object][] = [
      ['PATCH', '', { text: 'Số của tôi 0912345678' }],
      ['POST', '/consent', { consent: 'asked', onDate: TODAY, note: 'gọi +84 912 345 678' }],
      ['POST', '/answer', { ...ANSWER, text: 'Mời gọi 0912-345-678' }],
      ['POST', '/close', { reason: 'trùng 0912345678' }],
    ]
    for (const [method, what, json] of tries) {
      const { code } = await station.refused(method as 'POST', `/api/questions/${question.id}${what}`, json)
      expect(code).toBe('telephone-in-words')
    }
  })

  it('gets its number later only once the words do not hold it, and older wordings are shown without it', async () => {
    const late = await receive({ text: 'Xin gọi lại 0277 3861 234' })
    const url = `/api/questions/${late.id}`
    const early = await station.refused('PUT', `${url}/telephone`, { telephone: '02773861234' })
    expect(early.code).toBe('telephone-in-words')
    await station.get('PATCH', url, { text: 'Xin gọi lại' })
    const kept = await station.get<Question>('PUT', `${url}/telephone`, { telephone: '02773861234' })
    expect(kept.hasTelephone).toBe(true)
    expect(kept.steps[0]?.text).toBe('Xin gọi lại [số điện thoại]')
    const taken = await station.get<Question>('PUT', `${url}/telephone`, { telephone: null })
    expect(taken.hasTelephone).toBe(false)
    expect(taken.steps[0]?.text).toBe('Xin gọi lại [số điện thoại]')
    await station.get('POST', `${url}/close`, { reason: 'Trùng câu hỏi 1' })
    const closed = await station.refused('POST', `${url}/answer`, ANSWER)
    expect(closed).toMatchObject({ code: 'question-closed', status: 409 })
    expect(await station.get('POST', `${url}/reopen`)).toMatchObject({ state: 'received' })
    expect((await station.refused('POST', `${url}/reopen`)).code).toBe('question-open')
  })

  it('goes to an agency with others in one paper that names no asker who has not agreed', async () => {
    const other = (await list('?words=hung%20vuong')).find(({ id }) => id !== question.id)
    const sent = await station.get<QuestionDispatch>('POST', '/api/question-dispatches', {
      questionIds: [question.id, other?.id ?? ''],
      unitName: 'Phòng Kinh tế',
      sentOn: TODAY,
      dueOn: addDays(TODAY, 5),
    })
    expect(await see()).toMatchObject({
      state: 'sent',
      dispatch: { unitName: 'Phòng Kinh tế', dueOn: addDays(TODAY, 5) },
    })
    const paper = await station.ask('GET', `/api/question-dispatches/${sent.id}/paper`)
    expect(paper.status).toBe(200)
    const words = wordsOf(paper.raw)
    expect(words).toContain('Phòng Kinh tế')
    expect(words).toContain(vietnameseDate(addDays(TODAY, 5)))
    expect(words).toContain('Vỉa hè đường Hùng Vương bao giờ sửa?')
    expect(words).not.toContain('Người hỏi mẫu')
    const wrong = { questionIds: [question.id], unitName: 'Phòng Kinh tế', sentOn: TODAY, dueOn: addDays(TODAY, -1) }
    expect((await station.refused('POST', '/api/question-dispatches', wrong)).code).toBe('due-before-sent')
    expect((await station.refused('GET', '/api/question-dispatches/khong-co/paper')).code).toBe('not-found')
  })

  it('is named as overdue after its day, until the day is moved', async () => {
    clock.step(6 * DAY_MS)
    const [late] = await list('?state=overdue&order=due')
    expect(late).toMatchObject({ isOverdue: true, dispatch: { unitName: 'Phòng Kinh tế' } })
    const moved = await post('extension', { dueOn: addDays(TODAY, 20), reason: 'Chờ khảo sát' })
    expect(moved).toMatchObject({ isOverdue: false, dispatch: { dueOn: addDays(TODAY, 20) } })
    expect((await list('?state=overdue')).map(({ id }) => id)).not.toContain(question.id)
    expect(moved.steps.at(-1)?.words).toBe(`Gia hạn trả lời đến ${vietnameseDate(addDays(TODAY, 20))}: Chờ khảo sát`)
  })

  it('is answered, then worded for the air; before that neither can be', async () => {
    const early = await station.refused('PUT', `/api/questions/${question.id}/edited`, EDITED)
    expect(early).toMatchObject({ code: 'question-unanswered', status: 409 })
    const unworded = await station.refused('POST', `/api/questions/${question.id}/placements`, {
      editionId: edition.id,
    })
    expect(unworded.code).toBe('question-not-edited')
    const answered = await post('answer', ANSWER)
    expect(answered).toMatchObject({ state: 'answered', answerer: 'Phòng Kinh tế', isOverdue: false })
    expect(answered.drafts.edited?.answerText).toContain(ANSWER.text)
    expect(
      (await station.refused('POST', `/api/questions/${question.id}/extension`, { dueOn: TODAY, reason: 'x' })).code,
    ).toBe('question-not-sent')
    const edited = await station.get<Question>('PUT', `/api/questions/${question.id}/edited`, EDITED)
    expect(edited).toMatchObject({ state: 'edited', edited: EDITED })
  })

  it('names the asker on the air only after a word of consent', async () => {
    const naming = { ...EDITED, questionText: 'Bà NGƯỜI HỎI MẪU hỏi: Vỉa hè bao giờ sửa?' }
    const url = `/api/questions/${question.id}`
    expect((await station.refused('PUT', `${url}/edited`, naming)).code).toBe('asker-not-consented')
    await post('consent', { consent: 'asked', onDate: TODAY })
    expect((await station.refused('PUT', `${url}/edited`, naming)).code).toBe('asker-not-consented')
    const given = await post('consent', { consent: 'given', onDate: TODAY, note: 'qua điện thoại' })
    expect(given.consent).toEqual({ consent: 'given', onDate: TODAY, note: 'qua điện thoại' })
    await station.get('PUT', `${url}/edited`, naming)
    await post('consent', { consent: 'refused', onDate: TODAY })
    const late = await station.refused('POST', `${url}/placements`, { editionId: edition.id })
    expect(late).toMatchObject({ code: 'asker-not-consented', status: 422 })
    await station.get('PUT', `${url}/edited`, EDITED)
  })

  it('enters a script as a question and its answer, before the words that close it', async () => {
    const placed = await post('placements', { editionId: edition.id })
    const newest = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(newest.latest?.items.map(({ kind }) => kind)).toEqual(['greeting', 'question', 'answer', 'sign-off'])
    expect(newest.latest).toMatchObject({
      number: 2,
      parentId: script.id,
      items: [{}, { text: EDITED.questionText }, { text: EDITED.answerText, unitName: 'Phòng Kinh tế' }, {}],
    })
    expect(placed.placements).toMatchObject([
      { editionId: edition.id, editionTitle: edition.title, isInScript: true, isApproved: false, airedOn: [] },
    ])
    const twice = await station.refused('POST', `/api/questions/${question.id}/placements`, { editionId: edition.id })
    expect(twice.code).toBe('question-in-script')
    const rundown = await station.get<Rundown>('GET', `/api/editions/${edition.id}/rundown`)
    const kinds = rundown.slots.map(({ kind }) => kind)
    expect(kinds.indexOf('answer')).toBe(kinds.indexOf('question') + 1)
  })

  it('is approved with the script, and no more when that is changed', async () => {
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    await station.get('POST', `/api/revisions/${latest?.id}/approval`, { approver: 'Chủ tịch UBND' })
    expect(await see()).toMatchObject({ state: 'approved', placements: [{ isApproved: true }] })
  })

  it('is aired when the journal says that both its words were heard', async () => {
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    const [, asked, answered] = latest?.items ?? []
    const one = { editionId: edition.id, revisionId: latest?.id ?? '' }
    const half = await noteRender(station, { ...one, itemIds: [answered?.itemId ?? ''] })
    await noteAiring(station, edition.id, { at: NOW - DAY_MS, masterSha256: half })
    expect(await see()).toMatchObject({ state: 'approved', placements: [{ airedOn: [] }] })
    const whole = await noteRender(station, { ...one, itemIds: [asked?.itemId ?? '', answered?.itemId ?? ''] })
    for (const days of [0, 2]) {
      await noteAiring(station, edition.id, { at: NOW + days * DAY_MS, masterSha256: whole })
    }
    const aired = await see()
    expect(aired).toMatchObject({
      state: 'aired',
      airedOn: TODAY,
      placements: [{ airedOn: [TODAY, dayAt(NOW + 2 * DAY_MS)] }],
    })
    expect(aired.drafts.note).toContain(`đã phát trong ${edition.title}, ngày ${vietnameseDate(TODAY)}`)
  })

  it('ends with the asker, who is told by a note that stays in the register', async () => {
    const note = (await see()).drafts.note ?? ''
    const told = await post('told', { how: 'telephone', toldOn: TODAY, note })
    expect(told).toMatchObject({ state: 'told', toldOn: TODAY, told: { how: 'telephone', note } })
    const paper = await station.ask('GET', `/api/questions/${question.id}/note`)
    const words = wordsOf(paper.raw)
    expect(words).toContain('Người hỏi mẫu')
    expect(words).toContain(ANSWER.text)
    expect(words).not.toMatch(/912\D*345\D*678/)
    expect(told.steps.map(({ words: step }) => step.split(' ')[0])).toEqual([
      'Tiếp',
      'Người',
      'Gửi',
      'Gia',
      'Phòng',
      'Biên',
      'Đã',
      'Đồng',
      'Biên',
      'Không',
      'Biên',
      'Đưa',
      'Báo',
    ])
  })

  it('begins anew with another answer', async () => {
    const again = await post('answer', { ...ANSWER, text: 'Vỉa hè được sửa sang năm.' })
    expect(again).toMatchObject({ state: 'answered', placements: [{ airedOn: [TODAY, dayAt(NOW + 2 * DAY_MS)] }] })
    expect([again.edited, again.told]).toEqual([undefined, undefined])
  })

  it('is nobody’s without signing in', async () => {
    const cookie = { cookie: 'len-song=khong' }
    const url = `/api/questions/${question.id}/telephone`
    expect((await station.app.inject({ method: 'GET', url, headers: cookie })).statusCode).toBe(401)
    expect((await station.app.inject({ method: 'GET', url: '/api/questions' })).statusCode).toBe(401)
  })
})

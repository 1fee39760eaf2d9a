import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt } from '../../../schedules/index.ts'
import type {
  Evaluation,
  EvaluationWritten,
  Feedback,
  FeedbackWritten,
  Programme,
  Question,
} from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'

const NOW = Date.now()
const DAY_MS = 86_400_000
const TODAY = dateAt(NOW, 'Asia/Ho_Chi_Minh')
const YEAR = TODAY.slice(0, 4)

describe('the registers', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let programme: Programme
  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ programme } = await station.edition(TODAY.slice(0, 7)))
  })
  afterAll(() => station.close())

  describe('of what listeners say', () => {
    const said = (more: Partial<FeedbackWritten> = {}): FeedbackWritten => ({
      kind: 'complaint',
      via: 'telephone',
      receivedOn: TODAY,
      text: 'Loa ở khóm 3 nhỏ quá.',
      ...more,
    })
    const enter = (more: Partial<FeedbackWritten> = {}) => station.get<Feedback>('POST', '/api/feedback', said(more))
    const list = (query = '') => station.get<Feedback[]>('GET', `/api/feedback${query}`)
    let first: Feedback

    it('numbers each word in its year and names the programme', async () => {
      first = await enter({ programmeId: programme.id })
      expect(first).toMatchObject({
        code: `1/${YEAR}`,
        state: 'received',
        programmeName: programme.name,
        isOverdue: false,
      })
      expect(await enter({ kind: 'praise', text: ' Chương trình hay. ', from: 'Đỗ' })).toMatchObject({
        code: `2/${YEAR}`,
      })
      expect(await enter({ kind: 'proposal', text: 'Phát thêm buổi trưa.', from: 'Ánh' })).toMatchObject({
        code: `3/${YEAR}`,
      })
      expect((await station.refused('POST', '/api/feedback', said({ text: ' ' }))).code).toBe('bad-request')
      expect((await station.refused('POST', '/api/feedback', said({ receivedOn: addDays(TODAY, 1) }))).code).toBe(
        'day-to-come',
      )
      expect((await station.refused('POST', '/api/feedback', said({ programmeId: 'khong-co' }))).code).toBe('not-found')
    })

    it('hands one on, calls it overdue after its day, and ends it with an outcome', async () => {
      const url = `/api/feedback/${first.id}`
      const handed = await station.get<Feedback>('POST', `${url}/handing`, {
        to: 'Trạm khóm 3',
        dueOn: addDays(TODAY, 2),
      })
      expect(handed).toMatchObject({ state: 'handed-on', handed: { to: 'Trạm khóm 3' }, isOverdue: false })
      clock.step(3 * DAY_MS)
      expect((await list('?state=overdue')).map(({ id }) => id)).toEqual([first.id])
      const done = await station.get<Feedback>('POST', `${url}/done`, { outcome: 'Đã chỉnh loa.', doneOn: TODAY })
      expect(done).toMatchObject({ state: 'done', isOverdue: false, done: { outcome: 'Đã chỉnh loa.' } })
      expect((await station.refused('POST', `${url}/handing`, { to: 'Nơi khác' })).code).toBe('feedback-done')
    })

    it('makes a question of one, once', async () => {
      const [praise] = await list('?words=hay')
      const url = `/api/feedback/${praise?.id}/question`
      const made = await station.get<Feedback>('POST', url)
      const question = await station.get<Question>('GET', `/api/questions/${made.questionId}`)
      expect(question).toMatchObject({ text: 'Chương trình hay.', asker: { name: 'Đỗ' }, state: 'received' })
      expect(made.state).toBe('done')
      expect((await station.refused('POST', url)).code).toBe('feedback-is-question')
    })

    it('is narrowed, put in Vietnamese order and given as a sheet just so', async () => {
      const codes = async (query: string) => (await list(query)).map(({ code }) => code.split('/')[0])
      expect(await codes('')).toEqual(['3', '2', '1'])
      expect(await codes('?order=listener')).toEqual(['3', '2', '1'])
      expect(await codes('?kind=proposal')).toEqual(['3'])
      expect(await codes('?words=loa%20o%20khom')).toEqual(['1'])
      const { raw } = await station.ask('GET', '/api/feedback/xlsx?kind=complaint')
      const [tab] = (await readSheet(raw, 'y-kien.xlsx')).tabs
      expect(tab?.rows).toHaveLength(2)
      expect(tab?.rows[1]).toEqual(expect.arrayContaining(['Phản ánh', 'Loa ở khóm 3 nhỏ quá.', 'Đã giải quyết']))
    })
  })

  describe('of evaluations', () => {
    const written = (more: Partial<EvaluationWritten> = {}): EvaluationWritten => ({
      parentNumber: 0,
      kind: 'inspection',
      onDate: TODAY,
      about: 'Trạm truyền thanh phường 2',
      who: 'Phòng Nội vụ; Trạm trưởng',
      findings: 'Phát đủ hai ngày, loa khóm 3 hỏng.',
      followUps: [
        { id: 'a', what: 'Sửa loa khóm 3', who: 'Trạm phường 2', dueOn: addDays(TODAY, 5) },
        { id: 'b', what: 'Tập huấn đọc bản tin' },
      ],
      ...more,
    })
    const list = (query = '') => station.get<Evaluation[]>('GET', `/api/evaluations${query}`)
    let first: Evaluation

    it('keeps when, who, what was found and what follows', async () => {
      first = await station.get('POST', '/api/evaluations', written())
      expect(first).toMatchObject({ number: 1, followUps: [{ isOverdue: false }, { isOverdue: false }] })
      const another = written({ kind: 'preliminary', about: 'Quý III', onDate: addDays(TODAY, -9), followUps: [] })
      await station.get('POST', '/api/evaluations', { ...another, programmeId: programme.id })
      expect((await list()).map(({ about }) => about)).toEqual(['Trạm truyền thanh phường 2', 'Quý III'])
      expect((await list('?order=about')).map(({ about }) => about)).toEqual(['Quý III', 'Trạm truyền thanh phường 2'])
      for (const wrong of [{ findings: ' ' }, { followUps: [{ id: 'c', what: ' ' }] }]) {
        expect((await station.refused('POST', '/api/evaluations', written(wrong))).code).toBe('bad-request')
      }
    })

    it('calls what is not done by its day overdue, and overwrites nobody’s record', async () => {
      clock.step(6 * DAY_MS)
      expect((await list('?followUps=overdue')).map(({ id }) => id)).toEqual([first.id])
      const done = written({
        parentNumber: 1,
        followUps: written().followUps.map((one) => ({ ...one, doneOn: TODAY })),
      })
      const saved = await station.get<Evaluation>('PUT', `/api/evaluations/${first.id}`, done)
      expect(saved).toMatchObject({ number: 2, followUps: [{ doneOn: TODAY, isOverdue: false }, { doneOn: TODAY }] })
      expect(await list('?followUps=open')).toEqual([])
      const late = await station.refused('PUT', `/api/evaluations/${first.id}`, done)
      expect(late).toMatchObject({ code: 'evaluation-changed-meanwhile', status: 409 })
    })

    it('is given as a sheet with what follows on a tab of its own', async () => {
      const { raw } = await station.ask('GET', '/api/evaluations/xlsx?words=phuong%202')
      const { tabs } = await readSheet(raw, 'so-ket.xlsx')
      expect(tabs.map(({ name, rows }) => [name, rows.length])).toEqual([
        ['Sơ kết, kiểm tra', 2],
        ['Việc làm tiếp', 3],
      ])
      expect(tabs[1]?.rows[1]).toEqual(expect.arrayContaining(['Sửa loa khóm 3', 'Đã xong']))
    })
  })
})

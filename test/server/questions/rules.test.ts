import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QuestionSummary } from '../../../server/contract/index.ts'
import type { NotedFact, QuestionFact, QuestionRecord } from '../../../server/questions/facts.ts'
import { matching, questionsTab } from '../../../server/questions/list.ts'
import { isOverdue, publicName, standingOf, stateOf } from '../../../server/questions/rules.ts'
import { editedDraft, noteDraft } from '../../../server/questions/words.ts'

const dispatches: QuestionRecord['dispatches'] = new Map(
  ['d1', 'd2'].map((id) => [
    id,
    {
      id,
      unitName: id === 'd1' ? 'Phòng Nội vụ' : 'Phòng Tư pháp',
      sentOn: '2026-11-02',
      dueOn: '2026-11-12',
      sent: { by: 'Chị Lan', at: 1 },
    },
  ]),
)
const ANSWER = { text: 'Đã sửa vỉa hè.', answerer: 'Phòng Nội vụ', answeredOn: '2026-11-10' }
const EDITED = { title: 'Vỉa hè', questionText: 'Một người dân hỏi.', answerText: 'Trả lời.' }
const FACT: Record<QuestionFact['kind'], QuestionFact> = {
  worded: { kind: 'worded', text: 'Vỉa hè bao giờ sửa?' },
  asker: { kind: 'asker', asker: { isAnonymous: false, name: 'Người hỏi mẫu' } },
  consent: { kind: 'consent', consent: { consent: 'given', onDate: '2026-11-02' } },
  sent: { kind: 'sent', dispatchId: 'd1' },
  extended: { kind: 'extended', dueOn: '2026-11-20', reason: 'Chờ khảo sát' },
  answered: { kind: 'answered', answer: ANSWER },
  edited: { kind: 'edited', edited: EDITED },
  placed: { kind: 'placed', editionId: 'e', questionItemId: 'q', answerItemId: 'a' },
  told: { kind: 'told', told: { how: 'telephone', toldOn: '2026-11-20', note: 'Đã báo.' } },
  closed: { kind: 'closed', reason: 'Trùng' },
  reopened: { kind: 'reopened' },
}
const noted = (...facts: QuestionFact[]): NotedFact[] =>
  facts.map((fact, place) => ({ ...fact, number: place + 1, noted: { by: 'Chị Lan', at: place } }))
const having = (...kinds: QuestionFact['kind'][]) =>
  standingOf({ facts: noted(FACT.worded, FACT.asker, ...kinds.map((kind) => FACT[kind])), dispatches })
const NOT_HEARD = { isApproved: false, isAired: false }

describe('where a question stands', () => {
  it('goes from the register to the asker, step by step', () => {
    const way: [QuestionFact['kind'][], string][] = [
      [[], 'received'],
      [['sent'], 'sent'],
      [['sent', 'answered'], 'answered'],
      [['answered'], 'answered'],
      [['sent', 'answered', 'edited'], 'edited'],
      [['sent', 'answered', 'edited', 'placed'], 'edited'],
      [['sent', 'answered', 'told'], 'told'],
      [['sent', 'closed'], 'closed'],
      [['sent', 'closed', 'reopened'], 'sent'],
    ]
    for (const [kinds, state] of way) expect(stateOf(having(...kinds), NOT_HEARD)).toBe(state)
    const placed = having('sent', 'answered', 'edited', 'placed')
    expect(stateOf(placed, { isApproved: true, isAired: false })).toBe('approved')
    expect(stateOf(placed, { isApproved: true, isAired: true })).toBe('aired')
  })

  it('goes back when another agency is asked, or another answer comes', () => {
    const again = having('sent', 'answered', 'edited', 'placed', 'told', 'sent')
    expect(stateOf(again, NOT_HEARD)).toBe('sent')
    expect(again.placed).toMatchObject([{ isCurrent: false }])
    const other = having('sent', 'answered', 'edited', 'told', 'answered')
    expect([stateOf(other, NOT_HEARD), other.edited, other.told]).toEqual(['answered', undefined, undefined])
    // An item with the older answer may have been heard; the newer one was not.
    const heard = having('answered', 'edited', 'placed', 'answered')
    expect(heard.placed).toMatchObject([{ isCurrent: false }])
  })

  it('takes the newest day that was agreed with the newest agency', () => {
    expect(having('sent', 'extended').dispatch).toMatchObject({ unitName: 'Phòng Nội vụ', dueOn: '2026-11-20' })
    const moved = standingOf({
      facts: noted(FACT.worded, FACT.sent, FACT.extended, { kind: 'sent', dispatchId: 'd2' }),
      dispatches,
    })
    expect(moved.dispatch).toMatchObject({ unitName: 'Phòng Tư pháp', dueOn: '2026-11-12' })
    expect(moved.dispatches.map(({ dueOn }) => dueOn)).toEqual(['2026-11-20', '2026-11-12'])
  })

  it('is late after its day, never on it, and only while an answer is owed', () => {
    expect(isOverdue('sent', '2026-11-12', '2026-11-12')).toBe(false)
    expect(isOverdue('sent', '2026-11-12', '2026-11-13')).toBe(true)
    expect(isOverdue('answered', '2026-11-12', '2026-12-01')).toBe(false)
    expect(isOverdue('sent', undefined, '2026-12-01')).toBe(false)
  })

  it('is always exactly one, whatever happened in whichever order, and told only with an answer', () => {
    const kinds = fc.array(fc.constantFrom(...(Object.keys(FACT) as QuestionFact['kind'][])), { maxLength: 14 })
    fc.assert(
      fc.property(kinds, fc.boolean(), fc.boolean(), (order, isApproved, isAired) => {
        const standing = having(...order)
        const state = stateOf(standing, { isApproved, isAired })
        if (['told', 'aired', 'approved', 'edited', 'answered'].includes(state)) expect(standing.answer).toBeDefined()
        if (state === 'received') expect(order).not.toContain('sent')
        expect(state === 'closed').toBe(standing.closedBecause !== undefined)
      }),
    )
  })
})

describe('the asker', () => {
  const asker = { isAnonymous: false, name: 'Người hỏi mẫu', address: 'khóm 2' }
  const given = { consent: 'given' as const, onDate: '2026-11-02' }

  it('is named outside the register only with a word of consent', () => {
    expect(publicName({ asker, consent: given })).toBe('Người hỏi mẫu, khóm 2')
    for (const consent of ['asked', 'refused'] as const) {
      expect(publicName({ asker, consent: { ...given, consent } })).toBeUndefined()
    }
    expect(publicName({ asker })).toBeUndefined()
    expect(publicName({ asker: { isAnonymous: true }, consent: given })).toBeUndefined()
  })

  it('stands in the drafts just so', () => {
    const standing = having('sent', 'answered')
    expect(editedDraft(standing)?.questionText).toBe('Một người dân hỏi: Vỉa hè bao giờ sửa?')
    expect(editedDraft(having('consent', 'answered'))?.questionText).toMatch(/^Người hỏi mẫu hỏi:/)
    expect(editedDraft(having('sent'))).toBeUndefined()
    const note = noteDraft(standing, {
      stationName: 'Đài truyền thanh',
      receivedOn: '2026-11-01',
      aired: { editionTitle: 'Bản tin, tháng 11/2026', date: '2026-11-20' },
    })
    expect(note).toContain('Phòng Nội vụ trả lời (ngày 10/11/2026):\nĐã sửa vỉa hè.')
    expect(note).toContain('đã phát trong Bản tin, tháng 11/2026, ngày 20/11/2026')
  })
})

describe('the register', () => {
  const row = (code: string, more: Partial<QuestionSummary> = {}): QuestionSummary => ({
    id: code,
    code,
    via: 'telephone',
    receivedOn: '2026-11-01',
    text: 'Vỉa hè bao giờ sửa?',
    asker: { isAnonymous: true },
    hasTelephone: true,
    state: 'received',
    isOverdue: false,
    placements: [],
    ...more,
  })
  const sent = (unitName: string, dueOn: string, isOverdue = false): Partial<QuestionSummary> => ({
    state: 'sent',
    isOverdue,
    dispatch: { id: unitName, unitName, sentOn: '2026-11-01', dueOn, sent: { by: 'Chị Lan', at: 1 } },
  })
  const rows = [
    row('1/2026', { receivedOn: '2026-10-30', ...sent('Phòng Đất đai', '2026-11-09', true) }),
    row('2/2026', sent('Phòng Dân tộc', '2026-11-30')),
    row('3/2026', { asker: { isAnonymous: false, name: 'Ánh' }, topic: 'Hộ tịch' }),
    row('10/2026', { asker: { isAnonymous: false, name: 'Bảo' }, state: 'told' }),
  ]
  const codes = (...asked: Parameters<typeof matching>[1][]) =>
    matching(rows, Object.assign({}, ...asked)).map(({ code }) => code)

  it('is found with or without marks, by state, agency and days', () => {
    expect(codes({ words: 'ho tich' })).toEqual(['3/2026'])
    expect(codes({ words: 'HỘ TỊCH' })).toEqual(['3/2026'])
    expect(codes({ unit: 'dat dai' })).toEqual(['1/2026'])
    expect(codes({ state: 'overdue' })).toEqual(['1/2026'])
    expect(codes({ state: 'sent' })).toEqual(['2/2026', '1/2026'])
    expect(codes({ from: '2026-10-31', to: '2026-11-01' })).not.toContain('1/2026')
  })

  it('stands in the order asked for, Vietnamese letters in theirs', () => {
    expect(codes({})).toEqual(['10/2026', '3/2026', '2/2026', '1/2026'])
    expect(codes({ order: 'due' }).slice(0, 2)).toEqual(['1/2026', '2/2026'])
    expect(codes({ order: 'unit' }).slice(0, 2)).toEqual(['2/2026', '1/2026'])
    expect(codes({ order: 'asker' }).slice(0, 2)).toEqual(['3/2026', '10/2026'])
  })

  it('leaves the house as a sheet without names that nobody allowed', () => {
    const { columns, rows: cells } = questionsTab(rows)
    const asker = columns.findIndex(({ title }) => title === 'Người hỏi')
    expect(cells.map((cell) => cell[asker])).toEqual(rows.map(() => 'Không nêu tên'))
    expect(cells.every((cell) => cell.length === columns.length)).toBe(true)
    expect(cells[0]?.[columns.findIndex(({ title }) => title === 'Tình trạng')]).toBe('Quá hạn trả lời')
  })
})

import { describe, expect, it } from 'vitest'
import type { QuestionPlacement, QuestionState, QuestionSummary } from '../../../server/contract/index.ts'
import { maySend, owing } from '../../../web/pages/questions/owing.ts'
import { nextStepOf } from '../../../web/pages/questions/question/next-step.ts'

const late = (unitName: string, dueOn: string, isOverdue = true): QuestionSummary => ({
  id: `${unitName} ${dueOn}`,
  code: '1/2026',
  via: 'telephone',
  receivedOn: '2026-11-01',
  text: 'Vỉa hè bao giờ sửa?',
  asker: { isAnonymous: true },
  hasTelephone: false,
  state: 'sent',
  isOverdue,
  placements: [],
  dispatch: { id: 'd', unitName, sentOn: '2026-11-01', dueOn, sent: { by: 'Chị Lan', at: 1 } },
})
const placement = (isInScript: boolean): QuestionPlacement => ({
  editionId: 'e',
  editionTitle: 'Kỳ',
  questionItemId: 'q',
  answerItemId: 'a',
  isInScript,
  isApproved: false,
  airedOn: [],
})

describe('the page of questions', () => {
  it('names each agency that owes answers once, who is longest late first', () => {
    const questions = [
      late('Phòng Kinh tế', '2026-11-20'),
      late('Phòng Tư pháp', '2026-11-18'),
      late('Phòng Kinh tế', '2026-11-15'),
      late('Phòng Y tế', '2026-11-10', false),
    ]
    expect(owing(questions)).toEqual([
      { unitName: 'Phòng Kinh tế', count: 2, since: '2026-11-15' },
      { unitName: 'Phòng Tư pháp', count: 1, since: '2026-11-18' },
    ])
    expect(owing([])).toEqual([])
  })

  it('sends what nobody has answered', () => {
    const states: QuestionState[] = ['received', 'sent', 'answered', 'edited', 'approved', 'aired', 'told', 'closed']
    expect(states.filter((state) => maySend({ state }))).toEqual(['received', 'sent'])
  })

  it('has one obvious next step at most', () => {
    const step = (state: QuestionState, placements: QuestionPlacement[] = []) => nextStepOf({ state, placements })
    expect(step('received')).toMatchObject({ dialog: 'send' })
    expect(step('sent')).toMatchObject({ dialog: 'answer' })
    expect(step('answered')).toMatchObject({ dialog: 'edit' })
    expect(step('edited')).toMatchObject({ dialog: 'place' })
    expect(step('edited', [placement(false)])).toMatchObject({ dialog: 'place' })
    expect(step('edited', [placement(true)])).toMatchObject({ editionId: 'e' })
    expect(step('aired')).toMatchObject({ dialog: 'tell' })
    for (const state of ['approved', 'told', 'closed'] as const) expect(step(state)).toBeUndefined()
  })
})

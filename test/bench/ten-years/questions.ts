import { addDays, type CalendarDate, monthOf } from '../../../schedules/index.ts'
import { hourOf } from './desk.ts'
import type { Dice } from './dice.ts'
import type { Rows } from './rows.ts'
import type { LaidPeriod, LaidStation } from './station.ts'

/** The questions of all the years, and how the answered ones enter scripts. */
export interface LaidQuestions {
  /** The questions that were answered in time to be placed in a period of a programme of questions. */
  answeredFor(one: LaidPeriod): string[]
  /** Notes that a question stands in an edition. */
  place(
    questionId: string,
    placed: { editionId: string; questionItemId: string; answerItemId: string },
    at: number,
  ): void
}

/** For each month's edition of questions, so many are asked. */
const ASKED_A_MONTH = 5
const ANSWERED = 0.85
const ANSWERED_LATE = 0.15
const DUE_DAYS = 10

/** Writes the register of questions: asked in the month before their edition, sent, mostly answered, some of them late. */
export function layQuestions(rows: Rows, dice: Dice, station: LaidStation): LaidQuestions {
  const answered = new Map<LaidPeriod, string[]>()
  const facts = new Map<string, number>()
  const numbers = new Map<number, number>()
  const note = (questionId: string, kind: FactKind, told: object, at: number) => {
    const number = (facts.get(questionId) ?? 0) + 1
    facts.set(questionId, number)
    rows.add('question_facts', {
      id: dice.id(),
      question_id: questionId,
      number,
      kind,
      facts: JSON.stringify(told),
      noted_by: station.accountId,
      noted_at: at,
    })
  }
  for (const one of station.periods.filter(({ programme }) => programme.kind === 'questions')) {
    const inTime: string[] = []
    for (let count = 0; count < ASKED_A_MONTH; count++) {
      const receivedOn = addDays(`${monthOf(one.dueOn)}-01`, -dice.between(5, 25))
      const questionId = askQuestion(rows, dice, { receivedOn, numbers, accountId: station.accountId })
      const sentAt = hourOf(addDays(receivedOn, 1), '08:30')
      note(questionId, 'worded', { text: 'Hồ sơ đất đai nộp bao lâu thì có kết quả?' }, sentAt)
      note(questionId, 'asker', { asker: { isAnonymous: true } }, sentAt)
      const dueOn = addDays(receivedOn, DUE_DAYS)
      const dispatchId = sendQuestion(rows, dice, { receivedOn, dueOn, sentAt, station })
      note(questionId, 'sent', { dispatchId }, sentAt)
      if (!dice.happens(ANSWERED)) continue
      const answeredOn = addDays(dueOn, dice.happens(ANSWERED_LATE) ? dice.between(1, 6) : -dice.between(0, 6))
      const answeredAt = hourOf(answeredOn, '14:00')
      const answer = { text: 'Trong 30 ngày làm việc.', answerer: 'Phòng chuyên môn', answeredOn }
      note(questionId, 'answered', { answer }, answeredAt)
      const edited = { title: 'Hồ sơ đất đai', questionText: 'Bao lâu thì có kết quả?', answerText: answer.text }
      note(questionId, 'edited', { edited }, answeredAt + 60_000)
      if (answeredOn <= one.dueOn) inTime.push(questionId)
    }
    answered.set(one, inTime)
  }
  return {
    answeredFor: (one) => answered.get(one) ?? [],
    place: (questionId, placed, at) => note(questionId, 'placed', placed, at),
  }
}

type FactKind = 'worded' | 'asker' | 'sent' | 'answered' | 'edited' | 'placed'

function askQuestion(
  rows: Rows,
  dice: Dice,
  { receivedOn, numbers, accountId }: { receivedOn: CalendarDate; numbers: Map<number, number>; accountId: string },
): string {
  const id = dice.id()
  const year = Number(receivedOn.slice(0, 4))
  const number = (numbers.get(year) ?? 0) + 1
  numbers.set(year, number)
  rows.add('questions', {
    id,
    year,
    number,
    via: dice.pick(['telephone', 'letter', 'in-person', 'online', 'meeting']),
    received_on: receivedOn,
    received_by: accountId,
    received_at: hourOf(receivedOn, '10:00'),
  })
  return id
}

function sendQuestion(
  rows: Rows,
  dice: Dice,
  sent: { receivedOn: CalendarDate; dueOn: CalendarDate; sentAt: number; station: LaidStation },
): string {
  const id = dice.id()
  rows.add('question_dispatches', {
    id,
    unit_id: dice.pick(sent.station.unitIds),
    unit_name: 'Phòng chuyên môn',
    sent_on: addDays(sent.receivedOn, 1),
    due_on: sent.dueOn,
    sent_by: sent.station.accountId,
    sent_at: sent.sentAt,
  })
  return id
}

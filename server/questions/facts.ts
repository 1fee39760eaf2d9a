import type {
  Asker,
  ConsentNoted,
  QuestionAnswered,
  QuestionDispatch,
  QuestionEdited,
  QuestionTold,
  ReceivedVia,
  Signed,
} from '../contract/index.ts'

/** What can happen to a question. The asker's telephone number is none of these. */
export type QuestionFact =
  | { kind: 'worded'; text: string; topic?: string }
  | { kind: 'asker'; asker: Asker }
  | { kind: 'consent'; consent: ConsentNoted }
  | { kind: 'sent'; dispatchId: string }
  | { kind: 'extended'; dueOn: string; reason: string }
  | { kind: 'answered'; answer: QuestionAnswered }
  | { kind: 'edited'; edited: QuestionEdited }
  | { kind: 'placed'; editionId: string; questionItemId: string; answerItemId: string }
  | { kind: 'told'; told: QuestionTold }
  | { kind: 'closed'; reason: string }
  | { kind: 'reopened' }

/** A fact in its order, with who noted it. */
export type NotedFact = QuestionFact & { number: number; noted: Signed }

/** A paper to an agency as it was sent. */
export type SentDispatch = QuestionDispatch

/** A question of the register with all that happened to it, the oldest first. */
export interface QuestionRecord {
  id: string
  year: number
  number: number
  via: ReceivedVia
  receivedOn: string
  received: Signed
  facts: NotedFact[]
  dispatches: ReadonlyMap<string, SentDispatch>
  hasTelephone: boolean
}

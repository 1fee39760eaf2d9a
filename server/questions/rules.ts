import type { CalendarDate } from '../../schedules/index.ts'
import type {
  Asker,
  ConsentNoted,
  QuestionAnswered,
  QuestionDispatch,
  QuestionEdited,
  QuestionState,
  QuestionTold,
} from '../contract/index.ts'
import type { NotedFact, QuestionFact, QuestionRecord } from './facts.ts'

/** The items of a question in an edition's script. */
export interface Placed {
  editionId: string
  questionItemId: string
  answerItemId: string
  /** It holds the answer that counts now. */
  isCurrent: boolean
}

/** What counts of all that happened to a question. */
export interface Standing {
  text: string
  topic: string | undefined
  asker: Asker
  consent: ConsentNoted | undefined
  /** Where it was sent, the newest last; the newest one's day includes its extensions. */
  dispatches: QuestionDispatch[]
  dispatch: QuestionDispatch | undefined
  /** Undefined after it was sent to another agency until that one answers. */
  answer: QuestionAnswered | undefined
  /** Undefined where the answer came later than the words for the air. */
  edited: QuestionEdited | undefined
  /** Undefined where another answer came after the asker was told. */
  told: QuestionTold | undefined
  closedBecause: string | undefined
  placed: Placed[]
}

/**
 * What counts of a question's facts (pure). The newest of a kind counts; an answer only if it came after the newest sending,
 * words for the air and the word to the asker only if they came after the newest answer.
 */
export function standingOf({ facts, dispatches }: Pick<QuestionRecord, 'facts' | 'dispatches'>): Standing {
  const worded = newest(facts, 'worded')
  const sent = newest(facts, 'sent')
  const answered = after(newest(facts, 'answered'), sent)
  const edited = answered && after(newest(facts, 'edited'), answered)
  const told = answered && after(newest(facts, 'told'), answered)
  const closing = facts.findLast(({ kind }) => kind === 'closed' || kind === 'reopened')
  const sendings = dispatchesOf(facts, dispatches)
  return {
    text: worded?.text ?? '',
    topic: worded?.topic,
    asker: newest(facts, 'asker')?.asker ?? { isAnonymous: true },
    consent: newest(facts, 'consent')?.consent,
    dispatches: sendings,
    dispatch: sendings.at(-1),
    answer: answered?.answer,
    edited: edited?.edited,
    told: told?.told,
    closedBecause: closing?.kind === 'closed' ? closing.reason : undefined,
    placed: facts.flatMap((fact) =>
      fact.kind === 'placed'
        ? [
            {
              editionId: fact.editionId,
              questionItemId: fact.questionItemId,
              answerItemId: fact.answerItemId,
              isCurrent: answered !== undefined && fact.number > answered.number,
            },
          ]
        : [],
    ),
  }
}

/** How far a question is (pure). `air`: what its items came to. */
export function stateOf(
  standing: Pick<Standing, 'closedBecause' | 'told' | 'edited' | 'answer' | 'dispatch'>,
  air: { isApproved: boolean; isAired: boolean },
): QuestionState {
  if (standing.closedBecause !== undefined) return 'closed'
  if (standing.told) return 'told'
  if (standing.answer && air.isAired) return 'aired'
  if (standing.edited && air.isApproved) return 'approved'
  if (standing.edited) return 'edited'
  if (standing.answer) return 'answered'
  return standing.dispatch ? 'sent' : 'received'
}

/** Whether an agency owes an answer (pure): sent, none came, and its day is over. On the day itself nobody is late. */
export function isOverdue(state: QuestionState, dueOn: CalendarDate | undefined, today: CalendarDate): boolean {
  return state === 'sent' && dueOn !== undefined && dueOn < today
}

/** How a question is called: “12/2026”. */
export function codeOf({ number, year }: { number: number; year: number }): string {
  return `${number}/${year}`
}

/** The name and address that may leave the register (pure): only with the asker's word, and never of an anonymous one. */
export function publicName({
  asker,
  consent,
}: {
  asker: Asker
  consent?: ConsentNoted | undefined
}): string | undefined {
  if (asker.isAnonymous || asker.name === undefined || consent?.consent !== 'given') return undefined
  return [asker.name, asker.address].filter(Boolean).join(', ')
}

function newest<K extends QuestionFact['kind']>(
  facts: readonly NotedFact[],
  kind: K,
): Extract<NotedFact, { kind: K }> | undefined {
  return facts.findLast((fact): fact is Extract<NotedFact, { kind: K }> => fact.kind === kind)
}

function after<F extends { number: number }>(
  fact: F | undefined,
  other: { number: number } | undefined,
): F | undefined {
  return fact && (other === undefined || fact.number > other.number) ? fact : undefined
}

function dispatchesOf(facts: readonly NotedFact[], known: QuestionRecord['dispatches']): QuestionDispatch[] {
  const sendings: QuestionDispatch[] = []
  for (const fact of facts) {
    const dispatch = fact.kind === 'sent' ? known.get(fact.dispatchId) : undefined
    if (dispatch) sendings.push(dispatch)
    const last = sendings.at(-1)
    if (fact.kind === 'extended' && last) sendings[sendings.length - 1] = { ...last, dueOn: fact.dueOn }
  }
  return sendings
}

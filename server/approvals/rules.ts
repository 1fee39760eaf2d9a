import type {
  AnswerGiven,
  ApprovalAnswer,
  ApprovalChange,
  ApprovalState,
  DecidedBefore,
  ItemStanding,
  ScriptItem,
} from '../contract/index.ts'

/** An answer as it was noted. */
export interface Answer extends AnswerGiven {
  /** Within its request, from 1; the same for all that was said at once. */
  number: number
  /** Undefined: about the whole. */
  itemId: string | undefined
}

/** Words that were decided on: those of an item in one revision. */
export interface DecidedText {
  itemId: string
  textHash: string
  text: string
  revisionNumber: number
  answer: ApprovalAnswer
  remark: string | undefined
  by: string
  at: number
}

/** An item against what was decided before, with the words that were approved last where they are others now. */
export interface Standing extends ItemStanding {
  approvedText?: string
}

/** What counts of the answers to a request (pure): the newest of each item, whoever gave it. */
export function standingAnswers(answers: readonly Answer[]): Map<string, Answer> {
  const standing = new Map<string, Answer>()
  for (const answer of answers) {
    if (answer.itemId === undefined) continue
    const known = standing.get(answer.itemId)
    if (!known || answer.number > known.number) standing.set(answer.itemId, answer)
  }
  return standing
}

/** Whether every item of a revision is approved, each by its newest answer (pure). A revision without items never is. */
export function isWhollyApproved(items: readonly Pick<ScriptItem, 'itemId'>[], answers: readonly Answer[]): boolean {
  const standing = standingAnswers(answers)
  return items.length > 0 && items.every(({ itemId }) => standing.get(itemId)?.answer === 'approved')
}

/** Who approved, as the approval of the whole names them (pure): each once, in the order in which they answered. */
export function approversOf(answers: readonly Answer[]): string {
  const approved = [...standingAnswers(answers).values()].filter(({ answer }) => answer === 'approved')
  return [...new Set(approved.toSorted((a, b) => a.number - b.number).map(({ by }) => by))].join('; ')
}

/**
 * How a request stands (pure). An approval of its revision that stands outweighs every answer, for a signed paper or a word
 * noted at the station approves the whole; of a revision submitted twice the newest request alone is answered.
 */
export function stateOf(facts: {
  isApproved: boolean
  /** An approval of its revision was taken back after it was submitted. */
  isWithdrawn: boolean
  /** The newest revision of the edition, and the newest request of that revision. */
  isNewest: boolean
  answers: readonly Answer[]
}): ApprovalState {
  if (facts.isApproved) return 'approved'
  if (facts.isWithdrawn) return 'withdrawn'
  if (!facts.isNewest) return 'superseded'
  const standing = [...standingAnswers(facts.answers).values()]
  return standing.some(({ answer }) => answer === 'returned') ? 'returned' : 'waiting'
}

/**
 * Each item of a revision against what had been decided before (pure): unchanged where these very words were approved last,
 * returned where they were sent back and stand as they were, changed where other words of the item were decided on, else new.
 * An item that was changed and changed back is unchanged.
 */
export function standingsOf(
  items: readonly Pick<ScriptItem, 'itemId' | 'textHash'>[],
  decided: readonly DecidedText[],
): Standing[] {
  return items.map(({ itemId, textHash }, place) => {
    const mine = decided.filter((one) => one.itemId === itemId)
    const same = newest(mine.filter((one) => one.textHash === textHash))
    const last = newest(mine)
    const approved = newest(mine.filter(({ answer }) => answer === 'approved'))
    const change: ApprovalChange = same
      ? same.answer === 'approved'
        ? 'unchanged'
        : 'returned'
      : last
        ? 'changed'
        : 'new'
    return {
      itemId,
      number: place + 1,
      change,
      ...(change === 'unchanged' && same && { approvedBefore: decidedBefore(same) }),
      ...(change !== 'unchanged' && approved && { approvedText: approved.text }),
      ...(change !== 'unchanged' && last?.answer === 'returned' && { returnedBefore: decidedBefore(last) }),
    }
  })
}

/** Whether two things said at once say the same (pure): a page that sends again what it does not know to have arrived. */
export function saysTheSame(
  noted: readonly Pick<Answer, 'itemId' | 'answer' | 'remark'>[],
  said: { items: readonly { itemId: string; answer: ApprovalAnswer; remark?: string }[]; remark?: string },
): boolean {
  const ofItems = noted.filter(({ itemId }) => itemId !== undefined)
  const whole = noted.find(({ itemId }) => itemId === undefined)
  return (
    (whole?.remark ?? '') === (said.remark ?? '') &&
    ofItems.length === said.items.length &&
    said.items.every(({ itemId, answer, remark }) =>
      ofItems.some((one) => one.itemId === itemId && one.answer === answer && (one.remark ?? '') === (remark ?? '')),
    )
  )
}

function newest(decided: readonly DecidedText[]): DecidedText | undefined {
  return decided.toSorted((a, b) => b.at - a.at || b.revisionNumber - a.revisionNumber)[0]
}

function decidedBefore({ revisionNumber, by, at, remark }: DecidedText): DecidedBefore {
  return { revisionNumber, by, at, ...(remark !== undefined && { remark }) }
}

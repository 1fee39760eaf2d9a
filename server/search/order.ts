import { fold } from '../vietnamese/index.ts'
import type { Question } from './question.ts'

/** A text that has all the words, with the weight that the index gives it (the higher the better). */
export interface Candidate {
  title: string
  body: string
  at: number
  weight: number
}

/** How much nearer a text is that has the words as they were typed, one after another. */
const NEARER = { markedTitle: 6, foldedTitle: 3, markedBody: 2, foldedBody: 1.5 }

/**
 * The best first (pure): what has the words one after another before what has them anywhere, in its title before in its
 * text, with the same marks before without; of two as good the newer.
 */
export function inOrder<T extends Candidate>(question: Question, candidates: readonly T[]): T[] {
  return candidates
    .map((candidate) => ({ candidate, score: candidate.weight * nearness(question, candidate) }))
    .sort((a, b) => b.score - a.score || b.candidate.at - a.candidate.at)
    .map(({ candidate }) => candidate)
}

function nearness({ marked, folded, hasMarks }: Question, { title, body }: Candidate): number {
  const [smallTitle, smallBody] = [title.toLocaleLowerCase('vi'), body.toLocaleLowerCase('vi')]
  if (hasMarks && smallTitle.includes(marked)) return NEARER.markedTitle
  if (fold(title).includes(folded)) return NEARER.foldedTitle
  if (hasMarks && smallBody.includes(marked)) return NEARER.markedBody
  return fold(body).includes(folded) ? NEARER.foldedBody : 1
}

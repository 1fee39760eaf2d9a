import { fold } from '../vietnamese/index.ts'
import { isHit, type Question, wordsOf } from './question.ts'

/** A text that has all the words. */
export interface Candidate {
  title: string
  body: string
  at: number
}

/** How much nearer a text is that has the words as they were typed, one after another. */
const NEARER = { markedTitle: 6, foldedTitle: 3, markedBody: 2, foldedBody: 1.5 }
/** A word in the title says so much more than one in the text. */
const TITLE_WEIGHT = 3
/** With so many of the words in a text it is half as much about them as a text can be. */
const HALF_SAID = 4

/**
 * The best first (pure): what has the words one after another before what has them anywhere, in its title before in its
 * text, with the same marks before without; then what has them oftener; of two as good the newer.
 */
export function inOrder<T extends Candidate>(question: Question, candidates: readonly T[]): T[] {
  return candidates
    .map((candidate) => ({ candidate, score: scoreOf(question, candidate) }))
    .sort((a, b) => b.score - a.score || b.candidate.at - a.candidate.at)
    .map(({ candidate }) => candidate)
}

function scoreOf(question: Question, { title, body }: Candidate): number {
  const [foldedTitle, foldedBody] = [fold(title), fold(body)]
  const nearness = () => {
    const { marked, folded, hasMarks } = question
    if (hasMarks && title.toLocaleLowerCase('vi').includes(marked)) return NEARER.markedTitle
    if (foldedTitle.includes(folded)) return NEARER.foldedTitle
    if (hasMarks && body.toLocaleLowerCase('vi').includes(marked)) return NEARER.markedBody
    return foldedBody.includes(folded) ? NEARER.foldedBody : 1
  }
  const inTitle = hitsIn(question, foldedTitle) > 0 ? TITLE_WEIGHT : 0
  const said = hitsIn(question, foldedBody)
  return nearness() * (1 + inTitle + said / (said + HALF_SAID))
}

function hitsIn(question: Question, folded: string): number {
  let hits = 0
  for (const { word } of wordsOf(folded)) if (isHit(question, word)) hits++
  return hits
}

import type { SearchPiece } from '../contract/index.ts'
import { fold } from '../vietnamese/index.ts'
import { isHit, type Question, wordsOf } from './question.ts'

/** About three lines on a telephone. */
const SNIPPET_LENGTH = 180
/** Words before the first hit, so that it is understood. */
const LEAD = 40
/** A text in which a word comes this often needs no longer look. */
const MOST_HITS = 400

interface Hit {
  from: number
  to: number
  word: string
}

/** A text as pieces, what was looked for marked, in the spelling in which it was written. Joined they are the text. */
export function highlighted(question: Question, text: string): SearchPiece[] {
  return piecesOf(text, hitsIn(question, text), 0, text.length)
}

/** The stretch of a text that says most of what was looked for, cut between words; empty where it has nothing of it. */
export function snippet(question: Question, text: string): SearchPiece[] {
  const hits = hitsIn(question, text)
  const best = bestOf(hits)
  if (!best) return []
  const from = wordStart(text, Math.max(0, best.from - LEAD))
  const to = wordEnd(text, Math.min(text.length, from + SNIPPET_LENGTH))
  const pieces = piecesOf(text, hits, from, to)
  const first = pieces[0]
  if (from > 0 && first) pieces[0] = { ...first, text: first.isHit ? first.text : `… ${first.text.trimStart()}` }
  if (to < text.length) pieces.push({ text: ' …', isHit: false })
  return pieces
}

/** Where the words stand, in order. */
function hitsIn(question: Question, text: string): Hit[] {
  const folded = fold(text)
  // Text is kept in NFC: only letters of other scripts fold into more than one, and then nothing is marked.
  if (folded.length !== text.length) return []
  const hits: Hit[] = []
  for (const { word, from } of wordsOf(folded)) {
    if (isHit(question, word)) hits.push({ from, to: from + word.length, word })
    if (hits.length === MOST_HITS) break
  }
  return hits
}

/** The hit from which on most different words follow within a snippet; the earliest of several. */
function bestOf(hits: readonly Hit[]): Hit | undefined {
  let best: { hit: Hit; count: number } | undefined
  for (const [place, hit] of hits.entries()) {
    const near = new Set<string>()
    for (let at = place; at < hits.length; at++) {
      const other = hits[at]
      if (!other || other.to - hit.from > SNIPPET_LENGTH - LEAD) break
      near.add(other.word)
    }
    if (!best || near.size > best.count) best = { hit, count: near.size }
  }
  return best?.hit
}

function piecesOf(text: string, hits: readonly Hit[], from: number, to: number): SearchPiece[] {
  const pieces: SearchPiece[] = []
  const add = (until: number, isMarked: boolean, at: number) => {
    if (until > at) pieces.push({ text: text.slice(at, until), isHit: isMarked })
    return Math.max(at, until)
  }
  let at = from
  for (const hit of hits) {
    if (hit.from < from) continue
    if (hit.to > to) break
    at = add(hit.from, false, at)
    at = add(hit.to, true, at)
  }
  add(to, false, at)
  return pieces
}

const wordStart = (text: string, at: number) => (at === 0 ? 0 : text.lastIndexOf(' ', at) + 1)

function wordEnd(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space < 0 ? text.length : space
}

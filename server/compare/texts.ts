import { diffArrays } from 'diff'
import type { TextSegment } from '../contract/index.ts'
import { linesOf, wordsOf } from './words.ts'

/**
 * How far apart two stretches may be and still be compared word by word: beyond it the comparison costs seconds (the effort
 * grows with its square) and shows a reader nothing, for hardly a word stayed.
 */
const MOST_WORDS_APART = 1_000
const MOST_LINES_APART = 1_000
/** How many stretches of one comparison may be given up so; the rest is told as replaced without trying. */
const MOST_GIVEN_UP = 6

/**
 * What became of a text, word by word (pure). The segments that stayed and those removed are the text before, those that stayed
 * and those added the text after, sign by sign. Between two that stayed the removed comes before the added. Texts of hundreds of
 * pages are compared paragraph by paragraph first; a stretch with hardly a word in common is told as replaced whole.
 */
export function compareTexts(before: string, after: string): TextSegment[] {
  const effort = { givenUp: 0 }
  const rough = diffArrays(linesOf(before), linesOf(after), { maxEditLength: MOST_LINES_APART })
  if (!rough) return tidied(compareStretch(linesOf(before), linesOf(after), effort))
  const segments: TextSegment[] = []
  let removed: string[] = []
  let added: string[] = []
  const flush = () => {
    segments.push(...compareStretch(removed, added, effort))
    removed = []
    added = []
  }
  for (const change of rough) {
    if (change.removed) removed.push(...change.value)
    else if (change.added) added.push(...change.value)
    else {
      flush()
      segments.push({ kind: 'same', text: change.value.join('') })
    }
  }
  flush()
  return tidied(segments)
}

/** Whether nothing was changed. */
export function isSameText(segments: readonly TextSegment[]): boolean {
  return segments.every(({ kind }) => kind === 'same')
}

/** Lines that took the place of lines. */
function compareStretch(
  before: readonly string[],
  after: readonly string[],
  effort: { givenUp: number },
): TextSegment[] {
  const [was, is] = [before.join(''), after.join('')]
  if (was === '' || is === '' || effort.givenUp >= MOST_GIVEN_UP) return replaced(was, is)
  const fine = diffArrays(wordsOf(was), wordsOf(is), { maxEditLength: MOST_WORDS_APART })
  if (fine) {
    return fine.map(({ removed, added, value }) => ({
      kind: removed ? 'removed' : added ? 'added' : 'same',
      text: value.join(''),
    }))
  }
  effort.givenUp += 1
  if (before.length !== after.length || before.length === 1) return replaced(was, is)
  return before.flatMap((line, place) => {
    const now = after[place] ?? ''
    return line === now ? [{ kind: 'same' as const, text: line }] : compareStretch([line], [now], effort)
  })
}

function replaced(was: string, is: string): TextSegment[] {
  return [
    { kind: 'removed', text: was },
    { kind: 'added', text: is },
  ]
}

/**
 * One removed and one added stretch between two that stayed; a mere blank between two changed words is changed with them, for
 * “đường Hùng Vương” that became “phố Nguyễn Huệ” is one change to a reader.
 */
function tidied(segments: readonly TextSegment[]): TextSegment[] {
  const tidy: TextSegment[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed !== '') tidy.push({ kind: 'removed', text: removed })
    if (added !== '') tidy.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  const isChanged = (segment: TextSegment | undefined) => segment !== undefined && segment.kind !== 'same'
  const filled = segments.filter(({ text }) => text !== '')
  for (const [place, { kind, text }] of filled.entries()) {
    const isBlankBetween = /^[^\S\n]+$/.test(text) && isChanged(filled[place - 1]) && isChanged(filled[place + 1])
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else if (isBlankBetween && removed !== '' && added !== '') {
      removed += text
      added += text
    } else {
      flush()
      const last = tidy.at(-1)
      if (last?.kind === 'same') last.text += text
      else tidy.push({ kind, text })
    }
  }
  flush()
  return tidy
}

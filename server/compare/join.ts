import { diffArrays } from 'diff'
import { sentencesOf } from './words.ts'

/** Sentences of the base from `from` up to `to`, without it, became these. */
interface Hunk {
  from: number
  to: number
  became: string[]
}

const MOST_SENTENCES_APART = 1_000

/**
 * Joins two texts that were made of one (pure): where each side changed sentences that the other left alone, with an unchanged
 * one between, all changes are taken. Undefined where both changed the same place or neighbours: there a person decides.
 */
export function joinTexts(base: string, mine: string, theirs: string): string | undefined {
  if (mine === theirs || theirs === base) return mine
  if (mine === base) return theirs
  const sentences = sentencesOf(base)
  const [ours, others] = [hunksOf(sentences, sentencesOf(mine)), hunksOf(sentences, sentencesOf(theirs))]
  if (!ours || !others) return undefined
  const isContested = ours.some((hunk) => others.some((other) => touches(hunk, other) && !isSameHunk(hunk, other)))
  if (isContested) return undefined
  const all = [...ours, ...others.filter((other) => !ours.some((hunk) => isSameHunk(hunk, other)))]
  const joined: string[] = []
  let at = 0
  for (const { from, to, became } of all.toSorted((a, b) => a.from - b.from)) {
    joined.push(...sentences.slice(at, from), ...became)
    at = to
  }
  return [...joined, ...sentences.slice(at)].join('')
}

function touches(a: Hunk, b: Hunk): boolean {
  return a.from <= b.to && b.from <= a.to
}

function isSameHunk(a: Hunk, b: Hunk): boolean {
  return a.from === b.from && a.to === b.to && a.became.join('') === b.became.join('')
}

function hunksOf(base: string[], changed: string[]): Hunk[] | undefined {
  const changes = diffArrays(base, changed, { maxEditLength: MOST_SENTENCES_APART })
  if (!changes) return undefined
  const hunks: Hunk[] = []
  let at = 0
  let open: Hunk | undefined
  for (const { value, removed, added } of changes) {
    if (!removed && !added) {
      at += value.length
      open = undefined
      continue
    }
    if (!open) {
      open = { from: at, to: at, became: [] }
      hunks.push(open)
    }
    if (added) open.became.push(...value)
    else {
      at += value.length
      open.to = at
    }
  }
  return hunks
}

import type { NumberWords } from './numerals.ts'

/** A place in a text where a written form may begin. */
export interface Spot {
  readonly text: string
  readonly at: number
  readonly words: NumberWords
}

/** A written form that was found at a place: how long it is and how it is said. */
export interface Found {
  length: number
  /** Absent: as it is written. Empty: passed over. */
  said?: string
  isUnknown?: true
}

/** Looks whether its kind of written form begins at a place. */
export type Rule = (spot: Spot) => Found | undefined

/** How far a rule looks around it, in signs: about a line of paper each way. */
const NEARBY = 120

/** What a sticky pattern finds at the place. */
export function matchAt(pattern: RegExp, { text, at }: Spot): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** The words before the place, within its line. */
export function before({ text, at }: Spot): string {
  const near = text.slice(Math.max(0, at - NEARBY), at)
  return near.slice(near.lastIndexOf('\n') + 1)
}

/** The words after `length` signs from the place, within the line. */
export function after({ text, at }: Spot, length: number): string {
  const near = text.slice(at + length, at + length + NEARBY)
  const end = near.indexOf('\n')
  return end < 0 ? near : near.slice(0, end)
}

/** Words joined, the missing ones left out. */
export function phrase(...parts: (string | false | undefined)[]): string {
  return parts.filter((part) => part !== '' && part !== false && part !== undefined).join(' ')
}

/** Minutes while they are written: kept in this browser, and two persons' minutes joined. Pure but for the shelf. */
import type { ReviewAttendee, ReviewMinutesWritten } from '../../../server/contract/index.ts'
import { putOn, type Shelf, takeFrom } from '../../shelf.ts'

const key = (programmeId: string, period: string) => `len-song.bien-ban.${programmeId}.${period}`

/** Keeps minutes that are not saved yet; false when the browser has no room. */
export const keepMinutes = (
  shelf: Shelf,
  programmeId: string,
  period: string,
  written: ReviewMinutesWritten,
): boolean => putOn(shelf, key(programmeId, period), written)

export const forgetMinutes = (shelf: Shelf, programmeId: string, period: string): void =>
  shelf.removeItem(key(programmeId, period))

export const keptMinutes = (shelf: Shelf, programmeId: string, period: string): ReviewMinutesWritten | undefined =>
  takeFrom(shelf, key(programmeId, period), isWritten)

/**
 * Joins what two wrote from the same minutes: who sat there and what was said is taken from both, and where both wrote other
 * words for the same person both stand under one another. Nothing is lost; what is told twice, a person takes out.
 */
export function joinMinutes(
  base: ReviewMinutesWritten | undefined,
  mine: ReviewMinutesWritten,
  theirs: ReviewMinutesWritten,
): ReviewMinutesWritten {
  const pick = <T>(was: T | undefined, ours: T, others: T): T => (ours === was ? others : ours)
  const until = pick(base?.until, mine.until, theirs.until)
  return {
    heldOn: pick(base?.heldOn, mine.heldOn, theirs.heldOn),
    from: pick(base?.from, mine.from, theirs.from),
    ...(until !== undefined && { until }),
    place: pick(base?.place, mine.place, theirs.place),
    issuer: pick(base?.issuer, mine.issuer, theirs.issuer),
    issuerAbove: pick(base?.issuerAbove, mine.issuerAbove, theirs.issuerAbove),
    attendees: joinAttendees(base?.attendees ?? [], mine.attendees, theirs.attendees),
    conclusion: joinWords(base?.conclusion ?? '', mine.conclusion, theirs.conclusion),
  }
}

function joinAttendees(
  base: readonly ReviewAttendee[],
  mine: readonly ReviewAttendee[],
  theirs: readonly ReviewAttendee[],
): ReviewAttendee[] {
  const isOne = (a: ReviewAttendee, b: ReviewAttendee) => a.name === b.name && a.office === b.office
  const joined = theirs.map((one) => {
    const ours = mine.find((other) => isOne(one, other))
    if (!ours) return one
    const was = base.find((other) => isOne(one, other))
    return { ...one, role: ours.role, said: joinWords(was?.said ?? '', ours.said, one.said) }
  })
  return [...joined, ...mine.filter((ours) => !theirs.some((one) => isOne(one, ours)))]
}

function joinWords(base: string, mine: string, theirs: string): string {
  if (mine === theirs || theirs === base) return mine
  if (mine === base) return theirs
  return `${theirs}\n${mine}`
}

function isWritten(read: unknown): read is ReviewMinutesWritten {
  if (typeof read !== 'object' || read === null) return false
  const texts = ['heldOn', 'from', 'place', 'issuer', 'issuerAbove', 'conclusion'] as const
  const has = (field: string) =>
    field in read && typeof Object.entries(read).find(([name]) => name === field)?.[1] === 'string'
  if (!texts.every(has)) return false
  return 'attendees' in read && Array.isArray(read.attendees) && read.attendees.every(isAttendee)
}

function isAttendee(read: unknown): boolean {
  if (typeof read !== 'object' || read === null) return false
  return ['name', 'office', 'role', 'said'].every((field) =>
    Object.entries(read).some(([name, value]) => name === field && typeof value === 'string'),
  )
}

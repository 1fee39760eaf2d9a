import { addDays, type CalendarDate } from '../../../schedules/index.ts'
import type { Signed, WardCell, WardRecording, WardStanding, WardWish, WardWord } from '../../contract/index.ts'
import type { ToldPlay } from '../plays/index.ts'

/** Wards are asked to take an edition from so many days before it first airs. */
const TAKE_AHEAD_DAYS = 1

/** A ward station as the matrix judges it. */
export interface WardFacts {
  wardStationId: string
  /** The day on which the station noted it: nothing before is expected of it. */
  since: CalendarDate
  hasLink: boolean
}

/** An edition as the matrix judges it. */
export interface EditionFacts {
  editionId: string
  /** The render that may be taken now; of a withdrawn edition the one that could be. */
  renderId: string
  /** It may be taken now. */
  isReady: boolean
  withdrawn: { at: number; why: string } | undefined
  /** The first and the last day on which it is to air. */
  airs: { from: CalendarDate; to: CalendarDate }
  /** The ward that makes and airs it itself; undefined: the station does. */
  makerId: string | undefined
}

/** What is known between a ward and an edition. */
export interface CellFacts {
  ward: WardFacts
  edition: EditionFacts
  /** Files of it that the ward has whole, the oldest first. */
  takes: readonly { renderId: string; completedAt: number }[]
  /** What was handed over on a stick or the like, the oldest first. */
  handed: readonly { renderId: string; at: number }[]
  plays: readonly ToldPlay[]
  words: readonly WardWord[]
  recordings: readonly WardRecording[]
  /** When the ward said that it saw that this withdrawal was made, and for whom that was noted. */
  recallSeen: { at: number; by: string | undefined } | undefined
  reminded: Signed | undefined
  today: CalendarDate
}

/**
 * How far one ward is with one edition (pure). What is surest counts: a recording over a word, a word over a download. Silent is
 * who has said nothing when the days of airing are over; a wish is what the ward is to be reminded of now.
 */
export function cellOf(facts: CellFacts): WardCell {
  const { ward, edition, takes, handed, plays, words, recordings, reminded, today } = facts
  const takenAt = takes.at(-1)?.completedAt
  const handedAt = handed.at(-1)?.at
  const isHanded = takenAt !== undefined || handedAt !== undefined
  // Whoever aired it has it, however it came there.
  const has = isHanded || plays.length > 0 || edition.makerId === ward.wardStationId
  const recall = recallOf(facts, has)
  const standing = standingOf(facts, has)
  const hasSaid = standing === 'confirmed' || standing === 'proven' || standing === 'not-aired'
  const isSilent = !hasSaid && isExpected(ward, edition) && edition.isReady && today > edition.airs.to
  const wish = wishOf({ standing, hasSaid, isSilent, recall, facts })
  return {
    wardStationId: ward.wardStationId,
    editionId: edition.editionId,
    standing,
    plays: plays.map(({ startsAt, source }) => ({ startsAt, source })),
    words: [...words],
    recordings: [...recordings],
    isSilent,
    ...(takenAt !== undefined && { takenAt }),
    ...(handedAt !== undefined && { handedAt }),
    ...(recall && { recall }),
    ...(wish && { wish }),
    ...(reminded && { reminded }),
  }
}

/** Whether anything of an edition is expected of a ward: it was there in time, and the edition is not another ward's own. */
function isExpected(ward: WardFacts, { airs, makerId }: EditionFacts): boolean {
  return ward.since <= airs.to && (makerId === undefined || makerId === ward.wardStationId)
}

function standingOf({ ward, edition, takes, handed, plays, words, recordings }: CellFacts, has: boolean): WardStanding {
  if (recordings.some(({ found }) => found)) return 'proven'
  if (plays.length > 0) return 'confirmed'
  if (words.some(({ word }) => word === 'not-aired')) return 'not-aired'
  if (has) {
    const hasNewest = !edition.isReady || [...takes, ...handed].some(({ renderId }) => renderId === edition.renderId)
    return hasNewest || edition.makerId === ward.wardStationId ? 'taken' : 'taken-old'
  }
  if (!isExpected(ward, edition)) return 'not-expected'
  if (!edition.isReady) return 'not-ready'
  return ward.hasLink ? 'sent' : 'no-link'
}

function recallOf({ ward, edition, recallSeen }: CellFacts, has: boolean): WardCell['recall'] {
  if (!edition.withdrawn || !has || edition.makerId === ward.wardStationId) return undefined
  const { at, why } = edition.withdrawn
  return {
    at,
    why,
    ...(recallSeen && { seenAt: recallSeen.at, ...(recallSeen.by !== undefined && { seenBy: recallSeen.by }) }),
  }
}

function wishOf(judged: {
  standing: WardStanding
  hasSaid: boolean
  isSilent: boolean
  recall: WardCell['recall']
  facts: CellFacts
}): WardWish | undefined {
  const { standing, hasSaid, isSilent, recall, facts } = judged
  if (recall) return recall.seenAt === undefined ? 'see-recall' : undefined
  if (hasSaid || standing === 'not-expected' || !facts.edition.isReady) return undefined
  if (isSilent) return 'say'
  if (facts.today < addDays(facts.edition.airs.from, -TAKE_AHEAD_DAYS)) return undefined
  if (standing === 'taken-old') return 'take-again'
  return standing === 'sent' || standing === 'no-link' ? 'take' : undefined
}

/** How many wards stand how with an edition (pure). */
export function countsOf(cells: readonly WardCell[]): {
  expected: number
  taken: number
  confirmed: number
  proven: number
  notAired: number
  silent: number
  unaware: number
  wishes: number
} {
  const count = (is: (cell: WardCell) => boolean) => cells.filter(is).length
  const heard = ({ standing }: WardCell) => standing === 'confirmed' || standing === 'proven'
  return {
    expected: count(({ standing }) => standing !== 'not-expected'),
    taken: count((cell) => cell.takenAt !== undefined || cell.handedAt !== undefined || heard(cell)),
    confirmed: count(heard),
    proven: count(({ standing }) => standing === 'proven'),
    notAired: count(({ standing }) => standing === 'not-aired'),
    silent: count(({ isSilent }) => isSilent),
    unaware: count(({ wish }) => wish === 'see-recall'),
    wishes: count(({ wish }) => wish !== undefined),
  }
}

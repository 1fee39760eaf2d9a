import type { WardPlay } from '../../contract/index.ts'
import { isSamePlay } from '../said/index.ts'

/** A play as one of the sources tells of it. */
export interface ToldPlay extends WardPlay {
  /** How long it really sounded, ms; undefined: nobody measured. */
  soundedMs?: number | undefined
}

/** The surer source first: what a machine heard or compared before what a person remembers. */
const SURER: readonly WardPlay['source'][] = ['player', 'recording', 'own-log', 'word']

/**
 * What sounded, the oldest first (pure): tellings of the same airing are one play, told by the surest of them. Every telling is
 * in exactly one play, and no two plays are the same airing as the surest tells them.
 */
export function mergedPlays(told: readonly ToldPlay[]): ToldPlay[] {
  const bySureness = told.toSorted(
    (a, b) => SURER.indexOf(a.source) - SURER.indexOf(b.source) || a.startsAt - b.startsAt,
  )
  const kept: ToldPlay[] = []
  for (const play of bySureness) {
    if (!kept.some((known) => isSamePlay(known.startsAt, play.startsAt))) kept.push(play)
  }
  return kept.sort((a, b) => a.startsAt - b.startsAt)
}

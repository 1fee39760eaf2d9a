import { rankOf } from './claim.ts'
import type { Cue, CueSheet } from './cue.ts'
import type { Deck } from './deck.ts'
import { type Engaged, soundLengthMs } from './engaged.ts'

/** The device sounds silence for this long before an instant; 2 s is the least. */
export const ARM_AHEAD_MS = 10_000
/** Two airings one behind the other may meet by so much: the clock they were planned by is not the device's. */
const MEET_MS = 1000

/** A stretch of the device's time that is taken. */
interface Taken {
  airingId: string
  rank: number
  from: number
  until: number
}

/**
 * What should be on the device or be armed for it now: what is due and what comes within 10 s, without what would begin
 * while something as urgent, or more so, sounds. `endOf` says when what has begun will be over (UTC ms).
 */
export function wantedAt(
  sheet: CueSheet,
  nowMs: number,
  deck: Pick<Deck, 'held' | 'hasBegun'>,
  endOf: (item: Engaged) => number,
): Map<string, Cue> {
  const taken: Taken[] = []
  for (const item of deck.held.values()) {
    if (!deck.hasBegun(item) || item.phase === 'stopping') continue
    const { airingId } = item.claim
    taken.push({ airingId, rank: rankOf(item.claim), from: Number.NEGATIVE_INFINITY, until: endOf(item) })
  }
  const soon = sheet.ahead.filter(({ at }) => at - nowMs <= ARM_AHEAD_MS)
  const cues = sheet.now === undefined ? soon : [sheet.now, ...soon]
  const wanted = new Map<string, Cue>()
  for (const cue of cues.toSorted((a, b) => rankOf(b.claim) - rankOf(a.claim) || a.at - b.at)) {
    const { airingId } = cue.claim
    const rank = rankOf(cue.claim)
    const from = Math.max(cue.at, nowMs)
    const meetMs = cue.at > nowMs ? MEET_MS : 0
    const inTheWay = taken.some(
      (one) => one.airingId !== airingId && one.rank >= rank && one.from <= from && one.until > from + meetMs,
    )
    if (inTheWay) continue
    wanted.set(airingId, cue)
    const held = deck.held.get(airingId)
    const until = held === undefined ? (cue.zeroAt ?? nowMs) + cue.claim.durationMs : endOf(held)
    taken.push({ airingId, rank, from, until })
  }
  return wanted
}

/** When what is held will be over if nothing comes between, UTC ms. `heardMs`: where in it is heard now. */
export function endOfHeld(item: Engaged, nowMs: number, heardMs: number | undefined): number {
  const zeroAt = heardMs === undefined ? (item.zeroAt ?? nowMs - item.fromMs) : nowMs - heardMs
  const endAt = zeroAt + soundLengthMs(item)
  return item.sound === item.claim.sound ? endAt : Math.min(endAt, item.claim.latestEndAt)
}

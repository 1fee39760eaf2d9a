/** Airings as the pages reckon with them: which may still be moved, which comes next, what became of a moved one. */

import type { Airing } from '../server/contract/index.ts'

/** May this airing still be moved or withdrawn? */
export const isOpen = (airing: Airing) => airing.state === 'ready' || airing.state === 'incomplete'

/**
 * The confirmed airings whose time has not come yet, earliest first; those that lack something are among them, those that
 * fall into a rest of all schedules are not.
 */
export function stillToCome(airings: readonly Airing[], now: number): Airing[] {
  return airings
    .filter((airing) => isOpen(airing) && airing.willBeSkipped === undefined && airing.startsAt > now)
    .toSorted((a, b) => a.startsAt - b.startsAt || a.id.localeCompare(b.id))
}

/** The airing that took the place of a withdrawn one; undefined when it was withdrawn for good. */
export function movedTo(airing: Airing, among: readonly Airing[]): Airing | undefined {
  return airing.state === 'withdrawn' ? among.find(({ movedFromId }) => movedFromId === airing.id) : undefined
}

/** Airings in the order in which they matter to a person: what will sound first, what was taken off the plan last. */
export function withdrawnLast(airings: readonly Airing[]): Airing[] {
  return airings.toSorted((a, b) => Number(a.state === 'withdrawn') - Number(b.state === 'withdrawn'))
}

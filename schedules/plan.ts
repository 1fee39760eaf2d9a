/** An occupied stretch of the station's one device. */
export interface Slot {
  id: string
  /** UTC ms. */
  startsAt: number
  /** Undefined while no render tells it: then only the same instant clashes. */
  durationMs: number | undefined
}

/**
 * The first slot that would sound at the same time as `wanted`, or undefined. Two programmes are never on the device
 * at once; a slot whose length is unknown occupies its first minute.
 */
export function clashOf(wanted: Slot, others: readonly Slot[]): Slot | undefined {
  return others.find(
    (other) => other.id !== wanted.id && other.startsAt < endOf(wanted) && wanted.startsAt < endOf(other),
  )
}

const UNKNOWN_LENGTH_MS = 60_000

function endOf(slot: Slot): number {
  return slot.startsAt + (slot.durationMs ?? UNKNOWN_LENGTH_MS)
}

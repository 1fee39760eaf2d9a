import type { Bed } from '../../../../../server/contract/index.ts'
import type { Content } from './content.ts'
import { runOf } from './order.ts'

/** A bed as a station usually has it: well under the voice, coming and going softly. */
export const USUAL_BED = {
  levelLu: -6,
  duckDb: 12,
  attackMs: 300,
  releaseMs: 1200,
  fadeInMs: 1000,
  fadeOutMs: 2000,
  leadMs: 0,
  tailMs: 0,
} as const satisfies Omit<Bed, 'id' | 'soundId' | 'fromSlotId' | 'toSlotId'>

/** Music under one place, ready to be drawn over more. */
export function addBed(content: Content, bed: Pick<Bed, 'id' | 'soundId' | 'fromSlotId' | 'toSlotId'>): Content {
  return { ...content, beds: [...content.beds, { ...USUAL_BED, ...bed }] }
}

export function removeBed(content: Content, bedId: string): Content {
  const beds = content.beds.filter(({ id }) => id !== bedId)
  return beds.length === content.beds.length ? content : { ...content, beds }
}

/** The other edge of a bed follows when one is drawn past it. */
export function spanBed(content: Content, bedId: string, edge: 'fromSlotId' | 'toSlotId', slotId: string): Content {
  const placeOf = (id: string) => content.slots.findIndex((slot) => slot.id === id)
  if (placeOf(slotId) < 0) return content
  const beds = content.beds.map((bed) => {
    if (bed.id !== bedId) return bed
    const moved = { ...bed, [edge]: slotId }
    if (placeOf(moved.fromSlotId) <= placeOf(moved.toSlotId)) return moved
    return { ...moved, fromSlotId: slotId, toSlotId: slotId }
  })
  return { ...content, beds }
}

/** How a bed lies beside the list of places. */
export interface BedBand {
  bed: Bed
  /** Beds that lie beside one another at the same place have different lanes, counted from the list. */
  lane: number
  fromPlace: number
  toPlace: number
}

/** Every bed beside its places, in as few lanes as can be. */
export function bedBands(content: Content): BedBand[] {
  const placeOf = new Map(content.slots.map(({ id }, place) => [id, place]))
  const placed = content.beds
    .flatMap((bed) => {
      const run = runOf(content.slots, bed)
      const [first, last] = [placeOf.get(run[0]?.id ?? ''), placeOf.get(run.at(-1)?.id ?? '')]
      return first === undefined || last === undefined ? [] : [{ bed, fromPlace: first, toPlace: last }]
    })
    .toSorted((a, b) => a.fromPlace - b.fromPlace)
  const laneEnds: number[] = []
  return placed.map((one) => {
    const free = laneEnds.findIndex((end) => end < one.fromPlace)
    const lane = free < 0 ? laneEnds.length : free
    laneEnds[lane] = one.toPlace
    return { ...one, lane }
  })
}

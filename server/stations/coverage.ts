/** A stretch of a file that a client took and closed cleanly. */
export interface TakenPart {
  wardStationId: string
  renderId: string
  firstByte: number
  bytes: number
  bytesTotal: number
  endedAt: number
}

/** A ward station that has every byte of a render, and since when. */
export interface WholeTake {
  wardStationId: string
  renderId: string
  completedAt: number
}

/**
 * Which ward stations have which renders whole: taken in one piece, or in parts whose union is the file. Parts are given
 * in the order in which they ended; a part that did not end cleanly is nobody's proof and is not among them.
 */
export function wholeTakes(parts: readonly TakenPart[]): WholeTake[] {
  const byTake = Map.groupBy(parts, ({ wardStationId, renderId }) => `${wardStationId} ${renderId}`)
  return [...byTake.values()].flatMap((mine) => {
    const completing = mine.findIndex((_, place) => coversAll(mine.slice(0, place + 1)))
    const part = mine[completing]
    return part ? [{ wardStationId: part.wardStationId, renderId: part.renderId, completedAt: part.endedAt }] : []
  })
}

function coversAll(parts: readonly TakenPart[]): boolean {
  let reached = 0
  for (const { firstByte, bytes } of [...parts].sort((a, b) => a.firstByte - b.firstByte)) {
    if (firstByte > reached) return false
    reached = Math.max(reached, firstByte + bytes)
  }
  return reached >= (parts[0]?.bytesTotal ?? Number.POSITIVE_INFINITY)
}

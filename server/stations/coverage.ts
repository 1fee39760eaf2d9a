/** A stretch of a file that a client took and closed cleanly. */
export interface TakenPart {
  wardStationId: string
  renderId: string
  /** Which of the render's files. */
  fileName: string
  firstByte: number
  bytes: number
  bytesTotal: number
  endedAt: number
}

/** A ward station that has every byte of a file of a render, and since when. */
export interface WholeTake {
  wardStationId: string
  renderId: string
  /** Which of the render's files: the first that it had whole. */
  fileName: string
  completedAt: number
}

/**
 * Which ward stations have which renders whole, in whichever of their files: taken in one piece, or in parts whose union is that file. Parts are given
 * in the order in which they ended; a part that did not end cleanly is nobody's proof and is not among them.
 */
export function wholeTakes(parts: readonly TakenPart[]): WholeTake[] {
  const byTake = Map.groupBy(parts, ({ wardStationId, renderId }) => `${wardStationId} ${renderId}`)
  return [...byTake.values()].flatMap((ofRender) => {
    const byFile = Map.groupBy(ofRender, ({ fileName }) => fileName)
    const [first] = [...byFile.values()]
      .flatMap((mine) => mine.find((_, place) => coversAll(mine.slice(0, place + 1))) ?? [])
      .sort((a, b) => a.endedAt - b.endedAt)
    if (!first) return []
    const { wardStationId, renderId, fileName, endedAt } = first
    return [{ wardStationId, renderId, fileName, completedAt: endedAt }]
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

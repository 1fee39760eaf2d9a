/** A stretch of a file that was sent to a ward station. */
export interface TakenPart {
  wardStationId: string
  renderId: string
  /** Which of the render's files. */
  fileName: string
  firstByte: number
  /** How many left the station. */
  bytes: number
  bytesTotal: number
  startedAt: number
  endedAt: number
  /** Whether the client read to its end and closed; otherwise how much arrived is unknown by itself. */
  isClean: boolean
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
 * Which ward stations have which renders whole, in whichever of their files: taken in one piece, or in parts whose union is
 * that file. A part that broke off counts as far as the place from which the same ward went on later: who asks to go on from
 * a byte has those before it (curl -C, wget -c). Without such a word it is nobody's proof.
 */
export function wholeTakes(parts: readonly TakenPart[]): WholeTake[] {
  const byTake = Map.groupBy(parts, ({ wardStationId, renderId }) => `${wardStationId} ${renderId}`)
  return [...byTake.values()].flatMap((ofRender) => {
    const byFile = Map.groupBy(ofRender, ({ fileName }) => fileName)
    const [first] = [...byFile.values()]
      .flatMap((mine) => lastMissing(mine) ?? [])
      .sort((a, b) => a.endedAt - b.endedAt)
    if (!first) return []
    const { wardStationId, renderId, fileName, endedAt } = first
    return [{ wardStationId, renderId, fileName, completedAt: endedAt }]
  })
}

/** The part of a file with which it was whole; undefined while something is missing. */
function lastMissing(parts: readonly TakenPart[]): TakenPart | undefined {
  let covered: Stretch[] = []
  for (const part of [...parts].sort((a, b) => a.endedAt - b.endedAt)) {
    const end = arrivedUpTo(part, parts)
    if (end === undefined) continue
    covered = joined(covered, { from: part.firstByte, to: end })
    const [only] = covered
    if (only && only.from === 0 && only.to >= part.bytesTotal) return part
  }
  return undefined
}

/** The byte after the last that certainly arrived; undefined when that is not known. */
function arrivedUpTo(part: TakenPart, all: readonly TakenPart[]): number | undefined {
  const end = part.firstByte + part.bytes
  if (part.isClean) return end
  const continued = all
    .filter(({ startedAt, firstByte }) => startedAt > part.startedAt && firstByte > part.firstByte && firstByte <= end)
    .map(({ firstByte }) => firstByte)
  return continued.length === 0 ? undefined : Math.max(...continued)
}

interface Stretch {
  from: number
  /** The byte after its last. */
  to: number
}

/** The stretches with one more, those that touch made one, in order. */
function joined(stretches: readonly Stretch[], one: Stretch): Stretch[] {
  const apart = stretches.filter(({ from, to }) => to < one.from || from > one.to)
  const touching = stretches.filter(({ from, to }) => to >= one.from && from <= one.to)
  const whole = {
    from: Math.min(one.from, ...touching.map(({ from }) => from)),
    to: Math.max(one.to, ...touching.map(({ to }) => to)),
  }
  return [...apart, whole].sort((a, b) => a.from - b.from)
}

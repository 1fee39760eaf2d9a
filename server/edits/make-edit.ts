import { join } from 'node:path'
import { AudioError, editTake } from '../../audio/index.ts'
import type { Take, TakePiece } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findTake, lastingWarnings, makeTake } from '../takes/index.ts'
import { editName, piecesMs, rightPieces } from './rules.ts'

/** A read to be made of pieces of others; `takeId` is the one that was edited. */
export interface EditWish {
  takeId: string
  pieces: readonly TakePiece[]
}

/** How the work is done: ended by `signal`, told of by `onProgress` (0…1). */
export interface EditWork {
  signal?: AbortSignal
  onProgress?: (fraction: number) => void
}

/** An edit that may be made. */
export interface RightEdit {
  parent: Take
  pieces: TakePiece[]
  /** The originals that its pieces are of, by their ids. */
  sources: ReadonlyMap<string, Take>
}

/** Looks whether an edit may be made; refuses `not-found` and as `rightPieces` does. */
export async function checkEdit({ db }: Deps, { takeId, pieces }: EditWish): Promise<RightEdit> {
  const parent = await findTake(db, takeId)
  if (!parent) throw new StationError('not-found')
  const sources = new Map<string, Take>()
  for (const id of new Set(pieces.map((piece) => piece.takeId))) {
    const take = await findTake(db, id)
    if (take) sources.set(id, take)
  }
  return { parent, sources, pieces: rightPieces(parent, sources, pieces) }
}

/**
 * Makes a read of pieces of original reads, signed by an account: a WAV with 10 ms of fade where two meet, kept as a take of
 * source `edit` of the same item and words. The originals stay as they are. Neither kept nor discarded yet, like every new
 * read. Refuses as `checkEdit` and `makeTake` do; then nothing of it is left.
 */
export async function makeEdit(deps: Deps, wish: EditWish, by: string, work: EditWork = {}): Promise<Take> {
  return makeRightEdit(deps, await checkEdit(deps, wish), by, work)
}

/** Of the work; the rest is looking at it like at any other read. */
const CUTTING_SHARE = 0.4
/** Others record, render and air meanwhile. */
const NICENESS = 10
/** Of two channels of 24 bits. */
const MOST_BYTES_A_MS = 48 * 2 * 3

/** The same of an edit that was looked at. */
export async function makeRightEdit(deps: Deps, edit: RightEdit, by: string, work: EditWork = {}): Promise<Take> {
  const { media, ffmpeg } = deps
  const { parent, pieces, sources } = edit
  const { signal, onProgress } = work
  await media.files.refuseWithoutRoom(piecesMs(pieces) * MOST_BYTES_A_MS)
  const folder = await media.files.workFolder()
  try {
    const path = join(folder, 'edit.wav')
    const { sha256, bytes } = await editTake(
      pieces.map(({ takeId, fromMs, toMs }) => ({ path: pathOf(sources.get(takeId)), fromMs, toMs })),
      path,
      ffmpeg,
      { signal, niceness: NICENESS, onProgress: (fraction) => onProgress?.(fraction * CUTTING_SHARE) },
    ).catch((cause: unknown) => {
      if (!(cause instanceof AudioError)) throw cause
      const source = [...sources.values()].find((take) => pathOf(take) === cause.details.path)
      throw new StationError(cause.code, { fileName: (source ?? parent).fileName }, { cause })
    })
    return await makeTake(
      deps,
      { editionId: parent.editionId, itemId: parent.itemId, revisionId: parent.revisionId },
      {
        file: { path, sha256, bytes },
        fileName: editName(pieces, sources),
        mediaType: 'audio/wav',
        source: 'edit',
        edit: { parentTakeId: parent.id, pieces },
        warnings: [...new Set([...sources.values()].flatMap(({ warnings }) => lastingWarnings(warnings)))],
        work: {
          ...(signal && { signal }),
          niceness: NICENESS,
          onProgress: (fraction) => onProgress?.(CUTTING_SHARE + fraction * (1 - CUTTING_SHARE)),
        },
      },
      by,
    )
  } finally {
    await media.files.dropFolder(folder)
  }

  function pathOf(take: Take | undefined): string {
    return media.files.pathOf(take?.mediaSha256 ?? '')
  }
}

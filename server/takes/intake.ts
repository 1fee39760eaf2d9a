import { join } from 'node:path'
import { AudioError, type Ffmpeg, plainlyPlayable, probe, transcodeForListening } from '../../audio/index.ts'
import type { ScriptItem, Take, TakePiece } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { WorkFile } from '../media/index.ts'
import { findRevision } from '../scripts/index.ts'
import { type KeptSound, keptSound, type Work } from './kept-sound.ts'
import { lengthSentence } from './read-length.ts'
import { addTake, findTake } from './store.ts'
import { warningSentences } from './warnings.ts'

export interface Read {
  /** The take's id, where it was settled before the read came; default: a new one. */
  id?: string
  file: WorkFile
  fileName: string
  mediaType: string
  source: 'upload' | 'browser' | 'edit'
  /** Of an edit: the read it was begun from, and the pieces of originals that it is made of. */
  edit?: { parentTakeId: string; pieces: readonly TakePiece[] }
  microphone?: Record<string, unknown>
  /** Sentences beside the ones that the sound itself gives rise to. */
  warnings?: string[]
  work?: Work
}

/** The item of a revision that a read is of; refuses `not-found` and `item-unknown`. */
export async function itemOf(
  { db }: Deps,
  { editionId, itemId, revisionId }: { editionId: string; itemId: string; revisionId: string },
): Promise<ScriptItem> {
  const revision = await findRevision(db, revisionId)
  if (!revision || revision.editionId !== editionId) throw new StationError('not-found')
  const item = revision.items.find((candidate) => candidate.itemId === itemId)
  if (!item) throw new StationError('item-unknown')
  return item
}

/** Of the work on a file that is given a copy for listening: encoding takes longer than decoding. */
const DECODING_SHARE = 0.4

/**
 * Makes a take of a received file: it is decoded to its end, measured, kept by its hash (of a video its sound alone), given
 * a copy that browsers play where they do not play the original. A file that is no sound is refused with its reason and
 * dropped; one whose length is far from its text's is taken with a warning.
 */
export async function makeTake(
  deps: Deps,
  place: { editionId: string; itemId: string; revisionId: string },
  read: Read,
  by: string,
): Promise<Take> {
  const { db, media, ffmpeg, clock, live } = deps
  const { work = {} } = read
  let held = read.file
  try {
    const item = await itemOf(deps, place)
    const onProbed = (fraction: number): void => work.onProgress?.(fraction * DECODING_SHARE)
    const found = await probe(read.file.path, ffmpeg, { fileName: read.fileName, ...work, onProgress: onProbed })
    if (found.peaks.pairs.every((peak) => peak === 0)) throw new StationError('silent', { fileName: read.fileName })
    const received = { file: read.file, mediaType: read.mediaType, sound: found }
    const { file, mediaType, sound } = await keptSound(deps, received, work)
    held = file
    const copy = plainlyPlayable(sound)
      ? undefined
      : await listeningCopy(deps, ffmpeg, { file, mediaType, sound }, work)
    const { sha256 } = await media.keep(file, mediaType)
    // A reader who records sees both times; a file may be another item's.
    const length = read.source === 'upload' ? lengthSentence(sound.durationMs, item.estimatedMs) : undefined
    const id = await addTake(db, {
      id: read.id,
      ...place,
      textHash: item.textHash,
      source: read.source,
      fileName: read.fileName,
      mediaSha256: sha256,
      listeningSha256: copy ?? sha256,
      durationMs: sound.durationMs,
      sampleRateHz: sound.sampleRateHz,
      channels: sound.channels,
      codec: sound.codec,
      warnings: [...(read.warnings ?? []), ...(length ? [length] : []), ...warningSentences(sound.warnings)],
      peaks: sound.peaks,
      microphone: read.microphone,
      edit: read.edit,
      createdBy: by,
      createdAt: Math.round(clock.now()),
    })
    live.tell({ event: 'changed', data: { what: 'takes' } })
    deps.onTake(id)
    const made = await findTake(db, id)
    if (!made) throw new StationError('not-found')
    return made
  } catch (cause) {
    await media.files.drop(held)
    throw cause instanceof AudioError ? new StationError(cause.code, { fileName: read.fileName }, { cause }) : cause
  }
}

async function listeningCopy(
  { media }: Deps,
  ffmpeg: Ffmpeg,
  { file, sound: { durationMs } }: KeptSound,
  { signal, niceness, onProgress }: Work,
): Promise<string> {
  const folder = await media.files.workFolder()
  const onEncoded = (fraction: number): void => onProgress?.(DECODING_SHARE + fraction * (1 - DECODING_SHARE))
  try {
    const path = join(folder, 'listening.mp3')
    await transcodeForListening(file.path, path, ffmpeg, { durationMs, signal, niceness, onProgress: onEncoded })
    return (await media.takeIn(path, 'audio/mpeg')).sha256
  } finally {
    await media.files.dropFolder(folder)
  }
}

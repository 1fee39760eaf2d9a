import { join } from 'node:path'
import { AudioError, type Ffmpeg, plainlyPlayable, probe, transcodeForListening } from '../../audio/index.ts'
import type { ScriptItem, Take } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { WorkFile } from '../media/index.ts'
import { findRevision } from '../scripts/index.ts'
import { addTake, findTake } from './store.ts'
import { warningSentences } from './warnings.ts'

export interface Read {
  file: WorkFile
  fileName: string
  mediaType: string
  source: 'upload' | 'browser'
  microphone?: Record<string, unknown>
  /** Sentences beside the ones that the sound itself gives rise to. */
  warnings?: string[]
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

/**
 * Makes a take of a received file: it is decoded to its end, measured, kept by its hash, given a copy that browsers
 * play where they do not play the original. A file that is no sound is refused with its reason and dropped.
 */
export async function makeTake(
  deps: Deps,
  place: { editionId: string; itemId: string; revisionId: string },
  read: Read,
  by: string,
): Promise<Take> {
  const { db, media, ffmpeg, clock, live } = deps
  try {
    const item = await itemOf(deps, place)
    const sound = await probe(read.file.path, ffmpeg, { fileName: read.fileName })
    if (sound.peaks.pairs.every((peak) => peak === 0)) throw new StationError('silent', { fileName: read.fileName })
    const copy = plainlyPlayable(sound) ? undefined : await listeningCopy(deps, ffmpeg, read.file, sound.durationMs)
    const { sha256 } = await media.keep(read.file, read.mediaType)
    const id = await addTake(db, {
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
      warnings: [...(read.warnings ?? []), ...warningSentences(sound.warnings)],
      peaks: sound.peaks,
      microphone: read.microphone,
      createdBy: by,
      createdAt: Math.round(clock.now()),
    })
    live.tell({ event: 'changed', data: { what: 'takes' } })
    deps.onTake(id)
    const made = await findTake(db, id)
    if (!made) throw new StationError('not-found')
    return made
  } catch (cause) {
    await media.files.drop(read.file)
    throw cause instanceof AudioError ? new StationError(cause.code, { fileName: read.fileName }, { cause }) : cause
  }
}

async function listeningCopy({ media }: Deps, ffmpeg: Ffmpeg, file: WorkFile, durationMs: number): Promise<string> {
  const folder = await media.files.workFolder()
  try {
    const path = join(folder, 'listening.mp3')
    await transcodeForListening(file.path, path, ffmpeg, { durationMs })
    return (await media.takeIn(path, 'audio/mpeg')).sha256
  } finally {
    await media.files.dropFolder(folder)
  }
}

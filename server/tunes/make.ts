import { AudioError, probe } from '../../audio/index.ts'
import type { TuneRole } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { Upload } from '../media/index.ts'
import { keptSound, warningSentences } from '../takes/index.ts'
import { addTune } from './store.ts'

/** What a received file is to be in the library of sounds. */
export interface WantedTune {
  role: TuneRole
  title: string
  rightsNote: string
  /** False: offered by its name alone, never what a template takes that names no sound. Default true. */
  isChosen?: boolean
}

/**
 * Makes a sound of the library of a received file: decoded to its end, measured, kept by its hash; of a video its sound track
 * alone. A file that is no sound, or silent, is refused with its reason and dropped. Answers its id.
 */
export async function makeTune(deps: Deps, upload: Upload, wanted: WantedTune, by: string): Promise<string> {
  const { db, media, ffmpeg, clock } = deps
  const { fileName } = upload
  let held = upload.file
  try {
    const found = await probe(upload.file.path, ffmpeg, { fileName })
    if (found.peaks.pairs.every((peak) => peak === 0)) throw new StationError('silent', { fileName })
    const kept = await keptSound(deps, { file: upload.file, mediaType: upload.mediaType, sound: found }, {})
    held = kept.file
    const { sha256 } = await media.keep(kept.file, kept.mediaType)
    return await addTune(db, {
      role: wanted.role,
      title: wanted.title,
      rightsNote: wanted.rightsNote,
      shipped: false,
      mediaSha256: sha256,
      durationMs: kept.sound.durationMs,
      warnings: warningSentences(kept.sound.warnings),
      isChosen: wanted.isChosen ?? true,
      createdBy: by,
      createdAt: Math.round(clock.now()),
    })
  } catch (cause) {
    await media.files.drop(held)
    throw cause instanceof AudioError ? new StationError(cause.code, { fileName }, { cause }) : cause
  }
}

import { AudioError, planRecipe, renderOnly } from '../../audio/index.ts'
import { dateAt } from '../../schedules/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { Upload } from '../media/index.ts'
import { findStation } from '../station/index.ts'
import { addAnnouncement } from './store.ts'

/**
 * Makes an announcement of a received file: brought to the station's loudness and under its true peak as an edition is,
 * verified, kept beside the original. What cannot be brought there is refused with its reason and dropped.
 */
export async function makeAnnouncement(deps: Deps, title: string, upload: Upload, by: string): Promise<string> {
  const { db, media, ffmpeg, clock } = deps
  const station = await findStation(db)
  if (!station) throw new StationError('not-set-up')
  const workDir = await media.files.workFolder()
  const { file, fileName, mediaType } = upload
  try {
    const { targetLufs } = station
    const recipe = planRecipe([{ role: 'item', title, sha256: file.sha256, gapAfterMs: 0 }], {
      targetLufs,
      tags: { title, artist: station.name, album: title, date: dateAt(clock.now(), STATION_ZONE) },
    })
    const { master } = await renderOnly(recipe, [], { ffmpeg, workDir, pathOf: () => file.path })
    const { sha256: masterSha256 } = await media.keep(master, 'audio/wav')
    const { sha256: originalSha256 } = await media.keep(file, mediaType)
    return await addAnnouncement(db, {
      title,
      fileName,
      originalSha256,
      masterSha256,
      durationMs: master.durationMs,
      frames: master.frames,
      targetLufs,
      by,
      at: clock.now(),
    })
  } catch (cause) {
    await media.files.drop(file)
    throw cause instanceof AudioError
      ? new StationError(cause.code, { fileName, title, figures: 'tiếng quá nhỏ hoặc quá gắt để cân bằng' }, { cause })
      : cause
  } finally {
    await media.files.dropFolder(workDir)
  }
}

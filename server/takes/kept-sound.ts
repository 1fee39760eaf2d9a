import { join } from 'node:path'
import { AudioError, copySoundTrack, type Probe, probe } from '../../audio/index.ts'
import type { Deps } from '../deps.ts'
import type { WorkFile } from '../media/index.ts'

/** How the work on a received file is done: ended by `signal`, standing back by `niceness` (1 … 19). */
export interface Work {
  signal?: AbortSignal
  niceness?: number
  /** 0…1, never going back; silent during the decode of a file that does not say how long it is. */
  onProgress?: (fraction: number) => void
}

/** What is kept of a received file, and what was found in it. */
export interface KeptSound {
  file: WorkFile
  mediaType: string
  sound: Probe
}

/** A copied sound track may differ so much from the decode of the video: one packet of any codec, twice. */
const TOLERANCE_MS = 250

/**
 * What is kept of a video: its sound track as it was, packet for packet, for the station airs sound, and the pictures of an
 * hour would fill its disk. The video itself is kept where its sound cannot be copied out, or the copy does not hold the
 * same length of it. Sound that came as sound is kept as it came. A file that is not kept is dropped.
 */
export async function keptSound(deps: Deps, received: KeptSound, work: Work): Promise<KeptSound> {
  const { file, sound } = received
  if (!sound.hasVideo) return received
  const copied = await copyOfSound(deps, received, work)
  if (copied === undefined) return received
  if (Math.abs(copied.sound.durationMs - sound.durationMs) > TOLERANCE_MS) {
    await deps.media.files.drop(copied.file)
    return received
  }
  await deps.media.files.drop(file)
  return copied
}

async function copyOfSound(
  { media, ffmpeg, log }: Deps,
  { file, sound }: KeptSound,
  { signal, niceness }: Work,
): Promise<KeptSound | undefined> {
  const folder = await media.files.workFolder()
  let copy: WorkFile | undefined
  try {
    const path = join(folder, 'sound')
    const { mediaType } = await copySoundTrack(file.path, path, ffmpeg, { codec: sound.codec, signal, niceness })
    copy = await media.files.linkTo(path, signal)
    const found = await probe(copy.path, ffmpeg, { signal, niceness })
    // What is wrong with the sound was found in the file as it came; the copy answers for its own form.
    return { file: copy, mediaType, sound: { ...found, warnings: sound.warnings } }
  } catch (cause) {
    if (copy) await media.files.drop(copy)
    const isFilesFault =
      cause instanceof AudioError && !['cancelled', 'disk-full', 'ffmpeg-missing'].includes(cause.code)
    if (!isFilesFault) throw cause
    log.info({ err: cause }, 'Không tách được đường tiếng khỏi video; giữ cả tệp')
    return undefined
  } finally {
    await media.files.dropFolder(folder)
  }
}

/** The name of an original that is saved: a video's sound does not call itself a video. */
export function originalName(fileName: string, mediaType: string): string {
  const ending = { 'audio/mp4': 'm4a', 'audio/x-matroska': 'mka' }[mediaType]
  if (ending === undefined || !/\.(mp4|m4v|mov|3gp|3gpp|3g2|mkv|webm|ogv|wmv|asf)$/i.test(fileName)) return fileName
  return fileName.replace(/\.[^.]+$/, `.${ending}`)
}

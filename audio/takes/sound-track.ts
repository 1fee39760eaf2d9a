import { rm } from 'node:fs/promises'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs } from '../probe/index.ts'

/**
 * Copies the sound out of a video into a file of its own, packet for packet: nothing is decoded, so nothing is lost. AAC
 * goes into MP4, which every browser plays; any other codec into Matroska, which holds them all. Rejects with AudioError as
 * `probe` does, or `disk-full`; a half-made file is removed.
 */
export async function copySoundTrack(
  videoPath: string,
  outPath: string,
  ffmpeg: Ffmpeg,
  options: { codec: string | undefined; signal?: AbortSignal | undefined; niceness?: number | undefined },
): Promise<{ mediaType: string }> {
  const isAac = options.codec === 'aac'
  try {
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: videoPath }],
      outputs: [
        {
          path: outPath,
          options: [
            '-map',
            '0:a:0',
            '-c:a',
            'copy',
            '-map_metadata',
            '-1',
            '-fflags',
            '+bitexact',
            ...(isAac ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-f', 'matroska']),
          ],
        },
      ],
      untrusted: true,
      timeLimitMs: decodeLimitMs(await inputSize(videoPath)),
      niceness: options.niceness,
      signal: options.signal,
    })
    return { mediaType: isAac ? 'audio/mp4' : 'audio/x-matroska' }
  } catch (error) {
    await rm(outPath, { force: true })
    throw error
  }
}

import { rm, stat } from 'node:fs/promises'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { toHouseFormat } from '../house-format.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs, type Probe } from '../probe/index.ts'

/** Codecs that the browsers of desks and telephones play, by the container they must be in. */
const playable: Record<string, readonly string[]> = {
  MP3: ['mp3'],
  MP4: ['aac'],
  AAC: ['aac'],
  WAV: ['pcm_s16le', 'pcm_u8'],
  FLAC: ['flac'],
}

/** Whether every browser plays the file as it is. Ogg, Opus and WebM are left out: older iPhones do not. */
export function plainlyPlayable(probe: Pick<Probe, 'container' | 'codec' | 'hasVideo'>): boolean {
  const { container, codec, hasVideo } = probe
  return !hasVideo && container !== undefined && codec !== undefined && (playable[container]?.includes(codec) ?? false)
}

/**
 * Makes a copy for listening on a page (MP3, 128 kbit/s, 48 kHz stereo; the level is the original's). What airs is always
 * made from the original. Rejects with AudioError as `probe` does, or `disk-full`; a half-made copy is removed.
 */
export async function transcodeForListening(
  inputPath: string,
  outPath: string,
  ffmpeg: Ffmpeg,
  options: {
    signal?: AbortSignal | undefined
    durationMs?: number
    onProgress?: (fraction: number) => void
    /** See `FfmpegJob`. */
    niceness?: number | undefined
  } = {},
): Promise<{ bytes: number }> {
  const size = await inputSize(inputPath)
  try {
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: inputPath }],
      filterGraph: `[0:a:0]${toHouseFormat}[pcm]`,
      outputs: [
        {
          path: outPath,
          options: [
            '-map',
            '[pcm]',
            '-c:a',
            'libmp3lame',
            '-b:a',
            '128k',
            '-map_metadata',
            '-1',
            '-fflags',
            '+bitexact',
            '-f',
            'mp3',
          ],
        },
      ],
      untrusted: true,
      // Encoding takes several times as long as decoding.
      timeLimitMs: 4 * decodeLimitMs(size),
      durationMs: options.durationMs,
      onProgress: options.onProgress,
      niceness: options.niceness,
      signal: options.signal,
    })
    return { bytes: (await stat(outPath)).size }
  } catch (error) {
    await rm(outPath, { force: true })
    throw error
  }
}

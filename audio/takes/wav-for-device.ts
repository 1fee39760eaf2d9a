import { rm, stat } from 'node:fs/promises'
import { AudioError } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { toHouseFormat } from '../house-format.ts'
import { decodeLimitMs } from '../probe/index.ts'

/**
 * Decodes any accepted file to the 48 kHz stereo 16-bit WAV that the player reads, for listening on a sound device.
 * Rejects with AudioError as `probe` does, or `disk-full`; a half-made file is removed.
 */
export async function wavForDevice(
  inputPath: string,
  outPath: string,
  ffmpeg: Ffmpeg,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const { size } = await stat(inputPath)
  if (size === 0) throw new AudioError('empty-file', { path: inputPath })
  try {
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: inputPath }],
      filterGraph: `[0:a:0]${toHouseFormat}[pcm]`,
      outputs: [
        {
          path: outPath,
          options: ['-map', '[pcm]', '-c:a', 'pcm_s16le', '-map_metadata', '-1', '-fflags', '+bitexact', '-f', 'wav'],
        },
      ],
      untrusted: true,
      timeLimitMs: decodeLimitMs(size),
      signal: options.signal,
    })
  } catch (error) {
    await rm(outPath, { force: true })
    throw error
  }
}

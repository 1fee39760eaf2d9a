import type { Recipe } from '../assembly/index.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, housePcmInput, houseRateHz } from '../house-format.ts'
import { samplePeakLimiter } from '../loudness/index.ts'
import type { PartStore } from '../parts/index.ts'
import { GainSearch } from './gains.ts'
import { layOut } from './layout.ts'
import { mixChunks } from './mixing.ts'
import { readyMix } from './ready.ts'

export interface PreviewIo {
  parts: PartStore
  pathOf: (sha256: string) => string | Promise<string>
  ffmpeg: Ffmpeg
  /** Where listening begins, ms of the whole; past the end nothing is heard. */
  fromMs: number
  /** Bytes of the MP3 as they are made; a promise holds the making back. */
  onChunk: (chunk: Buffer) => void | Promise<void>
  signal: AbortSignal
}

/** A listener waits for it: before a render (10), after what is on the air. */
const niceness = 5
/** A listener who pauses holds the making back as long as this. */
const timeLimitMs = 6 * 3_600_000

/**
 * The whole from any point as MP3 (128 kbit/s, 48 kHz stereo) while it is made, without a render: gains as foreseen, peaks
 * limited by their samples only. Begins within a second where its parts are ready; makes them ready where they are not.
 * Rejects with AudioError as `readyMix` and `runFfmpeg` do; when it settles, no file is open and no process runs.
 */
export async function previewMix(recipe: Recipe, io: PreviewIo): Promise<void> {
  const lease = io.parts.lease()
  try {
    const { signal, pathOf } = io
    const { parts, beds } = await readyMix(recipe, io.parts, { signal, pathOf, niceness })
    const layout = layOut(recipe, parts)
    const gains = new GainSearch(parts, recipe, { beds }).current()
    const { totalFrames } = layout
    const fromFrame = Math.min(totalFrames, Math.max(0, Math.round((io.fromMs * houseRateHz) / 1000)))
    if (fromFrame === totalFrames) return
    const chunks = mixChunks(layout, parts, beds, gains, { fromFrame, toFrame: totalFrames })
    const limiter = gains.ceilingDbtp === undefined ? 'anull' : samplePeakLimiter(gains.ceilingDbtp)
    await runFfmpeg(io.ffmpeg, {
      inputs: [{ chunks, options: housePcmInput }],
      filterGraph: `[0:a:0]${limiter}[heard]`,
      outputs: [
        {
          onChunk: io.onChunk,
          options: [
            ...['-map', '[heard]', '-c:a', 'libmp3lame', '-b:a', '128k', '-write_xing', '0', '-id3v2_version', '0'],
            ...['-flush_packets', '1', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'mp3'],
          ],
        },
      ],
      untrusted: false,
      timeLimitMs,
      durationMs: framesToMs(totalFrames - fromFrame),
      niceness,
      signal,
    })
  } finally {
    lease.release()
  }
}

import { rename } from 'node:fs/promises'
import { AudioError } from '../errors.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, housePcmInput } from '../house-format.ts'
import { type Mp3Form, mp3Forms } from './forms.ts'
import { asBytes, type FrameRange, type Mixed, type Shape, shapedSamples } from './mixed-sound.ts'
import { ownTimeLimitMs, type Stage } from './stage.ts'
import { seal, sealedBytes } from './stretch-store.ts'
import { mp3FrameSamples } from './stretches.ts'

/** Silence after a stretch: the frames in which its end and the encoder's delay come out, and one to spare. */
const runOutSamples = 4 * mp3FrameSamples

/**
 * Encodes a stretch of the mix to bare MP3 frames, as an encoder that just woke up does: what comes before it in a programme
 * must be silent, and then its frames follow on any others. Fed as it is mixed; nothing of it lies on the disk but its frames.
 */
export async function encodeStretch(
  mixed: Mixed,
  range: FrameRange,
  shape: Shape,
  form: Mp3Form,
  path: string,
  stage: Stage & { onProgress: (fraction: number) => void },
): Promise<void> {
  const { kbitPerS, channels, frameBytes } = mp3Forms[form]
  const frames = range.toFrame - range.fromFrame
  await runFfmpeg(stage.ffmpeg, {
    inputs: [{ chunks: stretchBytes(mixed, range, shape), options: housePcmInput }],
    filterGraph: channels === 1 ? '[0:a:0]pan=mono|c0=c0[sound]' : '[0:a:0]anull[sound]',
    outputs: [
      {
        path: `${path}.half`,
        options: [
          ...['-map', '[sound]', '-c:a', 'libmp3lame', '-b:a', `${kbitPerS}k`, '-write_xing', '0'],
          ...['-id3v2_version', '0', '-write_id3v1', '0', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'mp3'],
        ],
      },
    ],
    untrusted: false,
    timeLimitMs: ownTimeLimitMs(frames),
    durationMs: framesToMs(frames + runOutSamples),
    onProgress: stage.onProgress,
    niceness: stage.niceness(),
    signal: stage.signal,
  })
  await seal(`${path}.half`)
  await rename(`${path}.half`, path)
  const bytes = await sealedBytes(path)
  if (bytes % frameBytes !== 0 || bytes === 0)
    throw new AudioError('decode-failed', { problem: 'frames of another length', form, bytes })
}

async function* stretchBytes(mixed: Mixed, range: FrameRange, shape: Shape): AsyncGenerator<Buffer, void, undefined> {
  for await (const samples of shapedSamples(mixed, range, shape)) yield asBytes(samples)
  yield Buffer.alloc(8 * runOutSamples)
}

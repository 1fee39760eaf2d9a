/**
 * Makes the signature tunes anew: `node audio/jingles/make.ts` writes intro.flac, sting.flac, outro.flac and bed.flac beside this
 * file.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runFfmpeg } from '../ffmpeg.ts'
import { findFfmpeg } from '../find-ffmpeg.ts'
import { houseChannels, houseRateHz } from '../house-format.ts'
import { toSixteenBit, writeWav } from '../takes/index.ts'
import { shippedTunes } from './index.ts'
import type { Stereo } from './instruments.ts'
import { performTune } from './score.ts'

const ffmpeg = await findFfmpeg()
const folder = await mkdtemp(join(tmpdir(), 'len-song-jingles-'))
try {
  for (const { role, path } of shippedTunes()) {
    const wavPath = join(folder, `${role}.wav`)
    await writeWav({
      path: wavPath,
      sampleRateHz: houseRateHz,
      channels: houseChannels,
      sampleFormat: 's16le',
      chunks: once(interleave(performTune(role))),
    })
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: wavPath }],
      outputs: [
        {
          path,
          options: [
            '-c:a',
            'flac',
            '-compression_level',
            '8',
            '-fflags',
            '+bitexact',
            '-flags:a',
            '+bitexact',
            '-f',
            'flac',
          ],
        },
      ],
      untrusted: false,
      timeLimitMs: 60_000,
    })
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

function interleave({ left, right }: Stereo): Buffer {
  const samples = new Float64Array(left.length * 2)
  for (const [frame, sample] of left.entries()) {
    samples[2 * frame] = sample
    samples[2 * frame + 1] = right[frame] ?? 0
  }
  return toSixteenBit(samples)
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

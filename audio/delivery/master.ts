import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AudioError } from '../errors.ts'
import { SampleMeter, type SampleTrace, TruePeakLimiter } from '../loudness/index.ts'
import { ditherToSixteenBit } from './dither.ts'
import { asBytes, foldToMean, type Mixed, mixSamples } from './mixed-sound.ts'
import type { Stage } from './stage.ts'
import type { Stretch } from './stretches.ts'
import { broadcastHeader, type WaveFacts } from './wave-chunks.ts'

/** A master as it was written, and what was learnt of the mix on the way. */
export interface WrittenMaster {
  path: string
  trace: SampleTrace
  /** Of each stretch: what the mix is before any limiter, and how high it and its fold are after it (undefined: digital silence). */
  stretches: { sha256: string; truePeakDbtp: number | undefined; monoTruePeakDbtp: number | undefined }[]
  /** Loudness of the mix folded to mono; undefined: nothing to hear. */
  monoLufs: number | undefined
  /** See `TruePeakLimiter`; empty where none was needed. */
  lowestGains: number[]
}

/**
 * Writes the mix as 48 kHz stereo 16-bit WAV with `bext` and `cart`, in one pass: mixed, limited where the gains say so,
 * dithered, measured as it is written. Pure arithmetic: the same on every machine and with every FFmpeg. Rejects with
 * AudioError `cancelled`, `target-missed` (`details.what: 'length'`) where what lies on the disk is not as long as the plan.
 */
export async function writeMaster(
  mixed: Mixed,
  stretches: readonly Stretch[],
  facts: Omit<WaveFacts, 'figures' | 'frames'>,
  stage: Pick<Stage, 'workDir' | 'signal'> & { onProgress: (fraction: number) => void },
): Promise<WrittenMaster> {
  const { totalFrames } = mixed.layout
  const path = join(stage.workDir, 'master.wav')
  const headerBytes = broadcastHeader({ ...facts, frames: totalFrames, figures: {} }).length
  const limiter = mixed.gains.ceilingDbtp === undefined ? undefined : new TruePeakLimiter(mixed.gains.ceilingDbtp)
  const meter = new SampleMeter({ truePeaks: true })
  const monoMeter = new SampleMeter({ truePeaks: true })
  const found: WrittenMaster['stretches'] = []
  const file = await open(path, 'w')
  try {
    let frame = 0
    const write = async (samples: Float32Array): Promise<void> => {
      const bits = ditherToSixteenBit(samples, frame)
      await file.write(Buffer.from(bits.buffer), 0, bits.byteLength, headerBytes + 4 * frame)
      meter.push(samples)
      foldToMean(samples)
      monoMeter.push(samples)
      frame += samples.length / 2
    }
    for (const [index, { fromFrame, toFrame }] of stretches.entries()) {
      const hash = createHash('sha256')
      for await (const samples of mixSamples(mixed, { fromFrame, toFrame })) {
        if (stage.signal.aborted) throw new AudioError('cancelled')
        hash.update(asBytes(samples))
        await write(limiter === undefined ? samples : limiter.push(samples))
        stage.onProgress(frame / totalFrames)
      }
      if (index === stretches.length - 1 && limiter !== undefined) await write(limiter.end())
      found.push({ sha256: hash.digest('hex'), truePeakDbtp: meter.mark(), monoTruePeakDbtp: monoMeter.mark() })
    }
    const trace = meter.result()
    const header = broadcastHeader({ ...facts, frames: totalFrames, figures: trace })
    await file.write(header, 0, header.length, 0)
    const frames = ((await stat(path)).size - headerBytes) / 4
    if (frames !== totalFrames)
      throw new AudioError('target-missed', { what: 'length', file: 'master', plannedFrames: totalFrames, frames })
    const monoLufs = monoMeter.result().integratedLufs
    return { path, trace, stretches: found, monoLufs, lowestGains: limiter?.lowestGains ?? [] }
  } finally {
    await file.close()
  }
}

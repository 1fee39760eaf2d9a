import { AudioError } from '../errors.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, houseFrameBytes, toHouseFormat } from '../house-format.ts'
import { SampleMeter, type SampleTrace } from '../loudness/index.ts'
import { ownTimeLimitMs, type Stage } from './stage.ts'

/** A delivered file as any player hears it. */
export interface Decoded {
  /** `frames` are those that came out. */
  trace: SampleTrace
  /** The highest true peak from each of the asked frames to the next; undefined: digital silence. */
  peaksDbtp: (number | undefined)[]
}

/**
 * Decodes a delivered file and measures what comes out, as heard from two loudspeakers. `startFrames` are where the stretches
 * begin whose peaks are asked for, the first at 0.
 */
export async function decodeDelivery(
  path: string,
  startFrames: readonly number[],
  plannedFrames: number,
  stage: Stage & { onProgress: (fraction: number) => void },
): Promise<Decoded> {
  const meter = new SampleMeter({ truePeaks: true })
  const peaksDbtp: (number | undefined)[] = []
  const borders = startFrames.slice(1)
  let frame = 0
  const hear = (samples: Float32Array): void => {
    let from = 0
    for (;;) {
      const border = borders[peaksDbtp.length] ?? Number.POSITIVE_INFINITY
      const to = Math.min(samples.length / 2, border - frame)
      meter.push(samples.subarray(2 * from, 2 * to))
      if (to === samples.length / 2) break
      peaksDbtp.push(meter.mark())
      from = to
    }
    frame += samples.length / 2
  }
  let rest: Buffer = Buffer.alloc(0)
  await runFfmpeg(stage.ffmpeg, {
    inputs: [{ path }],
    filterGraph: `[0:a:0]${toHouseFormat}[sound]`,
    outputs: [
      {
        onChunk(chunk) {
          const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
          const whole = bytes.length - (bytes.length % houseFrameBytes)
          // A copy of its own, because a view on floats must begin at a multiple of four bytes.
          hear(new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer))
          rest = Buffer.from(bytes.subarray(whole))
        },
        options: ['-map', '[sound]', '-c:a', 'pcm_f32le', '-f', 'f32le'],
      },
    ],
    untrusted: false,
    timeLimitMs: ownTimeLimitMs(plannedFrames),
    durationMs: framesToMs(plannedFrames),
    onProgress: stage.onProgress,
    niceness: stage.niceness(),
    signal: stage.signal,
  })
  if (rest.length > 0) throw new AudioError('decode-failed', { problem: 'half a frame', path })
  peaksDbtp.push(meter.mark())
  return { trace: meter.result(), peaksDbtp }
}

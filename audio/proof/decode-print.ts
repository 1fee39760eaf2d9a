import { AudioError } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { foldDown } from '../fold-down.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs } from '../probe/index.ts'
import { PRINT_RATE, printMaker, type SoundPrint } from './print.ts'

/**
 * The print of any accepted file, made while it is decoded. Rejects with AudioError as a probe does, `not-audio` too when
 * nothing came out.
 */
export async function decodePrint(
  path: string,
  floorDbfs: number,
  { ffmpeg, signal }: { ffmpeg: Ffmpeg; signal?: AbortSignal },
): Promise<SoundPrint> {
  const bytes = await inputSize(path)
  const maker = printMaker(floorDbfs)
  let rest: Buffer = Buffer.alloc(0)
  await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    outputs: [
      {
        onChunk(chunk) {
          // Copied once: chunks of a pipe may begin at an odd address and end inside a frame.
          const bytesNow = new Uint8Array((rest.length + chunk.length) & ~3)
          const whole = bytesNow.length - rest.length
          bytesNow.set(rest)
          bytesNow.set(chunk.subarray(0, whole), rest.length)
          rest = chunk.subarray(whole)
          const integers = foldDown(new Int16Array(bytesNow.buffer))
          const samples = new Float32Array(integers.length)
          for (let i = 0; i < samples.length; i++) samples[i] = (integers[i] ?? 0) / 32_768
          maker.push(samples)
        },
        options: ['-map', '0:a:0', '-ac', '2', '-ar', String(PRINT_RATE), '-c:a', 'pcm_s16le', '-f', 's16le'],
      },
    ],
    untrusted: true,
    timeLimitMs: decodeLimitMs(bytes),
    signal,
  })
  const print = maker.print()
  if (print.durationMs === 0) throw new AudioError('not-audio', { path })
  return print
}

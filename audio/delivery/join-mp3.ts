import { open } from 'node:fs/promises'
import { AudioError } from '../errors.ts'
import { type Mp3Form, mp3Forms } from './forms.ts'
import { crc16, infoFrame } from './info-frame.ts'
import { sealedBytes } from './stretch-store.ts'

/** The frames of one stretch in a file of its own; more of them than are wanted. */
export interface StretchFrames {
  path: string
  mp3Frames: number
}

/** Writes tag, information frame and the stretches' frames one after another. Rejects with AudioError `cancelled`. */
export async function joinMp3(
  path: string,
  tag: Buffer,
  stretches: readonly StretchFrames[],
  about: { form: Mp3Form; totalFrames: number },
  signal: AbortSignal,
): Promise<void> {
  const { frameBytes } = mp3Forms[about.form]
  const out = await open(path, 'w')
  try {
    let at = tag.length + frameBytes
    let musicCrc = 0
    let mp3Frames = 0
    let encoder: string | undefined
    for (const stretch of stretches) {
      const bytes = stretch.mp3Frames * frameBytes
      if (bytes === 0) continue
      if ((await sealedBytes(stretch.path)) < bytes)
        throw new AudioError('decode-failed', { problem: 'fewer frames than planned', ...stretch })
      const from = await open(stretch.path, 'r')
      try {
        for await (const chunk of from.createReadStream({ end: bytes - 1, autoClose: false, highWaterMark: 1 << 18 })) {
          if (signal.aborted) throw new AudioError('cancelled')
          const frames = chunk as Buffer
          encoder ??= encoderOf(frames)
          musicCrc = crc16(frames, musicCrc)
          await out.write(frames, 0, frames.length, at)
          at += frames.length
        }
      } finally {
        await from.close()
      }
      mp3Frames += stretch.mp3Frames
    }
    const info = infoFrame({ ...about, mp3Frames, musicCrc, encoder: encoder ?? 'LAME' })
    const head = Buffer.concat([tag, info])
    await out.write(head, 0, head.length, 0)
  } finally {
    await out.close()
  }
}

/** LAME fills bits that it does not need with its name. */
function encoderOf(frames: Buffer): string | undefined {
  return /LAME\d\.\d{1,3}/.exec(frames.toString('latin1'))?.[0]
}

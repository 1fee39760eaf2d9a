import { AudioError } from '../errors.ts'
import type { Ffmpeg } from '../ffmpeg.ts'
import type { Treatment } from './treatment.ts'

export interface TreatedListening {
  ffmpeg: Ffmpeg
  /** The stretch that is heard, ms of the source; default all of it. */
  fromMs?: number
  toMs?: number
  /** Bytes of the MP3 as they are made; a promise holds the making back. */
  onChunk: (chunk: Buffer) => void | Promise<void>
  signal: AbortSignal
  niceness?: number
}

export async function treatedMp3(_path: string, _treatment: Treatment, _io: TreatedListening): Promise<void> {
  throw new AudioError('decode-failed')
}

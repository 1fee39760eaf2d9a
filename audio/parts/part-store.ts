import { AudioError } from '../errors.ts'
import type { Ffmpeg } from '../ffmpeg.ts'
import type { PartSource, ReadyPart } from './part.ts'

export interface PartStoreOptions {
  /** A folder of the store's own; it is made when it is not there, and may be deleted at any time. */
  folder: string
  /** What its files may take together; what a lease protects may exceed it. */
  maxBytes: number
  ffmpeg: Ffmpeg
}

/** What making a part needs of its surroundings. */
export interface PartIo {
  pathOf: (sha256: string) => string | Promise<string>
  signal: AbortSignal
  /** 0..1, never going back. */
  onProgress?: (fraction: number) => void
  /** 1..19: how far the work stands back behind everything else that wants the processor; default 10. */
  niceness?: number
}

/** Parts that were made ready, kept on the disk as long as there is room. */
export interface PartStore {
  /**
   * The part of a source: made, or found as it was made before. Not more than two are made at once; a source that is asked
   * for while it is being made is not made again.
   */
  ready(source: PartSource, io: PartIo): Promise<ReadyPart>
  /** While it is not released, no file of a part that `ready` gave since is dropped. A second release does nothing. */
  lease(): { release(): void }
}

export async function createPartStore(_options: PartStoreOptions): Promise<PartStore> {
  return {
    ready: () => Promise.reject(new AudioError('decode-failed')),
    lease: () => ({ release: () => undefined }),
  }
}

import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { createPartStore, type Ffmpeg, type PartStore, type StretchStore } from '../../audio/index.ts'

const GIGABYTE = 1024 ** 3
const MOST_BYTES = 4 * GIGABYTE
const SHARE_OF_FREE = 0.1
/** Encoded stretches are a twentieth as large as the sounds that they are made of. */
const SHARE_OF_STRETCHES = 1 / 8

/** What was made once and need not be made again: sounds made ready for a mix, and encoded stretches of programmes. */
export interface MadeBefore {
  parts: PartStore
  stretches: StretchStore
}

/**
 * Opens what was made before, in the folder `parts` of the data folder: no media, made again whenever it is missing. It takes
 * a tenth of what is free on the disk at the start, 4 GB at most.
 */
export async function openPartStore(dataDir: string, ffmpeg: Ffmpeg): Promise<MadeBefore> {
  const folder = join(dataDir, 'parts')
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  const bytes = partStoreBytes(bavail * bsize)
  const forStretches = Math.floor(bytes * SHARE_OF_STRETCHES)
  return {
    parts: await createPartStore({ folder: join(folder, 'sounds'), maxBytes: bytes - forStretches, ffmpeg }),
    stretches: { folder: join(folder, 'stretches'), maxBytes: forStretches },
  }
}

/** How much both may take of a disk with so much free (pure). */
export function partStoreBytes(freeBytes: number): number {
  return Math.floor(Math.min(MOST_BYTES, freeBytes * SHARE_OF_FREE))
}

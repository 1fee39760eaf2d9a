import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { createPartStore, type Ffmpeg, type PartStore } from '../../audio/index.ts'

const GIGABYTE = 1024 ** 3
const MOST_BYTES = 4 * GIGABYTE
const SHARE_OF_FREE = 0.1

/**
 * The store of parts made ready for a mix, in the folder `parts` of the data folder: no media, made again whenever it is
 * missing. It takes a tenth of what is free on the disk at the start, 4 GB at most.
 */
export async function openPartStore(dataDir: string, ffmpeg: Ffmpeg): Promise<PartStore> {
  const folder = join(dataDir, 'parts')
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  return createPartStore({ folder, maxBytes: partStoreBytes(bavail * bsize), ffmpeg })
}

/** How much the store may take of a disk with so much free (pure). */
export function partStoreBytes(freeBytes: number): number {
  return Math.floor(Math.min(MOST_BYTES, freeBytes * SHARE_OF_FREE))
}

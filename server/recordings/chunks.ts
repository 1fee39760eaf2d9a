import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StationError } from '../errors.ts'

/** The folder of a recording's chunks: one file a chunk, whole or absent. */
function folderOf(dataDir: string, recordingId: string): string {
  return join(dataDir, 'recordings', recordingId)
}

function pathOf(dataDir: string, recordingId: string, number: number): string {
  return join(folderOf(dataDir, recordingId), `${String(number).padStart(6, '0')}.pcm`)
}

/** Makes a chunk durable; refuses `chunk-altered` when the bytes are not the ones that were hashed in the browser. */
export async function storeChunk(
  dataDir: string,
  recordingId: string,
  number: number,
  bytes: Buffer,
  sha256: string,
): Promise<void> {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new StationError('chunk-altered', { number })
  await mkdir(folderOf(dataDir, recordingId), { recursive: true })
  const path = pathOf(dataDir, recordingId, number)
  const file = await open(`${path}.part`, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

/** The recorded sound, chunk after chunk. */
export async function* readChunks(dataDir: string, recordingId: string, count: number): AsyncGenerator<Buffer> {
  for (let number = 0; number < count; number++) yield readFile(pathOf(dataDir, recordingId, number))
}

export async function dropChunks(dataDir: string, recordingId: string): Promise<void> {
  await rm(folderOf(dataDir, recordingId), { recursive: true, force: true })
}

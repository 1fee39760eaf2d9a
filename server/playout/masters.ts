import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { MasterCheck, PlayoutFile } from '../../schedules/index.ts'

const CHUNK_BYTES = 1 << 20

/**
 * Checks masters by their SHA-256. A file is hashed once and again only when its size, times or inode changed, so that
 * the check just before an airing takes no time.
 */
export function masterChecker(dataDir: string): (file: PlayoutFile) => Promise<MasterCheck> {
  const hashes = new Map<string, { stamp: string; sha256: Promise<string> }>()

  return async ({ masterPath, masterSha256 }) => {
    const path = join(dataDir, ...masterPath.split('/'))
    try {
      const { size, mtimeMs, ctimeMs, ino } = await stat(path)
      const stamp = [size, mtimeMs, ctimeMs, ino].join(' ')
      let known = hashes.get(path)
      if (known?.stamp !== stamp) {
        known = { stamp, sha256: hashOf(path) }
        hashes.set(path, known)
        known.sha256.catch(() => hashes.delete(path))
      }
      const sha256 = await known.sha256
      if (sha256 === masterSha256) return { ok: true, path }
      return { ok: false, code: 'media-changed', details: { path: masterPath, expected: masterSha256, found: sha256 } }
    } catch (error) {
      return { ok: false, code: 'media-missing', details: { path: masterPath, system: String(error) } }
    }
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: CHUNK_BYTES }), hash)
  return hash.digest('hex')
}

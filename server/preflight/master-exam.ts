import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { AudioError, type Ffmpeg, measure, probe } from '../../audio/index.ts'

/** What a full examination of a master found. */
export interface MasterExam {
  sha256: string
  /** What FFmpeg could decode; undefined when it decoded nothing. */
  decodedMs: number | undefined
  /** What it stumbled over, in its own words or as our code. */
  decodeProblems: string[]
  integratedLufs: number | undefined
  truePeakDbtp: number | undefined
}

/** A master as it lies there: its size, and the examination where one of this very file was made. */
export type MasterLook = { there: false } | { there: true; bytes: number; exam: MasterExam | undefined }

/** Behind everything else that runs. */
const NICENESS = 19
const CHUNK_BYTES = 1 << 20
/** Masters of a few weeks. */
const MOST_KEPT = 200

type Heard = Omit<MasterExam, 'sha256'>

/**
 * Examines masters: hash, full decode, loudness. A file is examined once and again only when its size, times or inode
 * changed; what was decoded belongs to the hash and is not done twice for a copy or a touched file.
 */
export class MasterExams {
  readonly #ffmpeg: Ffmpeg
  readonly #hashes = new Map<string, { stamp: string; sha256: string }>()
  readonly #heard = new Map<string, Heard>()

  constructor(ffmpeg: Ffmpeg) {
    this.#ffmpeg = ffmpeg
  }

  /** Looks at a file; `thorough` examines what is not known yet, without it only what is known is told. */
  async look(path: string, thorough: { signal: AbortSignal } | undefined): Promise<MasterLook> {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) return { there: false }
    const stamp = [found.size, found.mtimeMs, found.ctimeMs, found.ino].join(' ')
    const known = this.#hashes.get(path)
    let sha256 = known?.stamp === stamp ? known.sha256 : undefined
    if (sha256 === undefined && thorough) {
      sha256 = await hashOf(path, thorough.signal).catch(() => undefined)
      if (sha256 === undefined) return { there: true, bytes: found.size, exam: undefined }
      remember(this.#hashes, path, { stamp, sha256 })
    }
    if (sha256 === undefined) return { there: true, bytes: found.size, exam: undefined }
    let heard = this.#heard.get(sha256)
    if (heard === undefined && thorough) {
      heard = await this.#hear(path, thorough.signal)
      if (heard !== undefined) remember(this.#heard, sha256, heard)
    }
    return { there: true, bytes: found.size, exam: heard && { sha256, ...heard } }
  }

  /** Undefined when it was broken off: then nothing is known of the file. */
  async #hear(path: string, signal: AbortSignal): Promise<Heard | undefined> {
    const options = { signal, niceness: NICENESS }
    try {
      const { durationMs, warnings } = await probe(path, this.#ffmpeg, options)
      const { integratedLufs, truePeakDbtp } = await measure(path, this.#ffmpeg, options)
      const decodeProblems = warnings
        .filter(({ code }) => code === 'damaged' || code === 'truncated')
        .map(({ code, details }) => (Array.isArray(details.errors) ? String(details.errors[0]) : code))
      return { decodedMs: durationMs, decodeProblems, integratedLufs, truePeakDbtp }
    } catch (error) {
      if (error instanceof AudioError && error.code === 'cancelled') return undefined
      const problem = error instanceof AudioError ? error.code : String(error)
      return { decodedMs: undefined, decodeProblems: [problem], integratedLufs: undefined, truePeakDbtp: undefined }
    }
  }
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: CHUNK_BYTES }), hash, { signal })
  return hash.digest('hex')
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > MOST_KEPT && !oldest.done) map.delete(oldest.value)
}

import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { Zip, ZipPassThrough } from 'fflate'

/** A file of an archive that is being written. */
export interface ZipEntry {
  /** With slashes between folders. */
  name: string
  /** What it holds, or where that stands on the disk. */
  content: Uint8Array | string | { path: string }
  /** When it was last changed, an instant; the archive's own time where nothing is known. */
  changedAt?: number
}

const READ_BYTES = 256 * 1024

/**
 * An archive as a stream: entries are stored as they are (sound does not pack), one file is open at a time, and nothing is
 * read faster than it is taken. A file that cannot be read ends the stream with that error, so that nobody takes half an
 * archive for a whole one. `at` is the archive's own time, an instant.
 */
export function zipStream(entries: Iterable<ZipEntry>, at: number): Readable {
  return Readable.from(zipped(entries, at), { objectMode: false, highWaterMark: READ_BYTES })
}

async function* zipped(entries: Iterable<ZipEntry>, at: number): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    made.push(bytes)
  })
  for (const { name, content, changedAt = at } of entries) {
    const entry = new ZipPassThrough(name)
    // Archives know no time before 1980.
    entry.mtime = Math.max(changedAt, Date.UTC(1980, 0, 2))
    zip.add(entry)
    for await (const bytes of piecesOf(content)) {
      entry.push(bytes)
      yield* made.splice(0)
    }
    entry.push(new Uint8Array(0), true)
    yield* made.splice(0)
  }
  zip.end()
  yield* made.splice(0)
}

async function* piecesOf(content: ZipEntry['content']): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield new TextEncoder().encode(content)
  else if (content instanceof Uint8Array) yield content
  else yield* createReadStream(content.path, { highWaterMark: READ_BYTES })
}

import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { isMissing } from './atomic-file.ts'
import { journalFiles } from './journal-files.ts'
import { type JournalEntry, parseJournalLine } from './journal-line.ts'

/** What was read from the journal since an offset. */
export interface JournalRead {
  entries: JournalEntry[]
  /** Where to go on next time: the beginning of the first line that is not whole yet. */
  nextByteOffset: number
  /** Lines that are damaged, and why; they are passed over. */
  corrupt: { byteOffset: number; reason: string }[]
  /** The last line has no end yet: it is being written, or the power went while it was. */
  torn: boolean
  mark: number | undefined
}

/** As much of the past as is needed now. */
export interface JournalPast {
  entries: JournalEntry[]
  /** The highest number of a line, 0 before the first. */
  lastSeq: number
  damaged: { path: string; byteOffset: number; reason: string }[]
}

const READ_BYTES = 1 << 20
/** The past that may be asked for ends here, whatever was written: so much is read within a second. */
const MOST_FILES = 5

/**
 * Reads whole lines of one file from a byte offset on; a missing journal is an empty one. The offset may also be asked
 * for by the file's mark, which tells it from every other file whatever its name is by now (undefined: it has no whole
 * line yet); one behind its end begins again at 0.
 */
export async function readJournal(
  path: string,
  from: number | ((mark: number) => Promise<number>) = 0,
): Promise<JournalRead> {
  const read: JournalRead = { entries: [], nextByteOffset: 0, corrupt: [], torn: false, mark: undefined }
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (!isMissing(error)) throw error
    if (typeof from === 'number') read.nextByteOffset = from
    return read
  }
  try {
    read.mark = await markOf(file)
    const wanted = typeof from === 'number' ? from : read.mark === undefined ? 0 : await from(read.mark)
    read.nextByteOffset = wanted > (await file.stat()).size ? 0 : wanted
    let rest = Buffer.alloc(0)
    const block = Buffer.alloc(READ_BYTES)
    for (let at = read.nextByteOffset; ; ) {
      const { bytesRead } = await file.read(block, 0, block.length, at)
      if (bytesRead === 0) break
      at += bytesRead
      rest = takeLines(Buffer.concat([rest, block.subarray(0, bytesRead)]), read)
    }
    read.torn = rest.length > 0
    return read
  } finally {
    await file.close()
  }
}

/**
 * Reads the journal and as many of its closed files as it takes to know everything since an instant (UTC ms), oldest
 * first; never more than the last five files.
 */
export async function readJournalSince(journal: string, sinceMs: number): Promise<JournalPast> {
  const past: JournalPast = { entries: [], lastSeq: 0, damaged: [] }
  for (const path of (await journalFiles(journal)).toReversed().slice(0, MOST_FILES)) {
    const { entries, corrupt, torn, nextByteOffset } = await readJournal(path)
    past.entries = [...entries, ...past.entries]
    past.lastSeq = entries.reduce((most, { seq }) => Math.max(most, seq), past.lastSeq)
    past.damaged.push(...corrupt.map((line) => ({ path, ...line })))
    if (torn) past.damaged.push({ path, byteOffset: nextByteOffset, reason: 'torn' })
    const first = entries[0]
    if (first !== undefined && first.at < sinceMs) break
  }
  return past
}

/** Of 31 bits, from the first line. */
async function markOf(file: FileHandle): Promise<number | undefined> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, 0)
  const end = buffer.subarray(0, bytesRead).indexOf(10)
  return end < 0 ? undefined : crc32(buffer.subarray(0, end)) >>> 1
}

function takeLines(bytes: Buffer, read: JournalRead): Buffer<ArrayBuffer> {
  let from = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    const line = bytes.toString('utf8', from, end)
    const parsed = parseJournalLine(line)
    if ('entry' in parsed) read.entries.push(parsed.entry)
    else if (line !== '') read.corrupt.push({ byteOffset: read.nextByteOffset, reason: parsed.reason })
    read.nextByteOffset += end + 1 - from
    from = end + 1
  }
  return Buffer.from(bytes.subarray(from))
}

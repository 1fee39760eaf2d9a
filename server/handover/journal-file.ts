import { randomUUID } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { OnAirEvent } from '../../schedules/index.ts'
import { isMissing } from './atomic-file.ts'
import { type JournalEntry, journalLine, parseJournalLine } from './journal-line.ts'

/** What was read from the journal since an offset. */
export interface JournalRead {
  entries: JournalEntry[]
  /** Where to go on next time: the beginning of the first line that is not whole yet. */
  nextByteOffset: number
  /** Lines that are damaged, and why; they are passed over. */
  corrupt: { byteOffset: number; reason: string }[]
  /** The last line has no end yet: it is being written, or the power went while it was. */
  torn: boolean
}

/** Appends to the journal, each event durable as soon as the disk takes it. */
export interface JournalWriter {
  /** Takes the event at once; it is on the disk a little later. Never throws: a full disk must not stop the air. */
  append(event: OnAirEvent): void
  /** Resolves when everything appended so far is on the disk, or after `withinMs`. False when it is not. */
  flush(withinMs: number): Promise<boolean>
  /** Lines that wait for the disk, and since when it refuses (monotonic ms). */
  backlog(): { lines: number; since: number | undefined }
  close(): Promise<void>
}

export interface JournalWriterOptions {
  /** Told when the disk begins to refuse and when it takes lines again. */
  onTrouble?: (trouble: { refused: boolean; error?: unknown }) => void
  monotonicMs: () => number
  now: () => number
  /** How the file is opened; a test gives one that refuses. */
  openFile?: (path: string) => Promise<FileHandle>
}

const RETRY_MS = 1000
const READ_BYTES = 1 << 20

/** Reads whole lines from a byte offset on; a missing journal is an empty one. */
export async function readJournal(path: string, fromByteOffset = 0): Promise<JournalRead> {
  const read: JournalRead = { entries: [], nextByteOffset: fromByteOffset, corrupt: [], torn: false }
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (isMissing(error)) return read
    throw error
  }
  try {
    let rest = Buffer.alloc(0)
    const block = Buffer.alloc(READ_BYTES)
    for (let at = fromByteOffset; ; ) {
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

/**
 * Opens the journal for appending after its last whole line; `seq` goes on after `lastSeq`. A torn line at the end is
 * closed with a newline, so that it stays visible as damaged and harms no other.
 */
export async function openJournal(
  path: string,
  lastSeq: number,
  options: JournalWriterOptions,
): Promise<JournalWriter> {
  const openFile = options.openFile ?? ((name: string) => open(name, 'a+'))
  const waiting: string[] = []
  let seq = lastSeq
  let file: FileHandle | undefined
  let good = 0
  let writing: Promise<void> | undefined
  let refusedSince: number | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const openEnd = async () => {
    const opened = await openFile(path)
    try {
      good = (await opened.stat()).size
      if (good > 0) {
        const last = Buffer.alloc(1)
        await opened.read(last, 0, 1, good - 1)
        if (last[0] !== 10) {
          await opened.appendFile('\n')
          good += 1
        }
      }
      return opened
    } catch (error) {
      await opened.close()
      throw error
    }
  }

  const writeAll = async () => {
    while (waiting.length > 0) {
      const text = waiting.join('')
      const lines = waiting.length
      try {
        file ??= await openEnd()
        await file.appendFile(text)
        await file.datasync()
        good += Buffer.byteLength(text)
      } catch (error) {
        await takeBack()
        if (refusedSince === undefined) {
          refusedSince = options.monotonicMs()
          options.onTrouble?.({ refused: true, error })
        }
        if (!closed) retry = setTimeout(start, RETRY_MS)
        return
      }
      waiting.splice(0, lines)
      if (refusedSince !== undefined) {
        const waitedMs = options.monotonicMs() - refusedSince
        refusedSince = undefined
        options.onTrouble?.({ refused: false })
        push({ at: options.now(), event: 'journal-gap', details: { waitedMs, lines } })
      }
    }
  }

  /** Half a line may be there: cutting it off needs no room on the disk. */
  const takeBack = async () => {
    try {
      await file?.truncate(good)
      await file?.close()
    } catch {
      // The next opening looks at the end again.
    }
    file = undefined
  }

  const start = () => {
    writing ??= writeAll().finally(() => {
      writing = undefined
    })
  }

  const push = (event: OnAirEvent) => {
    waiting.push(journalLine({ id: randomUUID(), seq: ++seq, ...event }))
  }

  return {
    append(event) {
      push(event)
      if (refusedSince === undefined) setImmediate(start)
    },
    async flush(withinMs) {
      const until = options.monotonicMs() + withinMs
      while (waiting.length > 0 && options.monotonicMs() < until) {
        start()
        await writing
        if (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return waiting.length === 0
    },
    backlog: () => ({ lines: waiting.length, since: refusedSince }),
    async close() {
      closed = true
      clearTimeout(retry)
      await writing
      await file?.close()
      file = undefined
    },
  }
}

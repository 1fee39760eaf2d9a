import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OnAirEvent } from '../../schedules/index.ts'
import { closeJournalFile } from './journal-files.ts'
import { journalLine } from './journal-line.ts'

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
  /** Whether a file that has grown large may be closed now and another one begun: not while something sounds. */
  mayClose?: () => boolean
  closeAboveBytes?: number
}

const RETRY_MS = 1000
/** Two to three months of an ordinary station. */
const CLOSE_ABOVE_BYTES = 4_000_000

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
  let goodSeq = lastSeq
  let writing: Promise<void> | undefined
  let refusedSince: number | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined
  const limit = options.closeAboveBytes ?? CLOSE_ABOVE_BYTES
  let closeAbove = limit

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

  /** The file must still be the one of that name: somebody may have deleted or replaced it. */
  const standing = async () => {
    if (file !== undefined) {
      const [here, there] = [await file.stat(), await stat(path).catch(() => undefined)]
      if (there === undefined || there.ino !== here.ino || there.dev !== here.dev) {
        if (here.nlink === 0 && there === undefined) {
          await mkdir(dirname(path), { recursive: true })
          await putBack(file, path)
        }
        await file.close()
        file = undefined
      }
    }
    if (file === undefined) await mkdir(dirname(path), { recursive: true })
    file ??= await openEnd()
    if (good > closeAbove && options.mayClose?.()) {
      await file.close()
      file = undefined
      const isClosed = await closeJournalFile(path, goodSeq).then(
        () => true,
        () => false,
      )
      file = await openEnd()
      // One that cannot be renamed now grows on for a while.
      closeAbove = isClosed ? limit : good + limit
    }
    return file
  }

  const writeAll = async () => {
    while (waiting.length > 0) {
      const text = waiting.join('')
      const lines = waiting.length
      const upToSeq = seq
      try {
        const opened = await standing()
        await opened.appendFile(text)
        await opened.datasync()
        good += Buffer.byteLength(text)
        goodSeq = upToSeq
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

/** Gives a deleted journal its place back, from what is still in our hands. */
async function putBack(deleted: FileHandle, path: string): Promise<void> {
  const { size } = await deleted.stat()
  const { buffer, bytesRead } = await deleted.read(Buffer.alloc(size), 0, size, 0)
  const file = await open(path, 'wx')
  try {
    await file.writeFile(buffer.subarray(0, bytesRead))
    await file.datasync()
  } finally {
    await file.close()
  }
}

import { readdir, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isMissing, syncFolder } from './atomic-file.ts'

/**
 * The journal is one file that grows and, beside it, the files before it: `journal.000000001234.ndjson` ends with line
 * 1234. Nothing is ever written into those again, and nothing of them is thrown away.
 */
const CLOSED = /^journal\.(\d{12})(?:-(\d+))?\.ndjson$/

/** All files of a journal, oldest first, the growing one last; that one is named even while it is missing. */
export async function journalFiles(journal: string): Promise<string[]> {
  const folder = dirname(journal)
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const closed = names
    .flatMap((name) => {
      const match = CLOSED.exec(name)
      return match === null ? [] : [{ name, seq: Number(match[1]), again: Number(match[2] ?? 1) }]
    })
    .toSorted((a, b) => a.seq - b.seq || a.again - b.again)
  return [...closed.map(({ name }) => join(folder, name)), journal]
}

/** Gives the growing file its name for good, after its last line; the next line begins another one. */
export async function closeJournalFile(journal: string, lastSeq: number): Promise<void> {
  const folder = dirname(journal)
  const number = String(lastSeq).padStart(12, '0')
  for (let again = 1; ; again++) {
    const name = `journal.${number}${again === 1 ? '' : `-${again}`}.ndjson`
    if (name === basename(journal) || (await isThere(join(folder, name)))) continue
    await rename(journal, join(folder, name))
    await syncFolder(folder)
    return
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

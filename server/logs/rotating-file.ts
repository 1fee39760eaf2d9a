import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A log file that never fills the disk: at `limitBytes` it becomes `.1`, the one before `.2`, and the oldest goes. */
export interface RotatingFile {
  /** Takes the text at once; writes it later, in order. When the disk refuses, the oldest waiting text is given up. */
  write(text: string): void
  /** Resolves when everything taken so far was written or given up. */
  flush(): Promise<void>
}

const LIMIT_BYTES = 5_000_000
const KEPT = 5
const WAITING_LIMIT = 2000

export function openRotatingFile(path: string, limitBytes = LIMIT_BYTES, kept = KEPT): RotatingFile {
  let waiting: string[] = []
  let size: number | undefined
  let writing: Promise<void> | undefined

  const rotate = async () => {
    await rm(`${path}.${kept}`, { force: true })
    for (let i = kept - 1; i >= 0; i--) {
      const from = i === 0 ? path : `${path}.${i}`
      await rename(from, `${path}.${i + 1}`).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      })
    }
    size = 0
  }

  const writeAll = async () => {
    while (waiting.length > 0) {
      const text = waiting.join('')
      waiting = []
      try {
        if (size === undefined) {
          await mkdir(dirname(path), { recursive: true })
          size = await stat(path).then(
            (there) => there.size,
            () => 0,
          )
        }
        if (size > 0 && size + text.length > limitBytes) await rotate()
        await appendFile(path, text)
        size += Buffer.byteLength(text)
      } catch {
        // A log that cannot be written is no reason to do anything else differently; the journal is kept elsewhere.
        size = undefined
      }
    }
  }

  return {
    write(text) {
      waiting.push(text)
      if (waiting.length > WAITING_LIMIT) waiting.shift()
      writing ??= writeAll().finally(() => {
        writing = undefined
      })
    },
    async flush() {
      while (writing !== undefined) await writing
    },
  }
}

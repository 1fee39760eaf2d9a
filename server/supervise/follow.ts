import { open, stat } from 'node:fs/promises'

/** Hands on the lines that are added to a file from now on, also when it is rotated; looks twice a second. */
export function followFile(path: string, onLine: (line: string) => void): () => void {
  let offset: number | undefined
  let rest = ''
  let busy = false
  const look = async () => {
    const size = (await stat(path).catch(() => undefined))?.size
    offset ??= size ?? 0
    if (size === undefined || size === offset) return
    if (size < offset) offset = 0
    const file = await open(path, 'r')
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(size - offset), 0, size - offset, offset)
      offset += bytesRead
      const lines = (rest + buffer.toString('utf8', 0, bytesRead)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    } finally {
      await file.close()
    }
  }
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    // The file may be renamed under our eyes; the next look finds the new one.
    await look().catch(() => {})
    busy = false
  }, 500)
  return () => clearInterval(timer)
}

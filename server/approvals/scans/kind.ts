import { open } from 'node:fs/promises'
import { StationError } from '../../errors.ts'
import type { Upload } from '../../media/index.ts'

const SIGNATURES: readonly { mediaType: string; bytes: readonly number[] }[] = [
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
]

/** What a scan is by its first bytes (pure), whatever its name says; undefined: neither PDF, PNG nor JPEG. */
export function scanTypeOf(head: Uint8Array): string | undefined {
  return SIGNATURES.find(({ bytes }) => bytes.every((byte, place) => head[place] === byte))?.mediaType
}

/** The same of an upload. Refuses `scan-kind`. */
export async function scanTypeOfUpload({ file, fileName }: Upload): Promise<string> {
  const handle = await open(file.path)
  try {
    const head = new Uint8Array(16)
    await handle.read(head, 0, head.length, 0)
    const mediaType = scanTypeOf(head)
    if (mediaType === undefined) throw new StationError('scan-kind', { fileName })
    return mediaType
  } finally {
    await handle.close()
  }
}

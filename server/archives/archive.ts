import { unzipSync, zipSync } from 'fflate'

/** An archive of which only the wanted parts were unpacked. */
export interface Archive {
  /** The names of all entries, also of those that were left packed. */
  names: string[]
  parts: Readonly<Record<string, Uint8Array>>
  /** The wanted parts alone as a new archive, some of them changed, for readers that unpack by themselves. */
  repacked: (changed?: Readonly<Record<string, Uint8Array>>) => Uint8Array
}

/** Why an archive is not read: damaged, or larger unpacked than agreed. */
export class ArchiveRefused extends Error {
  readonly why: 'damaged' | 'too-large'

  constructor(why: ArchiveRefused['why'], options?: ErrorOptions) {
    super(`the archive is ${why}`, options)
    this.name = 'ArchiveRefused'
    this.why = why
  }
}

export interface ArchiveLimits {
  wanted: (name: string) => boolean
  /** Of one unpacked part. */
  largestPartBytes: number
  /** Of all wanted parts together, unpacked. */
  totalBytes: number
  entries: number
}

/** Whether bytes begin as a .zip with at least one entry does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

/**
 * Unpacks the wanted parts of an archive. The sizes that the archive claims are looked at first, so that a bomb is refused
 * before anything of it is unpacked; a part that turns out larger than it claims is cut there. Throws ArchiveRefused.
 */
export function boundedArchive(bytes: Uint8Array, limits: ArchiveLimits): Archive {
  const names: string[] = []
  let total = 0
  const unpacked = unpack(bytes, ({ name, originalSize }) => {
    names.push(name)
    if (names.length > limits.entries) throw new ArchiveRefused('too-large')
    if (!limits.wanted(name)) return false
    total += originalSize
    if (originalSize > limits.largestPartBytes || total > limits.totalBytes) throw new ArchiveRefused('too-large')
    return true
  })
  const parts: Record<string, Uint8Array> = Object.assign(Object.create(null), unpacked)
  return { names, parts, repacked: (changed = {}) => zipSync({ ...parts, ...changed }, { level: 0 }) }
}

function unpack(
  bytes: Uint8Array,
  filter: (entry: { name: string; originalSize: number }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch (cause) {
    if (cause instanceof ArchiveRefused) throw cause
    throw new ArchiveRefused('damaged', { cause })
  }
}

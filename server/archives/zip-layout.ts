/** A file of an archive whose every byte can be foreseen. */
export interface ZipPart {
  /** With slashes between folders. */
  name: string
  bytes: number
  /** CRC-32 as ISO 3309 has it; any number does where only the length of the archive is asked for. */
  crc32: number
  /** `YYYY-MM-DD`: the day it was made. */
  madeOn: string
}

/** What an archive consists of, in order: bytes of its own, and the files by their place in the list. */
export type ZipStretch = { own: Buffer } | { part: number }

/** From here on a field of 32 bits says that the true figure stands in a field of 64 (APPNOTE.TXT 4.4.1.4). */
const WIDE = 0xffffffff
/** The same of a field of 16 bits. */
const MANY = 0xffff
const STORED = 0
/** Names are UTF-8 (APPNOTE.TXT 4.4.4, bit 11). */
const UTF_8 = 0x0800

/**
 * Lays out a .zip that stores its files as they are (sound does not pack), after PKWARE's APPNOTE.TXT 6.3.10: because sizes
 * and checksums are known before the first byte leaves, the archive has a length, and any range of it can be sent again.
 */
export function layOutZip(parts: readonly ZipPart[]): { stretches: ZipStretch[]; bytes: number } {
  const stretches: ZipStretch[] = []
  const offsets: number[] = []
  let at = 0
  for (const [place, part] of parts.entries()) {
    offsets.push(at)
    const header = localHeader(part)
    stretches.push({ own: header }, { part: place })
    at += header.length + part.bytes
  }
  const central = Buffer.concat(parts.map((part, place) => centralHeader(part, offsets[place] ?? 0)))
  const end = endOf(parts.length, at, central.length)
  stretches.push({ own: Buffer.concat([central, end]) })
  return { stretches, bytes: at + central.length + end.length }
}

function localHeader(part: ZipPart): Buffer {
  const wide = part.bytes >= WIDE
  const extra = wide ? wideField([part.bytes, part.bytes]) : Buffer.alloc(0)
  const fixed = Buffer.alloc(30)
  fixed.writeUInt32LE(0x04034b50, 0)
  writeShared(fixed, 4, part, { wide, extra })
  return Buffer.concat([fixed, Buffer.from(part.name), extra])
}

function centralHeader(part: ZipPart, offset: number): Buffer {
  const wide = part.bytes >= WIDE
  const far = offset >= WIDE
  const wanted = [...(wide ? [part.bytes, part.bytes] : []), ...(far ? [offset] : [])]
  const extra = wanted.length > 0 ? wideField(wanted) : Buffer.alloc(0)
  const fixed = Buffer.alloc(46)
  fixed.writeUInt32LE(0x02014b50, 0)
  fixed.writeUInt16LE(45, 4)
  writeShared(fixed, 6, part, { wide: wide || far, extra })
  fixed.writeUInt32LE(wide ? WIDE : part.bytes, 20)
  fixed.writeUInt32LE(wide ? WIDE : part.bytes, 24)
  fixed.writeUInt32LE(far ? WIDE : offset, 42)
  return Buffer.concat([fixed, Buffer.from(part.name), extra])
}

/** What both headers of a file say in the same order, from “version needed to extract” to “extra field length”. */
function writeShared(header: Buffer, at: number, part: ZipPart, more: { wide: boolean; extra: Buffer }): void {
  const size = part.bytes >= WIDE ? WIDE : part.bytes
  header.writeUInt16LE(more.wide ? 45 : 20, at)
  header.writeUInt16LE(UTF_8, at + 2)
  header.writeUInt16LE(STORED, at + 4)
  header.writeUInt16LE(0, at + 6)
  header.writeUInt16LE(dosDate(part.madeOn), at + 8)
  header.writeUInt32LE(part.crc32, at + 10)
  header.writeUInt32LE(size, at + 14)
  header.writeUInt32LE(size, at + 18)
  header.writeUInt16LE(Buffer.byteLength(part.name), at + 22)
  header.writeUInt16LE(more.extra.length, at + 24)
}

/** “Zip64 extended information” (APPNOTE.TXT 4.5.3). */
function wideField(figures: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * figures.length)
  field.writeUInt16LE(0x0001, 0)
  field.writeUInt16LE(8 * figures.length, 2)
  for (const [place, figure] of figures.entries()) field.writeBigUInt64LE(BigInt(figure), 4 + 8 * place)
  return field
}

function endOf(count: number, offset: number, bytes: number): Buffer {
  const far = offset >= WIDE || count >= MANY
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, MANY), 8)
  end.writeUInt16LE(Math.min(count, MANY), 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(Math.min(offset, WIDE), 16)
  return far ? Buffer.concat([wideEnd(count, offset, bytes), end]) : end
}

/** The end of a far directory, and where to find it (APPNOTE.TXT 4.3.14, 4.3.15). */
function wideEnd(count: number, offset: number, bytes: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(45, 12)
  end.writeUInt16LE(45, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(bytes), 40)
  end.writeBigUInt64LE(BigInt(offset), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(offset + bytes), 64)
  end.writeUInt32LE(1, 72)
  return end
}

/** Archives count years from 1980. */
function dosDate(date: string): number {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number)
  return ((Math.max(1980, year) - 1980) << 9) | (month << 5) | day
}

/** What a picture is by its content, whatever it is called. */
export interface PictureFile {
  mediaType: 'image/jpeg' | 'image/png'
  width: number
  height: number
}

/** Players on telephones and in cars hold the cover in memory, decoded: four bytes a pixel. */
const LARGEST_SIDE = 4096

/**
 * Reads the kind and size of a JPEG or PNG out of its bytes. Undefined: neither of them, cut short, or larger than 4096
 * pixels a side. Nothing is decoded (JPEG: ITU-T T.81, annex B; PNG: W3C PNG third edition, 5 and 11.2.1).
 */
export function readPicture(bytes: Buffer): PictureFile | undefined {
  const found = readPng(bytes) ?? readJpeg(bytes)
  if (!found) return undefined
  const sides = [found.width, found.height]
  return sides.every((side) => side >= 1 && side <= LARGEST_SIDE) ? found : undefined
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function readPng(bytes: Buffer): PictureFile | undefined {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE) || bytes.length < 33) return undefined
  if (bytes.readUInt32BE(8) !== 13 || nameAt(bytes, 12) !== 'IHDR') return undefined
  let at = 8
  let hasImage = false
  while (at + 12 <= bytes.length) {
    const name = nameAt(bytes, at + 4)
    if (name === 'IEND')
      return hasImage
        ? { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
        : undefined
    hasImage ||= name === 'IDAT'
    at += 12 + bytes.readUInt32BE(at)
  }
  return undefined
}

function nameAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4)
}

/** Frame headers; C4, C8 and CC in their midst are other segments. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

const START_OF_SCAN = 0xda
const END_OF_IMAGE = Buffer.from([0xff, 0xd9])

function readJpeg(bytes: Buffer): PictureFile | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  let size: { width: number; height: number } | undefined
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return undefined
    if (isFrameHeader(marker)) {
      if (length < 8 || at + 9 > bytes.length) return undefined
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    if (marker === START_OF_SCAN) break
    at += 2 + length
  }
  const isWhole = size !== undefined && bytes.indexOf(END_OF_IMAGE, at) >= 0
  return isWhole && size ? { mediaType: 'image/jpeg', ...size } : undefined
}

import { isZip } from '../archives/index.ts'
import type { DocumentForm } from './document.ts'

/** What a file is, told by its first bytes. `name`: how people call it, for a sentence. */
export type FileKind =
  | { form: DocumentForm }
  /** Known, but nothing that is read here. */
  | { other: string }
  /** A Word, Excel or PowerPoint file under a password. */
  | { locked: true }
  | { unknown: true }

const OLE = [0xd0, 0xcf, 0x11, 0xe0]
/** A PDF may have a little before its head (ISO 32000, implementation note 13). */
const PDF_HEAD_WITHIN = 1024

const PICTURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
]
const SOUNDS: readonly (readonly number[])[] = [
  [0x49, 0x44, 0x33],
  [0xff, 0xfb],
  [0x4f, 0x67, 0x67, 0x53],
  [0x66, 0x4c, 0x61, 0x43],
]

/** What the bytes are, whatever the file is called. A .zip is taken for .docx until it is opened. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (begins(bytes, OLE)) return oleKind(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (isZip(bytes)) return { form: 'docx' }
  const head = Buffer.from(bytes.subarray(0, PDF_HEAD_WITHIN)).toString('latin1')
  if (head.includes('%PDF-')) return { form: 'pdf' }
  if (isRtf(bytes)) return { form: 'doc' }
  if (PICTURES.some((signature) => begins(bytes, signature))) return { other: 'tệp ảnh' }
  if (SOUNDS.some((signature) => begins(bytes, signature)) || /^RIFF....WAVE|^....ftyp/s.test(head))
    return { other: 'tệp âm thanh hoặc video' }
  if (
    /^\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype html|html|\?mso))/i.test(head) ||
    /^MIME-Version:/i.test(head)
  )
    return { other: 'trang web (HTML)' }
  if (/^(?:Rar!|7z\xbc\xaf)/.test(head)) return { other: 'tệp nén' }
  return { unknown: true }
}

/** Whether the file is Rich Text Format, which Word saves as .rtf and older programs as .doc. */
export function isRtf(bytes: Uint8Array): boolean {
  return begins(bytes, [0x7b, 0x5c, 0x72, 0x74, 0x66])
}

/** The head of a .doc (FIB): whether the text is encrypted, and whether the file names people who changed it. */
export function wordHead(bytes: Buffer): { isEncrypted: boolean; hasRevisions: boolean } | undefined {
  // Long streams begin at multiples of 512, short ones at multiples of 64 (MS-CFB 2.2, 2.4).
  for (let at = 512; at + 0x23a <= bytes.length; at += 64) {
    if (bytes.readUInt16LE(at) !== 0xa5ec || !isWordVersion(bytes.readUInt16LE(at + 2))) continue
    return {
      // MS-DOC 2.5.2: fEncrypted.
      isEncrypted: (bytes.readUInt16LE(at + 0x0a) & 0x0100) !== 0,
      // MS-DOC 2.5.6: lcbSttbfRMark. The list always has “Unknown”, which takes 22 bytes.
      hasRevisions: bytes.readUInt32LE(at + 0x236) > 22,
    }
  }
  return undefined
}

/** MS-DOC 2.5.2, nFib: Word 97 to 2007. */
function isWordVersion(number: number): boolean {
  return number >= 0xc0 && number <= 0x120
}

/** Whether an OLE file has a stream or storage of this name. */
export function hasStream(bytes: Buffer, name: string): boolean {
  return bytes.includes(Buffer.from(`${name}\0`, 'utf16le'))
}

function oleKind(bytes: Buffer): FileKind {
  if (hasStream(bytes, 'EncryptedPackage')) return { locked: true }
  if (hasStream(bytes, 'WordDocument')) return wordHead(bytes)?.isEncrypted ? { locked: true } : { form: 'doc' }
  if (hasStream(bytes, 'Workbook') || hasStream(bytes, 'Book')) return { other: 'bảng tính Excel (.xls)' }
  if (hasStream(bytes, 'PowerPoint Document')) return { other: 'tệp trình chiếu PowerPoint (.ppt)' }
  return { unknown: true }
}

function begins(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, place) => bytes[place] === byte)
}

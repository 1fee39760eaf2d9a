import type { SubmissionFileKind } from '../../contract/index.ts'

/** What a file is, by its first bytes and, where they leave it open, by its name. */
export interface FileKind {
  kind: SubmissionFileKind
  /** What it is sent out as; nothing that a browser would run. */
  mediaType: string
}

/** So many bytes are looked at. */
export const HEAD_BYTES = 64

const HEIF_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'heif'])

/**
 * What somebody sent (pure): documents, pictures, sound, film. The name alone convinces nobody: a program called bài.docx is
 * none of these. Undefined: none of what an item is made of.
 */
export function kindOf(head: Buffer, fileName: string): FileKind | undefined {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  return (
    documentOf(head, ending) ??
    pictureOf(head) ??
    soundOf(head, ending) ??
    filmOf(head, ending) ??
    plainText(head, ending)
  )
}

/** Word files go by one another's endings, and one with a password looks like an old one: the reader tells them apart. */
function documentOf(head: Buffer, ending: string): FileKind | undefined {
  const document = (mediaType: string): FileKind => ({ kind: 'document', mediaType })
  if (starts(head, 0, '%PDF-')) return document('application/pdf')
  if (starts(head, 0, '{\\rtf')) return document('application/rtf')
  if (!/^(doc|docx|docm|dot|dotx|rtf)$/.test(ending)) return undefined
  if (starts(head, 0, 'PK\u0003\u0004')) {
    return document('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  }
  const isOldOffice = head.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  return isOldOffice ? document('application/msword') : undefined
}

function pictureOf(head: Buffer): FileKind | undefined {
  const picture = (mediaType: string): FileKind => ({ kind: 'picture', mediaType })
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return picture('image/jpeg')
  if (head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return picture('image/png')
  if (starts(head, 0, 'GIF8')) return picture('image/gif')
  if (starts(head, 0, 'RIFF') && starts(head, 8, 'WEBP')) return picture('image/webp')
  return starts(head, 4, 'ftyp') && HEIF_BRANDS.has(brandOf(head)) ? picture('image/heic') : undefined
}

function soundOf(head: Buffer, ending: string): FileKind | undefined {
  const sound = (mediaType: string): FileKind => ({ kind: 'audio', mediaType })
  if ((starts(head, 0, 'RIFF') || starts(head, 0, 'RF64')) && starts(head, 8, 'WAVE')) return sound('audio/wav')
  if (starts(head, 0, '#!AMR')) return sound('audio/amr')
  if (starts(head, 0, 'fLaC')) return sound('audio/flac')
  if (starts(head, 0, 'OggS')) return sound('audio/ogg')
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) return sound('audio/aac')
  // MPEG layer III alone: the first bytes of a UTF-16 text would pass for layer I.
  if (starts(head, 0, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return sound('audio/mpeg')
  if (starts(head, 4, 'ftyp') && (brandOf(head).startsWith('m4a') || ending === 'm4a')) return sound('audio/mp4')
  if (isAsf(head) && ending === 'wma') return sound('audio/x-ms-wma')
  return isMatroska(head) && ending === 'weba' ? sound('audio/webm') : undefined
}

function filmOf(head: Buffer, ending: string): FileKind | undefined {
  const film = (mediaType: string): FileKind => ({ kind: 'video', mediaType })
  if (starts(head, 4, 'ftyp')) {
    if (brandOf(head).startsWith('3g') || ending === '3gp') return film('video/3gpp')
    return film(brandOf(head).startsWith('qt') ? 'video/quicktime' : 'video/mp4')
  }
  if (isMatroska(head)) return film(ending === 'mkv' ? 'video/x-matroska' : 'video/webm')
  if (isAsf(head)) return film('video/x-ms-wmv')
  return starts(head, 0, 'RIFF') && starts(head, 8, 'AVI ') ? film('video/x-msvideo') : undefined
}

/** A text by its name, in whichever encoding: bytes that no text has make it none. */
function plainText(head: Buffer, ending: string): FileKind | undefined {
  if (ending !== 'txt' && ending !== 'text') return undefined
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  const isText = isUtf16 || !head.includes(0)
  return isText ? { kind: 'document', mediaType: 'text/plain' } : undefined
}

function brandOf(head: Buffer): string {
  return head.subarray(8, 12).toString('latin1').toLowerCase()
}

function isMatroska(head: Buffer): boolean {
  return head.subarray(0, 4).equals(Buffer.from('1a45dfa3', 'hex'))
}

function isAsf(head: Buffer): boolean {
  return head.subarray(0, 4).equals(Buffer.from('3026b275', 'hex'))
}

function starts(head: Buffer, at: number, text: string): boolean {
  return head.subarray(at, at + text.length).toString('latin1') === text
}

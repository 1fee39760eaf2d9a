import { recogniseLegacy, toUnicode } from './legacy.ts'
import type { LegacyEncoding } from './tables.ts'

/** Text out of bytes, in NFC. */
export interface DecodedText {
  text: string
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | LegacyEncoding
}

/** A text of Western letters in Windows-1252 has few characters beyond ASCII; more of them is something unknown. */
const MOST_BEYOND_ASCII = 0.05
/** Old editors close a file with it. */
const DOS_END = String.fromCharCode(0x1a)
/** So many bytes are looked at to tell UTF-16 without its mark. */
const LOOKED_AT_BYTES = 4096

/**
 * The text that bytes hold: UTF-8 or UTF-16 with and without a byte-order mark, Windows-1258, TCVN3, VNI, VIQR, or Western text in
 * Windows-1252. Undefined when they are no text, or text of an encoding that is not known.
 */
export function bytesToText(bytes: Uint8Array): DecodedText | undefined {
  const unicode = decodeUnicode(bytes)
  if (unicode) {
    if (isBinary(unicode.text)) return undefined
    const { texts, encoding } = toUnicode(unicode.text.split('\n'))
    return { text: texts.join('\n'), encoding: encoding ?? unicode.encoding }
  }
  const western = new TextDecoder('windows-1252').decode(bytes)
  if (isBinary(western)) return undefined
  const lines = western.split('\n')
  const evidence = { isNotUnicode: true }
  const encoding = recogniseLegacy(lines, evidence)
  if (encoding) return { text: toUnicode(lines, evidence).texts.join('\n'), encoding }
  const beyond = western.match(/[\u0080-\uffff]/g)?.length ?? 0
  return beyond <= MOST_BEYOND_ASCII * western.length
    ? { text: western.normalize('NFC'), encoding: 'windows-1252' }
    : undefined
}

function decodeUnicode(bytes: Uint8Array): { text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' } | undefined {
  const encoding = markedAs(bytes) ?? utf16Unmarked(bytes) ?? 'utf-8'
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
  } catch {
    // Not valid in this encoding, which is the answer.
    return undefined
  }
}

function markedAs(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

/** In Vietnamese UTF-16 one byte of every pair is 00, 01, 03, 1E or 20, and spaces and line ends have 00. */
function utf16Unmarked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined
  const seen = bytes.subarray(0, LOOKED_AT_BYTES)
  const highAt = (parity: number): number => {
    let high = 0
    for (let place = parity; place < seen.length; place += 2)
      if ([0x00, 0x01, 0x03, 0x1e, 0x20].includes(seen[place] ?? 0xff)) high += 1
    return high / (seen.length / 2)
  }
  if (!seen.includes(0)) return undefined
  if (highAt(1) > 0.95 && highAt(0) < 0.6) return 'utf-16le'
  if (highAt(0) > 0.95 && highAt(1) < 0.6) return 'utf-16be'
  return undefined
}

/** Text holds no control characters but tabs, line and page ends, and the end mark of DOS. */
function isBinary(text: string): boolean {
  return /[^\P{Cc}\t\n\v\f\r\u007f-\u009f]/u.test(text.replaceAll(DOS_END, ''))
}

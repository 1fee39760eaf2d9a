import mammoth from 'mammoth'
import type { ImportedText } from '../contract/index.ts'
import { StationError } from '../errors.ts'
import { type Paragraph, paragraphsOf, splitIntoItems } from './split.ts'

/** The longest text that is taken at once: about 600 pages. */
export const LONGEST_TEXT = 2_000_000
/** The longest item: about an hour of reading ten times over. */
export const LONGEST_ITEM = 200_000

/** The refusal of a text beyond its limit, with the length as people write it. */
export function tooLong(length: number): StationError {
  return new StationError('text-too-long', { length: new Intl.NumberFormat('vi-VN').format(length) })
}

/**
 * Reads a script out of a .docx or .txt file. Refuses `document-kind`, `document-unreadable`, `document-empty`,
 * `text-too-long`, each naming the file; what had to be left out stands in the warnings. Nothing is stored.
 */
export async function importDocument(bytes: Buffer, fileName: string): Promise<ImportedText> {
  if (bytes.length === 0) throw new StationError('document-empty', { fileName })
  if (isZip(bytes)) return importDocx(bytes, fileName)
  if (!/\.(txt|text|md)$/i.test(fileName)) throw new StationError('document-kind', { fileName })
  const { text, warnings } = decodeText(bytes, fileName)
  return imported('txt', paragraphsOf(text), warnings, fileName)
}

/** Splits pasted text into items. Nothing is stored. */
export function importPasted(text: string): ImportedText {
  return imported('pasted', paragraphsOf(text), [], undefined)
}

async function importDocx(bytes: Buffer, fileName: string): Promise<ImportedText> {
  const html = await mammoth
    .convertToHtml({ buffer: bytes }, { includeDefaultStyleMap: true })
    .catch((cause: unknown) => {
      throw new StationError('document-unreadable', { fileName }, { cause })
    })
  const warnings: string[] = []
  if (/<img\b/i.test(html.value)) warnings.push('Hình trong tệp không được đưa vào kịch bản.')
  if (/<table\b/i.test(html.value)) warnings.push('Bảng trong tệp đã chuyển thành từng dòng chữ; xin đọc lại.')
  return imported('docx', paragraphsOfHtml(html.value), warnings, fileName)
}

function imported(
  source: ImportedText['source'],
  paragraphs: readonly Paragraph[],
  warnings: string[],
  fileName: string | undefined,
): ImportedText {
  const length = paragraphs.reduce((sum, { text }) => sum + text.length, 0)
  if (length > LONGEST_TEXT) throw tooLong(length)
  const items = splitIntoItems(paragraphs)
  if (items.length === 0) throw new StationError('document-empty', { fileName: fileName ?? 'văn bản đã dán' })
  const long = items.find(({ text }) => text.length > LONGEST_ITEM)
  if (long) throw tooLong(long.text.length)
  return {
    source,
    items: items.slice(0, 100),
    warnings: [...warnings, ...tooMany(items.length)],
    ...(fileName && { fileName }),
  }
}

function tooMany(count: number): string[] {
  return count > 100 ? [`Văn bản có ${count} tiết mục; chỉ lấy 100 tiết mục đầu.`] : []
}

/** Mammoth's HTML is flat: paragraphs, headings, list entries and table cells, with inline marks that are dropped. */
function paragraphsOfHtml(html: string): Paragraph[] {
  return [
    ...html.matchAll(/<(p|h[1-6]|li|td|th)\b[^>]*>([\s\S]*?)(?=<\/?(?:p|h[1-6]|li|td|th|tr|table|ul|ol)\b|$)/gi),
  ].map(([, tag = '', inner = '']) => ({ text: plainText(inner), heading: tag.toLowerCase().startsWith('h') }))
}

function plainText(inner: string): string {
  return inner
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
}

/** UTF-8 and UTF-16, with or without a byte-order mark; anything else would come out as “?” and is refused. */
function decodeText(bytes: Buffer, fileName: string): { text: string; warnings: string[] } {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (text.includes('\0')) throw new TypeError('binary')
    return { text, warnings: [] }
  } catch (cause) {
    throw new StationError('document-unreadable', { fileName }, { cause })
  }
}

function isZip(bytes: Buffer): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

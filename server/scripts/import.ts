import type { ImportedText } from '../contract/index.ts'
import { readDocument } from '../documents/index.ts'
import { encodingName, toUnicode } from '../encodings/index.ts'
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
 * Reads a script out of a .docx, .doc, .pdf or .txt file and splits it into items. Refuses what `readDocument` refuses,
 * `document-empty` where there is no text and `text-too-long`, each naming the file; what had to be left out or changed stands in
 * the warnings. Nothing is stored.
 */
export async function importDocument(bytes: Buffer, fileName: string): Promise<ImportedText> {
  const { form, paragraphs, tables, warnings } = await readDocument(bytes, fileName)
  return imported(
    form,
    paragraphs.map(({ text, isHeading }) => ({ text, heading: isHeading })),
    tables.length > 0 ? [...warnings, 'Bảng trong tệp đã chuyển thành từng dòng chữ; xin đọc lại.'] : warnings,
    fileName,
  )
}

/** Splits pasted text into items; text from before Unicode is converted. Nothing is stored. */
export function importPasted(text: string): ImportedText {
  const { texts, encoding } = toUnicode(text.split('\n'))
  const warnings = encoding
    ? [`Chữ đã dán gõ theo bảng mã ${encodingName(encoding)}, đã chuyển sang Unicode; xin đọc lại.`]
    : []
  return imported('pasted', paragraphsOf(texts.join('\n')), warnings, undefined)
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

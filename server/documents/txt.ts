import { bytesToText, encodingName } from '../encodings/index.ts'
import { StationError } from '../errors.ts'
import type { DocumentRead } from './document.ts'
import { converted, tidyParagraph } from './words.ts'

const HEADING = /^#{1,3} /

/** Plain text: each line that is not empty is a paragraph; a line that begins with “# ” is a heading. */
export function readTxt(bytes: Uint8Array, fileName: string): Omit<DocumentRead, 'form'> {
  const decoded = bytesToText(bytes)
  if (!decoded) throw new StationError('document-unreadable', { fileName })
  const { text, encoding } = decoded
  const paragraphs = text
    .split(/\r\n?|[\n\v\f\u2028\u2029]/)
    .map(tidyParagraph)
    .filter((line) => line !== '')
    .map((line) => ({ text: line.replace(HEADING, ''), isHeading: HEADING.test(line) }))
  const isUnicode = encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be'
  const warnings = isUnicode || encoding === 'windows-1252' ? [] : [converted(encodingName(encoding))]
  return { paragraphs, tables: [], warnings }
}

import type { DocumentParagraph } from './document.ts'

/** Told when a text was brought to Unicode. */
export function converted(encodingName: string): string {
  return `Chữ trong tệp gõ theo bảng mã ${encodingName}, đã chuyển sang Unicode; xin đọc lại, nhất là chữ hoa có dấu.`
}

/** Told when nothing but pictures was found. */
export const NO_TEXT =
  'Tệp không có chữ nào, chỉ có hình; tệp vẫn được giữ nguyên. Xin gõ lại nội dung hoặc xin bản Word.'

export const MACROS = 'Tệp có macro; macro không được chạy, chỉ lấy phần chữ.'

export const CHANGES_ACCEPTED = 'Tệp còn những chỗ sửa chưa duyệt (Track Changes); đã lấy chữ sau khi sửa, xin đọc lại.'

/**
 * A paragraph as it is kept: NFC, line ends \n, any blank as one space, without marks that nobody sees. The soft hyphen goes
 * too: it must have been read as a letter of TCVN3 before.
 */
export function tidyParagraph(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\ufeff\u200b-\u200f\u2060\u00ad]/g, '')
    .replace(/(?:[^\P{Cc}\n]|[\u00a0\u202f ])+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** The rows of a table as paragraphs, cell by cell, each line of a cell apart. */
export function paragraphsOfTable(rows: readonly (readonly string[])[], tableIndex: number): DocumentParagraph[] {
  return rows.flatMap((cells) =>
    cells
      .flatMap((cell) => cell.split('\n'))
      .filter((text) => text !== '')
      .map((text) => ({ text, isHeading: false, tableIndex })),
  )
}

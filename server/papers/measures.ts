/**
 * The measures of a paper after Annex I of NĐ 30/2020/NĐ-CP. Where the decree leaves a span, the usual choice of offices within it.
 * Sizes of letters in half points, lengths in millimetres, as Word counts them.
 */
export const FONT = 'Times New Roman'

/** A4 (section I.1); margins of section I.3: 20–25 above and below, 30–35 left, 15–20 right. */
export const PAGE_MM = { width: 210, top: 20, bottom: 20, left: 30, right: 15, header: 10 } as const
export const TEXT_WIDTH_MM = PAGE_MM.width - PAGE_MM.left - PAGE_MM.right

/**
 * The two halves of the head: the issuer's and the nation's, whose title must stand on one line (88 mm). `apart`: between the
 * two, out of the issuer's half.
 */
export const HEAD_MM = { issuer: 75, nation: TEXT_WIDTH_MM - 75, apart: 3 } as const

/** Annex I, section IV: “mẫu chữ và chi tiết trình bày thể thức văn bản hành chính”. */
export const SIZE = {
  /** Quốc hiệu: 12–13, capitals, bold. */
  nation: 24,
  /** Tiêu ngữ: 13–14, bold; one more than the Quốc hiệu. */
  motto: 26,
  /** Tên cơ quan: 12–13, capitals. */
  issuer: 24,
  /** Số, ký hiệu: 13. */
  symbol: 26,
  /** Địa danh và thời gian: 13–14, italic. */
  place: 26,
  /** V/v of a công văn: 12–13. */
  subject: 24,
  /** Name of the document and its summary: 13–14, bold. */
  title: 28,
  /** Body, addressees and signature: 13–14. */
  body: 28,
  table: 26,
  smallTable: 22,
  /** “Nơi nhận:” 12, bold italic; the list 11. */
  recipientsTitle: 24,
  recipients: 22,
  /** Page number: 13–14. */
  pageNumber: 26,
} as const

/** First lines are set in by 1 cm or 1.27 cm, paragraphs lie at least 6 pt apart, lines single to one and a half (section II.5). */
export const BODY = { firstLineMm: 10, afterPt: 6, lines: 1.15 } as const

export const MILLIMETRES_A_POINT = 25.4 / 72

/** Widths of letters of Times New Roman Bold in thousandths of their size, by kind: capitals, small letters, narrow ones. */
const WIDTHS = { capital: 715, wideSmall: 780, small: 500, narrow: 300, blank: 250, figure: 500 } as const

/** How wide a line of bold letters is, to about a twentieth: enough for the rule beneath it. */
export function widthMm(text: string, halfPoints: number): number {
  const thousandths = [...text.normalize('NFD').replace(/\p{M}/gu, '')].reduce(
    (sum, letter) => sum + widthOf(letter),
    0,
  )
  return (thousandths / 1000) * (halfPoints / 2) * MILLIMETRES_A_POINT
}

function widthOf(letter: string): number {
  if (letter === ' ' || letter === '\u00a0') return WIDTHS.blank
  if (letter === '…') return 1000
  if (/[mwMW]/.test(letter)) return letter === letter.toUpperCase() ? 940 : WIDTHS.wideSmall
  if (/[\p{Lu}]/u.test(letter)) return letter === 'I' ? 389 : WIDTHS.capital
  if (/[iljtfr.,;:'\-()]/.test(letter)) return WIDTHS.narrow
  return /\d/.test(letter) ? WIDTHS.figure : WIDTHS.small
}

/**
 * A placard for the wall: no paper of the decree's, so its letters are as large as one page allows. Lengths in millimetres, spaces
 * in twentieths of a point, `sizes` of the text in half points, the largest first; titles are larger by what stands here.
 */
export const PLACARD = {
  marginMm: 15,
  widthMm: 180,
  heightMm: 262,
  stepMm: 7,
  cellMm: 3,
  sizes: [28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18],
  largerBy: { title: 11, above: -1, heading: 3, foot: -5 },
  space: { afterTitle: 80, beforeHeading: 100, afterHeading: 20, afterStep: 30, cell: 20, table: 160, beforeFoot: 100 },
  /** A line of Times New Roman is so much higher than its letters. */
  lineShare: 1.16,
  /** Lines are broken between words: of each a little is left empty. */
  brokenShare: 1.05,
} as const

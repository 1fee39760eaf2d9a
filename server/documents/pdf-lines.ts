import type { DocumentParagraph } from './document.ts'

/** A piece of text on a page, in points; y grows upwards. */
export interface PdfPiece {
  text: string
  x: number
  y: number
  width: number
  /** Of its letters. */
  height: number
}

/** A line of a page. */
interface Line {
  text: string
  x: number
  right: number
  y: number
  height: number
}

const LIST_SIGN = /^(?:[-–—•*+○●■▪]|\d{1,3}[.)]|[IVXLC]{1,5}[.)]|[a-zđ][.)])\s/u
const PAGE_NUMBER = /^[-–—]?\s*(?:trang\s*)?\d{1,4}(?:\s*\/\s*\d{1,4})?\s*[-–—]?$/i
/** In heights of letters: further apart on one line stand the columns of a table. */
const MOST_APART = 3
const SENTENCE_END = /[.!?:;…”"»)]$/

/**
 * The paragraphs of a PDF, which knows only where letters stand. Lines are joined while they run on to the right margin at
 * the usual distance; an indent, a short line, a wider gap, another size or a sign of a list begins a new paragraph. Page numbers
 * are left out. Lines much larger than the rest are headings.
 */
export function paragraphsOfPages(pages: readonly (readonly PdfPiece[])[]): DocumentParagraph[] {
  const lined = pages.map((pieces) => withoutPageNumbers(linesOf(pieces)))
  const usual = median(lined.flat().flatMap(({ height, text }) => (text.length > 20 ? [height] : [])))
  const paragraphs: DocumentParagraph[] = []
  /** Whether the last line of the page before runs on. */
  let open = false
  for (const lines of lined) {
    const [left, right] = marginsOf(lines)
    const gap = median(
      lines.flatMap((line, place) => {
        const above = lines[place - 1]
        return above && above.y > line.y ? [above.y - line.y] : []
      }),
    )
    const isFull = (line: Line): boolean => line.right >= right - 0.12 * (right - left)
    for (const [place, line] of lines.entries()) {
      const above = lines[place - 1]
      const runsOn = above
        ? isFull(above) && follows(above, line, gap, left)
        : open && /^\p{Ll}/u.test(line.text) && !LIST_SIGN.test(line.text)
      const last = paragraphs.at(-1)
      const isHeading = usual > 0 && line.height >= 1.2 * usual
      if (last && runsOn && last.isHeading === isHeading) last.text += ` ${line.text}`
      else paragraphs.push({ text: line.text, isHeading })
    }
    const end = lines.at(-1)
    open = end !== undefined && isFull(end) && !SENTENCE_END.test(end.text)
  }
  return paragraphs
}

function follows(above: Line, line: Line, gap: number, left: number): boolean {
  const distance = above.y - line.y
  if (distance <= 0 || (gap > 0 && distance > 1.45 * gap) || distance > 3 * line.height) return false
  if (Math.abs(above.height - line.height) > 0.15 * above.height || LIST_SIGN.test(line.text)) return false
  const isIndented = line.x > left + 0.6 * line.height && line.x > above.x + 0.3 * line.height
  return !isIndented
}

/**
 * Pieces of one height on the page as lines, from left to right whatever their order in the file, blanks put in where letters
 * stand apart; what stands far apart on one height are two lines.
 */
function linesOf(pieces: readonly PdfPiece[]): Line[] {
  const lines: Line[] = []
  for (const row of rowsOf(pieces)) {
    let last: Line | undefined
    for (const { text, x, y, width, height } of row.toSorted((a, b) => a.x - b.x)) {
      if (last && x - last.right < MOST_APART * height) {
        const isApart = x - last.right > 0.18 * height && !/\s$/.test(last.text) && !/^\s/.test(text)
        last.text += `${isApart ? ' ' : ''}${text}`
        if (text.trim() !== '') last.right = Math.max(last.right, x + width)
        last.height = Math.max(last.height, height)
      } else if (text.trim() !== '') {
        last = { text, x, right: x + width, y, height }
        lines.push(last)
      }
    }
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }))
}

/** Pieces that follow one another in the file and stand on one height. */
function rowsOf(pieces: readonly PdfPiece[]): PdfPiece[][] {
  const rows: PdfPiece[][] = []
  for (const piece of pieces) {
    const [first] = rows.at(-1) ?? []
    if (first && Math.abs(first.y - piece.y) < 0.4 * Math.max(first.height, piece.height)) rows.at(-1)?.push(piece)
    else rows.push([piece])
  }
  return rows
}

function withoutPageNumbers(lines: readonly Line[]): Line[] {
  if (lines.length < 2) return [...lines]
  const heights = lines.map(({ y }) => y)
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)]
  return lines.filter(({ text, y }) => !((y === lowest || y === highest) && PAGE_NUMBER.test(text)))
}

/** Where most lines begin and end: the tenth and the ninetieth of a hundred. */
function marginsOf(lines: readonly Line[]): [left: number, right: number] {
  const lefts = lines.map(({ x }) => x).toSorted((a, b) => a - b)
  const rights = lines.map(({ right }) => right).toSorted((a, b) => a - b)
  return [lefts[Math.floor(lefts.length * 0.1)] ?? 0, rights[Math.floor(rights.length * 0.9)] ?? 0]
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

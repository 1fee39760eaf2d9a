import { getDocumentProxy } from 'unpdf'

const MM = 72 / 25.4

/** A piece of text on a page, in millimetres from its upper left corner. */
export interface Piece {
  text: string
  left: number
  right: number
  top: number
}

/** The texts of a PDF, page by page, each where it stands. */
export async function pagesOf(bytes: Buffer): Promise<Piece[][]> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const pages: Piece[][] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const height = page.getViewport({ scale: 1 }).height
    const { items } = await page.getTextContent()
    pages.push(
      lines(
        items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : [])),
        height,
      ),
    )
  }
  await pdf.loadingTask.destroy()
  return pages
}

/** Pieces that touch on one line, as one. */
function lines(items: readonly { str: string; transform: number[]; width: number }[], height: number): Piece[] {
  const pieces: Piece[] = []
  for (const { str, transform, width } of items) {
    const [left, top] = [(transform[4] ?? 0) / MM, (height - (transform[5] ?? 0)) / MM]
    const last = pieces.at(-1)
    if (last && Math.abs(last.top - top) < 0.5 && left - last.right > -1 && left - last.right < 2) {
      last.text += left - last.right > 0.5 && !last.text.endsWith(' ') ? ` ${str}` : str
      last.right = left + width / MM
    } else pieces.push({ text: str, left, right: left + width / MM, top })
  }
  return pieces.map((piece) => ({ ...piece, text: piece.text.normalize('NFC').trim() }))
}

/** The first piece of a page that fits; fails with all of them where none does. */
export function find(pieces: readonly Piece[] | undefined, pattern: RegExp): Piece {
  const found = pieces?.find(({ text }) => pattern.test(text))
  if (!found) throw new Error(`${pattern} is not in: ${pieces?.map(({ text }) => text).join(' | ')}`)
  return found
}

/** Where the middle of a piece is, from the left edge of the page. */
export function middle(piece: Piece | undefined): number {
  return piece ? (piece.left + piece.right) / 2 : Number.NaN
}

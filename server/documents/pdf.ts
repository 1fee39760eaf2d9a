import { getDocumentProxy } from 'unpdf'
import { encodingName, restoreLostU, toUnicode } from '../encodings/index.ts'
import { StationError } from '../errors.ts'
import type { DocumentRead } from './document.ts'
import { type PdfPiece, paragraphsOfPages } from './pdf-lines.ts'
import { converted, NO_TEXT, tidyParagraph } from './words.ts'

/** Beyond this a PDF is a book, of which the first pages are read. */
const MOST_PAGES = 1000
/** A page with fewer letters is a picture with perhaps a stamp on it. */
const FEWEST_LETTERS = 8

/** The words of a PDF by their places on the pages. Nothing in it is run; pictures are not even unpacked. */
export async function readPdf(bytes: Uint8Array, fileName: string): Promise<Omit<DocumentRead, 'form'>> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    maxImageSize: 1,
    stopAtErrors: false,
    verbosity: 0,
  }).catch((cause: unknown) => {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException'
    throw new StationError(isLocked ? 'document-locked' : 'document-unreadable', { fileName }, { cause })
  })
  const pages: PdfPiece[][] = []
  const broken: number[] = []
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES); number++) {
    try {
      const page = await pdf.getPage(number)
      // Its own tidying would turn the µ of TCVN3 into a Greek letter.
      const { items } = await page.getTextContent({ disableNormalization: true })
      pages.push(items.flatMap(pieceOf))
      page.cleanup()
    } catch {
      // One damaged page does not take the others with it; it is told.
      pages.push([])
      broken.push(number)
    }
  }
  const numPages = pdf.numPages
  await pdf.loadingTask.destroy()
  const paragraphs = paragraphsOfPages(pages)
  const raw = paragraphs.map(({ text }) => text)
  const { texts: unicode, encoding } = toUnicode(raw)
  // The code of ư is that of the soft hyphen, which many a PDF does not hold as text.
  const isLost = encoding === 'tcvn3' && !raw.some((text) => text.includes('\u00ad'))
  const texts = isLost ? unicode.map(restoreLostU) : unicode
  const kept = paragraphs
    .map((paragraph, place) => ({ ...paragraph, text: tidyParagraph(texts[place] ?? '') }))
    .filter(({ text }) => text !== '')
  const whole = kept.map(({ text }) => text).join('\n')
  const isScan = lettersIn(whole) < FEWEST_LETTERS
  return {
    paragraphs: isScan ? [] : kept,
    tables: [],
    warnings: [
      ...(isScan ? [NO_TEXT] : emptyPages(pages, broken)),
      ...(encoding ? [converted(encodingName(encoding))] : []),
      ...(isLost
        ? ['Tệp PDF không giữ chữ “ư” của bảng mã TCVN3; đã đoán lại, có thể còn thiếu. Nên xin bản Word.']
        : []),
      ...(!isScan && isGarbled(whole)
        ? ['Chữ trong tệp PDF không đọc được đúng (phông chữ không kèm bảng mã); xin bản Word.']
        : []),
      ...(broken.length > 0 ? [`Trang ${pageList(broken)} của tệp PDF bị hỏng, không đọc được.`] : []),
      ...(numPages > MOST_PAGES ? [`Tệp PDF có ${numPages} trang; chỉ đọc ${MOST_PAGES} trang đầu.`] : []),
    ],
  }
}

function pieceOf(item: unknown): PdfPiece[] {
  if (typeof item !== 'object' || item === null || !('str' in item) || typeof item.str !== 'string') return []
  const transform = 'transform' in item && Array.isArray(item.transform) ? item.transform.map(Number) : []
  const [, , , d = 0, x = 0, y = 0] = transform
  const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
  const height = ('height' in item ? number(item.height) : 0) || Math.abs(d) || 10
  const text = item.str.replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
  return [{ text, x, y, width: 'width' in item ? number(item.width) : 0, height }]
}

function emptyPages(pages: readonly (readonly PdfPiece[])[], broken: readonly number[]): string[] {
  const empty = pages.flatMap((pieces, place) =>
    lettersIn(pieces.map(({ text }) => text).join('')) < FEWEST_LETTERS && !broken.includes(place + 1)
      ? [place + 1]
      : [],
  )
  return empty.length === 0 ? [] : [`Trang ${pageList(empty)} không có chữ (có thể là ảnh quét), không lấy được.`]
}

function pageList(pages: readonly number[]): string {
  return pages.length > 12 ? `${pages.slice(0, 12).join(', ')}…` : pages.join(', ')
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

/** Fonts without a table of their letters come out as characters for private use, signs of control and question marks. */
function isGarbled(text: string): boolean {
  const strange = text.match(/[\ue000-\uf8ff\ufffd]/g)?.length ?? 0
  return strange > 0.1 * text.length
}

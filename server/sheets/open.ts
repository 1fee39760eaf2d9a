import readXlsxFile from 'read-excel-file/node'
import { type Archive, ArchiveRefused, boundedArchive, isZip } from '../archives/index.ts'
import { encodingName, toUnicode } from '../encodings/index.ts'
import { StationError } from '../errors.ts'
import { tidyCell } from './pasted.ts'
import { type SheetRead, squared } from './sheet.ts'

/** Ten thousand rows of a register are some 4 MB of XML. */
const LIMITS = {
  wanted: (name: string) =>
    /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/i.test(
      name,
    ),
  largestPartBytes: 24 * 1024 * 1024,
  totalBytes: 48 * 1024 * 1024,
  entries: 5000,
}

/** From the first cell to the last filled one. */
const MOST_CELLS = 4_000_000

const OLE = [0xd0, 0xcf, 0x11, 0xe0]

/** Opens a workbook in this thread; what `readSheet` promises without its bounds on time and memory. */
export async function tabsOf(bytes: Uint8Array, fileName: string): Promise<SheetRead> {
  const archive = openArchive(bytes, fileName)
  const sheets = await readXlsxFile(Buffer.from(archive.repacked(withoutEmptyCells(archive, fileName))), {
    trim: false,
  })
  const raw = sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(textOf)) }))
  const cells = raw.flatMap(({ rows }) => rows.flat())
  const { texts, encoding } = toUnicode(cells, namesOldFonts(archive) ? { fontsOf: 'tcvn3' } : {})
  let next = 0
  const tabs = raw.map(({ name, rows }) => ({
    name: name.normalize('NFC'),
    rows: squared(rows.map((row) => row.map(() => tidyCell(texts[next++] ?? '')))),
  }))
  const warnings = encoding
    ? [`Chữ trong bảng tính gõ theo bảng mã ${encodingName(encoding)}, đã chuyển sang Unicode; xin xem lại.`]
    : []
  return { tabs, warnings }
}

function openArchive(bytes: Uint8Array, fileName: string): Archive {
  if (OLE.every((byte, place) => bytes[place] === byte)) {
    const isLocked = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new StationError(isLocked ? 'document-locked' : 'sheet-kind', { fileName })
  }
  if (!isZip(bytes)) throw new StationError('sheet-kind', { fileName })
  try {
    const archive = boundedArchive(bytes, LIMITS)
    if (archive.names.some((name) => /vbaProject\.bin$/i.test(name)))
      throw new StationError('sheet-macros', { fileName })
    if (!archive.names.some((name) => /^xl\/workbook\.xml$/i.test(name)))
      throw new StationError('sheet-kind', { fileName })
    if (Object.values(archive.parts).some((part) => Buffer.from(part.subarray(0, 4096)).includes('<!DOCTYPE')))
      throw new StationError('sheet-unreadable', { fileName })
    return archive
  } catch (cause) {
    if (!(cause instanceof ArchiveRefused)) throw cause
    const code = cause.why === 'too-large' ? 'document-too-heavy' : 'sheet-unreadable'
    throw new StationError(code, { fileName }, { cause })
  }
}

/**
 * The sheets without cells and rows that only carry a format: those may reach to the far corner, and the reader would lay out
 * every cell before it. Refuses a sheet whose filled cells span more than a person fills.
 */
function withoutEmptyCells(archive: Archive, fileName: string): Record<string, Uint8Array> {
  const sheets = Object.entries(archive.parts).filter(([name]) => /^xl\/worksheets\//i.test(name))
  return Object.fromEntries(
    sheets.map(([name, part]) => {
      const xml = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
        .toString('utf8')
        .replace(/<dimension\b[^>]*>/, '')
        .replace(/<c\b[^>]*\/>/g, '')
        .replace(/<row\b[^>]*(?:\/>|>\s*<\/row>)/g, '')
      let [rows, columns] = [0, 0]
      for (const [, letters = '', row] of xml.matchAll(/<c\b[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"/g)) {
        rows = Math.max(rows, Number(row))
        columns = Math.max(columns, columnOf(letters))
      }
      if (rows * columns > MOST_CELLS) throw new StationError('document-too-heavy', { fileName })
      return [name, Buffer.from(xml)]
    }),
  )
}

/** “A” is 1, “AA” 27. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function namesOldFonts(archive: Archive): boolean {
  const styles = archive.parts['xl/styles.xml']
  return styles !== undefined && /val="\.vn/i.test(Buffer.from(styles).toString('utf8'))
}

/** A cell as a person sees it. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return numberText(value)
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return String(value)
}

/** Without the noise of binary fractions, never with an exponent for what people count. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return value.toFixed(0)
  return String(Number(value.toPrecision(15))).replace('.', ',')
}

/** Excel's dates know no zone: their days and hours are those of UTC here. Before 1900 only the hour was meant. */
function dateText(value: Date): string {
  const iso = new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString()
  const [date = '', time = ''] = iso.slice(0, 16).split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  if (Number(year) < 1900) return time
  return `${day}/${month}/${year}${time === '00:00' ? '' : ` ${time}`}`
}

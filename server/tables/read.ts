import { readDocument } from '../documents/index.ts'
import { StationError } from '../errors.ts'
import { readPasted, readSheet } from '../sheets/index.ts'

/** Rows of cells as a person sees them, rows without any text left out. */
export type Table = string[][]

export interface TablesRead {
  tables: Table[]
  /** The words around the tables: headings and paragraphs of a document; empty for a sheet. */
  paragraphs: string[]
  /** Vietnamese sentences about the file. */
  warnings: string[]
}

/**
 * The tables of an .xlsx (a tab each) or of a .docx or .doc. Refuses `nothing-to-read` when there are none, and what
 * server/sheets and server/documents refuse.
 */
export async function readTables(bytes: Buffer, fileName: string): Promise<TablesRead> {
  const read = isSheet(fileName) ? await fromSheet(bytes, fileName) : await fromDocument(bytes, fileName)
  if (read.tables.length === 0) throw new StationError('nothing-to-read', { where: `tệp “${fileName}”` })
  return read
}

/** The one table that was pasted from Excel or a table of Word. Refuses `nothing-to-read`. */
export function readPastedTables(text: string): TablesRead {
  const tables = withText([readPasted(text)])
  if (tables.length === 0) throw new StationError('nothing-to-read', { where: 'phần vừa dán' })
  return { tables, paragraphs: [], warnings: [] }
}

/** By its name alone: what is inside is judged by those who read it. */
function isSheet(fileName: string): boolean {
  return /\.(xlsx?|xlsm|xlsb|xltx|ods|csv)$/iu.test(fileName)
}

async function fromSheet(bytes: Buffer, fileName: string): Promise<TablesRead> {
  const { tabs, warnings } = await readSheet(bytes, fileName)
  return { tables: withText(tabs.map(({ rows }) => rows)), paragraphs: [], warnings }
}

async function fromDocument(bytes: Buffer, fileName: string): Promise<TablesRead> {
  const { paragraphs, tables, warnings } = await readDocument(bytes, fileName)
  return {
    tables: withText(tables),
    paragraphs: paragraphs.filter(({ tableIndex }) => tableIndex === undefined).map(({ text }) => text),
    warnings,
  }
}

function withText(tables: readonly Table[]): Table[] {
  return tables
    .map((rows) => rows.filter((cells) => cells.some((cell) => cell.trim() !== '')))
    .filter((rows) => rows.length > 0)
}

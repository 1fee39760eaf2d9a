/** Tables as people bring them: a sheet of Excel, a table in a document, cells that were pasted; and which column is which. */
export { type Columns, type ColumnWords, columnsOf, textIn } from './columns.ts'
export { readPastedTables, readTables, type Table, type TablesRead } from './read.ts'

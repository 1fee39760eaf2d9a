/** Sheets: .xlsx written and read, and cells pasted from Excel. */
export { makeSheet } from './make.ts'
export { readPasted } from './pasted.ts'
export { readSheet } from './read.ts'
export { sendSheet } from './send.ts'
export type { Cell, SheetColumn, SheetRead, Tab, TabRead } from './sheet.ts'
export { writeSheet } from './write.ts'

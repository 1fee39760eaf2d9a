/** The door of the files between the web process and the on-air process: plan in, journal out. */

export { readIfThere } from './atomic-file.ts'
export {
  type CommandFile,
  type OnAirCommand,
  removeCommand,
  waitingCommands,
  writeCommand,
} from './command-folder.ts'
export { HandoverError, type HandoverErrorCode } from './errors.ts'
export { makeOnAirFolder, type OnAirFolder, onAirFolder } from './folder.ts'
export { type JournalRead, type JournalWriter, openJournal, readJournal } from './journal-file.ts'
export { type JournalEntry, journalLine } from './journal-line.ts'
export { parsePlan, readPlan, saveLastGoodPlan, writePlan } from './plan-file.ts'
export { type OnAirStatus, openStatus, readStatus, type StatusWriter } from './status-file.ts'

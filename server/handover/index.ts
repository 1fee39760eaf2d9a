/** The door of the files between the web process and the on-air process: plan in, journal out. */

export { readIfThere, writeAtomically } from './atomic-file.ts'
export {
  type CommandFile,
  type OnAirCommand,
  removeCommand,
  waitingCommands,
  writeCommand,
} from './command-folder.ts'
export { HandoverError, type HandoverErrorCode } from './errors.ts'
export { makeOnAirFolder, type OnAirFolder, onAirFolder } from './folder.ts'
export { journalFiles } from './journal-files.ts'
export { type JournalEntry, journalLine } from './journal-line.ts'
export { type JournalPast, type JournalRead, readJournal, readJournalSince } from './journal-read.ts'
export { type JournalWriter, openJournal } from './journal-writer.ts'
export { parsePlan, readPlan, saveLastGoodPlan, writePlan } from './plan-file.ts'
export { type OnAirStatus, openStatus, readStatus, type StatusWriter } from './status-file.ts'

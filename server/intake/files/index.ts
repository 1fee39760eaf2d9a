/** The files of submissions: received, recognised, read, kept. */
export { receiveFile } from './arrive.ts'
export { kindOf } from './kinds.ts'
export { type FileRow, filesOf, fileView, findFiles, nameFiles, sentSince, submissionsWith } from './store.ts'
export { titleOf } from './title.ts'

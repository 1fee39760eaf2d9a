export { type Log, openLog } from './log.ts'
export { openRotatingFile, type RotatingFile } from './rotating-file.ts'

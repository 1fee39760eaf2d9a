/** Reports: who gets them and when, the desk on which they are written, and those that were sent, kept as they were. */
export { registerReports } from './routes.ts'
export { reportsDue } from './view.ts'

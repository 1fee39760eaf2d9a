/** Papers of the month in one place: schedule, confirmations, the guide for an outage, and where the other papers are. */
export { registerMonthPapers } from './routes.ts'

/** Holidays and Tết: dated data, of which some come with the program and all can be changed. */
export { registerHolidays } from './routes.ts'
export { holidaysBetween } from './view.ts'

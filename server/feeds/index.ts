/** Feeds behind a ward's link that other people's software understands: RSS, iCalendar, JSON. */
export { registerFeeds } from './routes.ts'

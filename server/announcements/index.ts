/** Announcements: sounds kept ready for emergencies and apologies. */
export { registerAnnouncements } from './routes.ts'
export { type AnnouncementRow, findAnnouncement, listAnnouncements } from './store.ts'

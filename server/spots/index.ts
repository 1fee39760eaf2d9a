/** The library: hotline announcements and spots with the contacts they name, award works, and how often each was heard. */
export { registerLibrary } from './routes.ts'
export { listEntries } from './store.ts'
export { announcementsToSee, libraryOf, warningsOfSounds } from './view.ts'

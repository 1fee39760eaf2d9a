/** Files that come in pieces (tus) until they are whole, and become reads. */
export { announcedEditionId } from './announced.ts'
export { UploadDesk } from './desk.ts'
export { registerUploads } from './routes.ts'

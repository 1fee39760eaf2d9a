/** Files that come in pieces (tus) until they are whole, and become reads. */
export { UploadDesk } from './desk.ts'
export { registerUploads } from './routes.ts'

/** Files on their way to the station: which item each is of, how it is sent, how it stands. */
export { matchItem, type NumberedItem } from './matching.ts'
export { type UploadAim, uploadsApi } from './station.ts'
export { Upload, type UploadState } from './upload.svelte.ts'

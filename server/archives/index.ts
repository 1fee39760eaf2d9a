/**
 * Archives: what lies in a .zip that strangers send, never more of it than agreed; archives that leave as a stream, and
 * such as can be taken in parts.
 */
export { type Archive, ArchiveRefused, boundedArchive, isZip } from './archive.ts'
export { layOutZip, type ZipPart, type ZipStretch } from './zip-layout.ts'
export { type ZipEntry, zipStream } from './zip-stream.ts'

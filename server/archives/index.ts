/** Archives: what lies in a .zip that strangers send, never more of it than agreed; and archives that leave as a stream. */
export { type Archive, ArchiveRefused, boundedArchive, isZip } from './archive.ts'
export { type ZipEntry, zipStream } from './zip-stream.ts'

/** Archives: what lies in a .zip that strangers send, never more of it than agreed. */
export { type Archive, ArchiveRefused, boundedArchive, isZip } from './archive.ts'

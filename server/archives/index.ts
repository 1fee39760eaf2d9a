/** Archives: what lies in a .zip that strangers send, never more of it than agreed. */
export { ArchiveRefused, type Archive, boundedArchive, isZip } from './archive.ts'

import type { LogField } from '../contract/index.ts'

/** The log of what was aired: notes that are added to its lines, and yearly archive packages. */
export interface LogBookTables {
  log_notes: LogNotesTable
  archive_packages: ArchivePackagesTable
  archive_copies: ArchiveCopiesTable
}

/** Rows are added and never changed; a note that was wrong is corrected by another. */
interface LogNotesTable {
  id: string
  /** An airing, an emergency or an airing outside the system. */
  line_id: string
  /** What of the line is corrected; null: a plain note. */
  field: LogField | null
  /** What is right; null: a plain note. */
  right_value: string | null
  text: string
  corrects_id: string | null
  made_by: string
  made_at: number
}

interface ArchivePackagesTable {
  id: string
  year: number
  with_masters: number
  /** JSON: name, bytes and hash of each file, all of them kept among the media. */
  files: string
  bytes: number
  editions: number
  /** JSON: Vietnamese sentences, what should be in it and is not. */
  lacks: string
  made_by: string
  made_at: number
}

/** A package that was written to a folder. */
interface ArchiveCopiesTable {
  id: string
  package_id: string
  path: string
  made_by: string
  made_at: number
}

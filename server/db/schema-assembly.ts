/** The tables of assembly; rows are immutable, the highest number counts. */
export interface ProgrammeTemplatesTable {
  id: string
  programme_id: string
  number: number
  /** JSON: what `TemplateWritten` holds but `parentNumber`. */
  template: string
  saved_by: string
  saved_at: number
}

export interface RundownsTable {
  id: string
  edition_id: string
  number: number
  /** JSON: what `RundownWritten` holds but `parentNumber`; or that the template is followed again. */
  rundown: string
  saved_by: string
  saved_at: number
}

/** Covers: the newest row of a programme counts; without `sha256` it has none any more. */
export interface ProgrammePicturesTable {
  id: string
  programme_id: string
  sha256: string | null
  media_type: 'image/jpeg' | 'image/png' | null
  set_by: string
  set_at: number
}

/** Sounds of the library that are offered no more. */
export interface TuneRetirementsTable {
  tune_id: string
  retired_by: string
  retired_at: number
}

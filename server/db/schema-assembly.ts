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
  /** JSON: what `RundownWritten` holds but `parentNumber`. */
  rundown: string
  saved_by: string
  saved_at: number
}

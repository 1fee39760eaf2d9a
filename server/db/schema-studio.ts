/** The tables of the studio. */
export interface RecordingSessionsTable {
  id: string
  recording_id: string
  /** The number of its first chunk. */
  first_chunk: number
  /** JSON: `getSettings()` of the microphone's track. */
  microphone: string
  opened_by: string
  opened_at: number
}

export interface TakeEditsTable {
  take_id: string
  parent_take_id: string
  /** JSON: `TakePiece[]`. */
  pieces: string
}

/** The newest row of a take counts. */
export interface TakeSurveysTable {
  id: string
  take_id: string
  peaks_sha256: string
  /** JSON: `TakeFinding[]`. */
  findings: string
  loudness_lufs: number | null
  rules_version: number
  surveyed_at: number
}

/** One row for each try that failed. */
export interface TakeSurveyFailuresTable {
  id: string
  take_id: string
  rules_version: number
  /** A Vietnamese sentence. */
  reason: string
  failed_at: number
}

export interface SpokenFormsTable {
  id: string
  written: string
  said: string | null
  set_by: string
  set_at: number
}

export interface ReadAssignmentsTable {
  id: string
  revision_id: string
  item_id: string
  reader_id: string | null
  /** `YYYY-MM-DD`. */
  due_on: string | null
  assigned_by: string
  assigned_at: number
}

export interface TakeRemarksTable {
  id: string
  take_id: string
  at_ms: number | null
  text: string
  made_by: string
  made_at: number
}

export interface TakeVerdictsTable {
  id: string
  take_id: string
  verdict: 'approved' | 'sent-back'
  /** Who listened, as the station writes the name. */
  listener: string
  recorded_by: string
  given_at: number
}

/** The newest row of a programme counts; without one listening approval is not required. */
export interface ListeningRulesTable {
  id: string
  programme_id: string
  required: 0 | 1
  set_by: string
  set_at: number
}

export interface FileUploadsTable {
  id: string
  edition_id: string
  item_id: string
  revision_id: string
  file_name: string
  media_type: string
  bytes: number
  /** When the file was last changed where it came from: by it and the size the same file is known again. */
  modified_at: number | null
  begun_by: string
  begun_at: number
  take_id: string | null
  /** The code of the table of errors that ended it. */
  refusal: string | null
}

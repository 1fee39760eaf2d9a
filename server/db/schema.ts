import type { ItemKind, RevisionSource, TuneRole } from '../contract/index.ts'
import type { ApprovalDeskTables } from './schema-approval.ts'
import type {
  ProgrammePicturesTable,
  ProgrammeTemplatesTable,
  RundownsTable,
  TuneRetirementsTable,
} from './schema-assembly.ts'
import type { IntakeTables } from './schema-intake.ts'
import type { LogBookTables } from './schema-log-book.ts'
import type { MonthPapersTables } from './schema-month-papers.ts'
import type { OfficeTables } from './schema-office.ts'
import type {
  AiringSkipsTable,
  AirSettingsTable,
  AlarmMessagesTable,
  AnnouncementsTable,
  EmergenciesTable,
  OccupiedSlotsTable,
  PauseEndingsTable,
  PausesTable,
  PreflightsTable,
  ProgrammeAirRulesTable,
  ProofsTable,
} from './schema-on-air.ts'
import type { ProducersTables } from './schema-producers.ts'
import type { ProgrammesMonthTables } from './schema-programmes.ts'
import type { RegistersTables } from './schema-registers.ts'
import type { ReportsTables } from './schema-reports.ts'
import type { ReviewTables } from './schema-review.ts'
import type { RoyaltiesTables } from './schema-royalties.ts'
import type { SearchTables } from './schema-search.ts'
import type {
  FileUploadsTable,
  ListeningRulesTable,
  ReadAssignmentsTable,
  RecordingSessionsTable,
  SpokenFormsTable,
  TakeEditsTable,
  TakeRemarksTable,
  TakeSurveyFailuresTable,
  TakeSurveysTable,
  TakeVerdictsTable,
} from './schema-studio.ts'
import type { UnitsTables } from './schema-units.ts'
import type { UrgingTables } from './schema-urging.ts'
import type { WardLinkTables } from './schema-ward-links.ts'
import type { WardPlayersTables } from './schema-ward-players.ts'
import type { WardWordsTables } from './schema-ward-words.ts'
import type { WaysOutTables } from './schema-ways-out.ts'

/**
 * The tables, as Kysely sees them. Instants are UTC milliseconds, dates `YYYY-MM-DD`, yes/no 0 or 1, lists and facts
 * with a shape of their own are JSON text. Rows are facts: what can change stands in a table of choices or outcomes
 * whose newest row counts.
 */
export interface Tables
  extends ProgrammesMonthTables,
    UnitsTables,
    IntakeTables,
    ReviewTables,
    ApprovalDeskTables,
    RegistersTables,
    SearchTables,
    ProducersTables,
    UrgingTables,
    WardLinkTables,
    WardWordsTables,
    WardPlayersTables,
    OfficeTables,
    ReportsTables,
    LogBookTables,
    RoyaltiesTables,
    MonthPapersTables,
    WaysOutTables {
  station: StationTable
  accounts: AccountsTable
  sessions: SessionsTable
  programmes: ProgrammesTable
  units: UnitsTable
  editions: EditionsTable
  revisions: RevisionsTable
  revision_items: RevisionItemsTable
  media: MediaTable
  takes: TakesTable
  take_choices: TakeChoicesTable
  recordings: RecordingsTable
  recording_chunks: RecordingChunksTable
  tunes: TunesTable
  tune_choices: TuneChoicesTable
  renders: RendersTable
  render_outcomes: RenderOutcomesTable
  airings: AiringsTable
  airing_withdrawals: AiringWithdrawalsTable
  outside_airings: OutsideAiringsTable
  journal_entries: JournalEntriesTable
  journal_place: JournalPlaceTable
  recording_sessions: RecordingSessionsTable
  take_edits: TakeEditsTable
  take_surveys: TakeSurveysTable
  take_survey_failures: TakeSurveyFailuresTable
  spoken_forms: SpokenFormsTable
  read_assignments: ReadAssignmentsTable
  take_remarks: TakeRemarksTable
  take_verdicts: TakeVerdictsTable
  listening_rules: ListeningRulesTable
  file_uploads: FileUploadsTable
  air_settings: AirSettingsTable
  programme_air_rules: ProgrammeAirRulesTable
  announcements: AnnouncementsTable
  emergencies: EmergenciesTable
  pauses: PausesTable
  pause_endings: PauseEndingsTable
  occupied_slots: OccupiedSlotsTable
  airing_skips: AiringSkipsTable
  preflights: PreflightsTable
  alarm_messages: AlarmMessagesTable
  proofs: ProofsTable
  programme_templates: ProgrammeTemplatesTable
  rundowns: RundownsTable
  programme_pictures: ProgrammePicturesTable
  tune_retirements: TuneRetirementsTable
}

interface StationTable {
  id: 1
  name: string
  zone: string
  sound_kind: 'horn' | 'fm'
  air_device_id: string | null
  air_device_name: string | null
  listening_device_id: string | null
  listening_device_name: string | null
  created_at: number
}

interface AccountsTable {
  id: string
  username: string
  display_name: string
  password_hash: string
  created_at: number
}

interface SessionsTable {
  /** SHA-256 of the cookie's session id: a copy of the database signs nobody in. */
  id_hash: string
  data: string
  expires_at: number
}

interface ProgrammesTable {
  id: string
  name: string
  preset: string | null
  created_at: number
}

/** A unit by the name it was first known by; what became of it and how it is written stands in schema-units.ts. */
interface UnitsTable {
  id: string
  name: string
  /** JSON, as first entered; what counts are the unit's spellings. */
  aliases: string
}

interface EditionsTable {
  id: string
  programme_id: string
  /** `2026-11`, `2026-W47`, `2026-Q4` or `2026-11-20`. */
  period: string
  /** The first date of the period: what editions are ordered by. */
  begins_on: string
  created_by: string
  created_at: number
}

interface RevisionsTable {
  id: string
  edition_id: string
  number: number
  parent_id: string | null
  source: RevisionSource
  text_hash: string
  created_by: string
  created_at: number
}

interface RevisionItemsTable {
  revision_id: string
  place: number
  item_id: string
  kind: ItemKind
  title: string
  text: string
  unit_name: string | null
  text_hash: string
}

interface MediaTable {
  sha256: string
  bytes: number
  media_type: string
  added_at: number
}

interface TakesTable {
  id: string
  edition_id: string
  item_id: string
  revision_id: string
  text_hash: string
  source: 'upload' | 'browser' | 'edit'
  file_name: string
  media_sha256: string
  /** What the page plays: the original, or a copy in a form that every browser knows. */
  listening_sha256: string
  duration_ms: number
  sample_rate_hz: number | null
  channels: number | null
  codec: string | null
  warnings: string
  peaks: string
  microphone: string | null
  created_by: string
  created_at: number
}

interface TakeChoicesTable {
  id: string
  take_id: string
  /** `undecided`: it was kept until another one was. */
  choice: 'kept' | 'discarded' | 'undecided'
  chosen_by: string
  chosen_at: number
}

interface RecordingsTable {
  id: string
  edition_id: string
  item_id: string
  revision_id: string
  sample_rate_hz: number
  channels: number
  microphone: string
  opened_by: string
  opened_at: number
  /** The take that came of it; null while it is being recorded. */
  take_id: string | null
}

interface RecordingChunksTable {
  recording_id: string
  number: number
  frames: number
  sha256: string
  /** Where it stands in the recording; null in rows of before it was noted. */
  first_frame: number | null
}

interface TunesTable {
  id: string
  role: TuneRole
  title: string
  rights_note: string
  shipped: number
  media_sha256: string
  duration_ms: number
  /** JSON: Vietnamese sentences about the sound. */
  warnings: string
  created_by: string
  created_at: number
}

interface TuneChoicesTable {
  id: string
  role: TuneRole
  tune_id: string
  chosen_by: string
  chosen_at: number
}

interface RendersTable {
  id: string
  edition_id: string
  revision_id: string
  recipe: string
  target_lufs: number
  requested_by: string
  requested_at: number
}

interface RenderOutcomesTable {
  render_id: string
  outcome: 'verified' | 'refused' | 'failed' | 'cancelled'
  reason: string | null
  master_sha256: string | null
  mp3_sha256: string | null
  mono_sha256: string | null
  duration_ms: number | null
  frames: number | null
  figures: string | null
  peaks: string | null
  /** The quality sheet; null in renders of before there was one. */
  sheet: string | null
  finished_at: number
}

interface AiringsTable {
  id: string
  edition_id: string
  date: string
  time: string
  starts_at: number
  outside_window_reason: string | null
  moved_from_id: string | null
  confirmed_by: string
  confirmed_at: number
  /** “Phát ngay”: 1. */
  ordered_now: number
  /** The missed or displaced airing whose place it takes. */
  makes_up_for_id: string | null
}

interface AiringWithdrawalsTable {
  airing_id: string
  reason: string
  withdrawn_by: string
  withdrawn_at: number
}

interface OutsideAiringsTable {
  id: string
  edition_id: string
  date: string
  time: string
  starts_at: number
  place: string
  note: string
  proof_sha256: string | null
  proof_file_name: string | null
  entered_by: string
  entered_at: number
}

interface JournalEntriesTable {
  id: string
  seq: number
  at: number
  airing_id: string | null
  event: string
  details: string
}

/** How far each file of the journal has been read into the database; `id` is the file's mark. */
interface JournalPlaceTable {
  id: number
  read_bytes: number
}

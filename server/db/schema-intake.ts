import type { QuotaPeriod, SubmissionFileKind, SubmissionSource, SubmissionVia } from '../contract/index.ts'

/** What units send: submissions, files, placements, postings, quotas. */
export interface IntakeTables {
  unit_links: UnitLinksTable
  submissions: SubmissionsTable
  submission_descriptions: SubmissionDescriptionsTable
  submission_files: SubmissionFilesTable
  submission_description_files: SubmissionDescriptionFilesTable
  submission_withdrawals: SubmissionWithdrawalsTable
  submission_bands: SubmissionBandsTable
  submission_likenesses: SubmissionLikenessesTable
  placements: PlacementsTable
  placement_removals: PlacementRemovalsTable
  channels: ChannelsTable
  postings: PostingsTable
  posting_events: PostingEventsTable
  quotas: QuotasTable
}

/** Links of units: the newest one of a unit counts, unless it was revoked. */
interface UnitLinksTable {
  id: string
  unit_id: string
  secret: string
  secret_hash: string
  made_by: string
  made_at: number
  revoked_by: string | null
  revoked_at: number | null
}

interface SubmissionsTable {
  id: string
  receipt_code: string
  /** The page's own key: the same entry twice is one row. */
  entry_key: string
  via: SubmissionVia
  unit_link_id: string | null
  sender_name: string | null
  /** Null: it came by a link. */
  entered_by: string | null
  entered_at: number
}

/** The highest number of a submission counts; number 1 is what was sent. */
interface SubmissionDescriptionsTable {
  id: string
  submission_id: string
  number: number
  title: string
  text: string
  word_count: number
  unit_id: string | null
  author: string | null
  year: number | null
  award: string | null
  source: SubmissionSource
  source_name: string | null
  contact: string | null
  note: string | null
  /** JSON: `string[]`. */
  topics: string
  received_at: number
  /** Null: the sender. */
  described_by: string | null
  described_at: number
}

interface SubmissionFilesTable {
  id: string
  unit_link_id: string | null
  received_by: string | null
  sha256: string
  file_name: string
  media_type: string
  kind: SubmissionFileKind
  /** A line of it that looks like its title. */
  title: string | null
  text: string
  /** JSON: Vietnamese sentences. */
  warnings: string
  received_at: number
}

interface SubmissionDescriptionFilesTable {
  description_id: string
  place: number
  file_id: string
}

/** Taken out of the register, until it is restored. */
interface SubmissionWithdrawalsTable {
  id: string
  submission_id: string
  reason: string
  withdrawn_by: string
  withdrawn_at: number
  restored_by: string | null
  restored_at: number | null
}

/** `band` is its number × 2³² + its hash. */
interface SubmissionBandsTable {
  submission_id: string
  band: number
}

/** Each pair stands here once in either direction. */
interface SubmissionLikenessesTable {
  submission_id: string
  other_id: string
  likeness: number
  is_same_file: 0 | 1
}

interface PlacementsTable {
  id: string
  submission_id: string
  programme_id: string
  period: string
  /** `YYYY-MM-DD`, the last day in time as it stood when it was placed. */
  due_on: string | null
  /** Null: the sender chose it. */
  placed_by: string | null
  placed_at: number
}

interface PlacementRemovalsTable {
  placement_id: string
  removed_by: string
  removed_at: number
}

interface ChannelsTable {
  id: string
  name: string
  url: string | null
  needs_approval: 0 | 1
  created_by: string
  created_at: number
  retired_at: number | null
}

interface PostingsTable {
  id: string
  submission_id: string
  channel_id: string
  asked_by: string
  asked_at: number
}

interface PostingEventsTable {
  posting_id: string
  number: number
  event: 'asked' | 'approved' | 'refused' | 'posted' | 'not-posted' | 'taken-back'
  approver: string | null
  remark: string | null
  url: string | null
  posted_on: string | null
  recorded_by: string
  recorded_at: number
}

interface QuotasTable {
  id: string
  /** Null: the station itself. */
  unit_id: string | null
  channel_id: string
  per: QuotaPeriod
  items_owed: number
  from_date: string
  to_date: string | null
  made_by: string
  made_at: number
}

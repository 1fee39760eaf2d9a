import type { NotAiredReason, UrgingWay } from '../contract/index.ts'

/** What wards say of airings: aired, not aired and why, proofs; withdrawals told; reminders. */
export interface WardWordsTables {
  ward_words: WardWordsTable
  ward_word_withdrawals: WardWordWithdrawalsTable
  ward_recordings: WardRecordingsTable
  ward_proofs: WardProofsTable
  ward_recalls_seen: WardRecallsSeenTable
  ward_reminders: WardRemindersTable
}

/** What a ward said of an edition, each time it said something. */
interface WardWordsTable {
  id: string
  ward_station_id: string
  edition_id: string
  word: 'aired' | 'not-aired'
  /** When it aired; null of what was not aired. */
  starts_at: number | null
  /** Why it did not air; null of what was. */
  reason: NotAiredReason | null
  note: string
  /** The account that noted it for the ward; null: the ward itself, by its link. */
  said_by: string | null
  from_address: string | null
  said_at: number
}

interface WardWordWithdrawalsTable {
  word_id: string
  /** Null: the ward itself. */
  withdrawn_by: string | null
  withdrawn_at: number
}

interface WardRecordingsTable {
  id: string
  ward_station_id: string
  edition_id: string
  file_name: string
  sha256: string
  /** When the recording began, where that was said. */
  recorded_from: number | null
  /** Null: the ward itself. */
  brought_by: string | null
  from_address: string | null
  received_at: number
}

interface WardProofsTable {
  recording_id: string
  master_sha256: string | null
  recording_ms: number | null
  /** JSON: what the comparison found; null where there was none. */
  result: string | null
  /** The code of the refusal that stood in its place. */
  refusal: string | null
  took_ms: number
  compared_at: number
}

/** A ward has seen that an edition it took was withdrawn at that instant. */
interface WardRecallsSeenTable {
  id: string
  ward_station_id: string
  edition_id: string
  recalled_at: number
  /** Null: the ward itself. */
  seen_by: string | null
  seen_at: number
}

interface WardRemindersTable {
  id: string
  edition_id: string
  /** JSON list: the wards with what each was asked for. */
  wards: string
  how: UrgingWay
  words: string | null
  reminded_by: string
  reminded_at: number
}

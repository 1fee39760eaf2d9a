/** One row at most; none means all defaults. */
export interface AirSettingsTable {
  id: 1
  reserve_device_id: string | null
  reserve_device_name: string | null
  return_input_id: string | null
  return_input_name: string | null
  live_input_id: string | null
  live_input_name: string | null
  live_input_tested_at: number | null
  relay: string
  alarm_hook: string | null
  silence: string
}

/** How a programme airs when something comes between; none means all defaults. */
export interface ProgrammeAirRulesTable {
  programme_id: string
  priority: 'normal' | 'high'
  late: 'join' | 'from-top' | 'miss'
  slack_minutes: number
  displaced: 'resume' | 'rejoin' | 'reschedule'
  reserve: 'last-edition' | 'apology' | 'nothing'
  apology_id: string | null
}

/** Sounds kept ready: emergencies and apologies. `master_sha256` is the levelled 48 kHz WAV that airs. */
export interface AnnouncementsTable {
  id: string
  title: string
  file_name: string
  original_sha256: string
  master_sha256: string
  duration_ms: number
  frames: number
  target_lufs: number
  created_by: string
  created_at: number
  retired_at: number | null
}

/** Ordered emergencies; what became of them stands in the journal under the same id. */
export interface EmergenciesTable {
  id: string
  announcement_id: string | null
  title: string
  input_name: string | null
  ordered_by: string
  ordered_at: number
}

export interface PausesTable {
  id: string
  from_at: number
  until_at: number
  reason: string
  made_by: string
  made_at: number
}

export interface PauseEndingsTable {
  pause_id: string
  lifted_by: string
  lifted_at: number
}

export interface OccupiedSlotsTable {
  id: string
  title: string
  /** JSON, 1 Monday … 7 Sunday. */
  weekdays: string
  from_time: string
  until_time: string
  first_date: string | null
  last_date: string | null
  made_by: string
  made_at: number
  removed_at: number | null
}

export interface AiringSkipsTable {
  airing_id: string
  reason: string
  skipped_by: string
  skipped_at: number
}

export interface PreflightsTable {
  id: string
  airing_id: string
  moment: 'day' | 'hour' | 'five-minutes' | 'change' | 'asked'
  at: number
  /** JSON, contract `PreflightLine[]`. */
  lines: string
}

/** What was sent to the station's hook, and what came of it. */
export interface AlarmMessagesTable {
  id: string
  alarm: string
  at: number
  result: 'done' | 'failed' | 'timed-out'
  said: string
}

export interface ProofsTable {
  id: string
  airing_id: string
  source: 'upload' | 'return-input'
  file_name: string
  recording_sha256: string
  recording_ms: number
  master_sha256: string
  /** JSON: found, offsetMs, startErrorMs, matched, missing, speedPpm. */
  result: string
  took_ms: number
  /** Null: compared by the station itself after the airing. */
  created_by: string | null
  created_at: number
}

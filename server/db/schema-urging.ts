import type { UrgingWay } from '../contract/index.ts'

/** Urging: who was urged when and how, and the words it is done with. */
export interface UrgingTables {
  urgings: UrgingsTable
  urging_settings: UrgingSettingsTable
}

interface UrgingsTable {
  id: string
  programme_id: string
  period: string
  how: UrgingWay
  /** JSON list: the units with what was missing then. */
  units: string
  answer_by: string
  words: string | null
  urged_by: string
  urged_at: number
}

interface UrgingSettingsTable {
  id: string
  template: string
  set_by: string
  set_at: number
}

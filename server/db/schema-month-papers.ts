/** Papers of the month: whom to call and where things are when there is no power or no sound; the newest row counts. */
export interface MonthPapersTables {
  outage_settings: OutageSettingsTable
}

interface OutageSettingsTable {
  id: string
  /** JSON list: duty, name, telephone. */
  contacts: string
  /** JSON list: place, where. */
  places: string
  set_by: string
  set_at: number
}

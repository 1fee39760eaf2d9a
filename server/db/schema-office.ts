/** How the office writes its papers and closes its periods; the newest row counts. */
export interface OfficeTables {
  office_settings: OfficeSettingsTable
}

interface OfficeSettingsTable {
  id: string
  /** JSON: the letterhead. */
  letterhead: string
  cut_off_day: number | null
  set_by: string
  set_at: number
}

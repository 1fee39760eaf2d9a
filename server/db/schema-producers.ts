/** Wards that produce, holidays, Tết. */
export interface ProducersTables {
  holidays: HolidaysTable
  ward_accounts: WardAccountsTable
  ward_leaders: WardLeadersTable
  taken_items: TakenItemsTable
}

/** The newest row of a date counts. */
interface HolidaysTable {
  id: string
  /** `YYYY-MM-DD`. */
  date: string
  /** Null: no holiday. */
  name: string | null
  set_by: string
  set_at: number
}

/** The newest row of an account counts. */
interface WardAccountsTable {
  id: string
  account_id: string
  /** Null: of the station itself. */
  ward_station_id: string | null
  set_by: string
  set_at: number
}

/** The newest row of a leader counts. */
interface WardLeadersTable {
  id: string
  leader_id: string
  /** Null: approves for the station itself. */
  ward_station_id: string | null
  set_by: string
  set_at: number
}

/** Items of a ward's editions that became submissions: one for each text that was taken up. */
interface TakenItemsTable {
  submission_id: string
  edition_id: string
  revision_id: string
  item_id: string
  taken_by: string
  taken_at: number
}

/** Wards that produce, holidays, Tết. */
export interface ProducersTables {
  holidays: HolidaysTable
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

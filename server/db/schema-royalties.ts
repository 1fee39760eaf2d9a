/** The royalty ledger: the rates that the station fills in, and what people say of its lines. */
export interface RoyaltiesTables {
  royalty_rates: RoyaltyRatesTable
  royalty_corrections: RoyaltyCorrectionsTable
}

/** Of the tables of one date the highest number counts. */
interface RoyaltyRatesTable {
  id: string
  number: number
  /** `YYYY-MM-DD`. */
  from_date: string
  /** JSON: decision, unit value, kinds; null: the table of this date is called off. */
  rates: string | null
  set_by: string
  set_at: number
}

/** The highest number of a line counts, as a whole. */
interface RoyaltyCorrectionsTable {
  id: string
  /** `w-` and the submission or item, or `r-`, the item, `~` and the reader's account. */
  line_id: string
  number: number
  /** JSON: what the contract calls `RoyaltyCorrection`. */
  correction: string
  set_by: string
  set_at: number
}

/** What a programme is beyond its name: rules, windows, roles, periods. */
export interface ProgrammesMonthTables {
  programme_rules: ProgrammeRulesTable
  programme_facts: ProgrammeFactsTable
}

/** Rules by the date from which they hold; of those with one date the highest number counts. */
interface ProgrammeRulesTable {
  id: string
  programme_id: string
  number: number
  /** `YYYY-MM-DD`. */
  from_date: string
  /** JSON: `ProgrammeRule`; null: the change of this date is called off. */
  rule: string | null
  /** JSON: `HH:MM[]`. */
  times: string
  /** JSON: `DeskWindow`. */
  intake_window: string | null
  review_window: string | null
  /** Null: brought over from an earlier version. */
  set_by: string | null
  set_at: number
}

/** The highest number of a programme counts. */
interface ProgrammeFactsTable {
  id: string
  programme_id: string
  number: number
  /** JSON: kind, startsOn, endsOn, targets, topics, audiences, roles, producer. */
  facts: string
  set_by: string | null
  set_at: number
}

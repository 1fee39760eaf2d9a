/** The tables of the review meeting and of editing scripts. */
export interface ReviewTables {
  placement_decisions: PlacementDecisionsTable
  review_orders: ReviewOrdersTable
  review_minutes: ReviewMinutesTable
  item_origins: ItemOriginsTable
  script_drafts: ScriptDraftsTable
  side_versions: SideVersionsTable
  side_outcomes: SideOutcomesTable
  item_remarks: ItemRemarksTable
  item_remark_states: ItemRemarkStatesTable
}

/** The newest row of a placement and period counts; null: undecided again. */
interface PlacementDecisionsTable {
  id: string
  placement_id: string
  programme_id: string
  /** The period that the item was placed in. */
  placed_period: string
  /** The period whose meeting decided. */
  period: string
  decision: 'chosen' | 'refused' | 'held' | null
  reason: string | null
  decided_by: string
  decided_at: number
}

/** The newest row of a programme and period counts. */
interface ReviewOrdersTable {
  id: string
  programme_id: string
  period: string
  /** JSON: ids of placements. */
  placement_ids: string
  set_by: string
  set_at: number
}

/** The newest row of a programme and period counts. */
interface ReviewMinutesTable {
  id: string
  programme_id: string
  period: string
  /** JSON: what the contract calls `ReviewMinutesWritten`, without `baseId`. */
  content: string
  saved_by: string
  saved_at: number
}

interface ItemOriginsTable {
  item_id: string
  submission_id: string
  placement_id: string | null
  brought_by: string
  brought_at: number
}

interface ScriptDraftsTable {
  edition_id: string
  account_id: string
  window_id: string
  base_id: string | null
  /** JSON: `DraftedItem[]`. */
  items: string
  saved_at: number
}

interface SideVersionsTable {
  id: string
  edition_id: string
  base_id: string | null
  why: 'saved-meanwhile' | 'other-window'
  /** JSON: `DraftedItem[]`. */
  items: string
  kept_by: string
  kept_at: number
}

interface SideOutcomesTable {
  side_id: string
  outcome: 'merged' | 'set-aside'
  revision_id: string | null
  decided_by: string
  decided_at: number
}

interface ItemRemarksTable {
  id: string
  edition_id: string
  item_id: string
  revision_id: string
  text: string
  made_by: string
  made_at: number
}

/** The newest row of a remark counts. */
interface ItemRemarkStatesTable {
  id: string
  remark_id: string
  state: 'open' | 'done'
  set_by: string
  set_at: number
}

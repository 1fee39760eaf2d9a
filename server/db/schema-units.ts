/** What happened to units: a change with the units that went into it and those that came out of it. */
export interface UnitChangesTable {
  id: string
  kind: 'founded' | 'renamed' | 'merged' | 'split' | 'dissolved'
  /** The first day on which it holds, `YYYY-MM-DD`. */
  effective_on: string
  note: string
  entered_by: string
  entered_at: number
}

export interface UnitChangePartsTable {
  change_id: string
  side: 'from' | 'to'
  place: number
  unit_id: string
  /** The name that a unit bears from that day on; null: the one that it had. */
  name: string | null
}

/** A change that was entered by mistake: it never happened. */
export interface UnitChangeWithdrawalsTable {
  change_id: string
  withdrawn_by: string
  withdrawn_at: number
}

/** Other spellings of a unit's name: the newest row of a unit and a spelling counts. */
export interface UnitSpellingsTable {
  id: string
  unit_id: string
  spelling: string
  state: 'in-use' | 'removed'
  /** Null: it came with a preset. */
  set_by: string | null
  set_at: number
}

/** Whom to reach at a unit: the newest row of a unit counts, as a whole. */
export interface UnitContactsTable {
  id: string
  unit_id: string
  /** JSON: contract `UnitContact[]`. */
  contacts: string
  set_by: string
  set_at: number
}

/** What a programme's rota says of one month; see server/rota for which of them counts. */
export interface RotaMonthsTable {
  id: string
  programme_id: string
  /** 1–12. */
  month: number
  /** `every-year`: from `year` on (0: from the beginning); `one-year`: in that year alone. */
  scope: 'every-year' | 'one-year'
  year: number
  /** `withdrawn`: what was said before of the same month, scope and year holds no longer. */
  state: 'holds' | 'withdrawn'
  /** Null: it came with a preset. */
  set_by: string | null
  set_at: number
}

export interface RotaMonthUnitsTable {
  rota_month_id: string
  place: number
  unit_id: string
  items_owed: number
}

/** A list of tasks: phụ lục, danh mục. */
export interface TaskListsTable {
  id: string
  title: string
  year: number
  file_name: string | null
  made_by: string
  made_at: number
}

/** A list that is no longer looked after: it stays to be read. */
export interface TaskListClosingsTable {
  id: string
  list_id: string
  state: 'closed' | 'open'
  set_by: string
  set_at: number
}

export interface TasksTable {
  id: string
  list_id: string
  place: number
}

/** What a task says: the newest row of a task counts. */
export interface TaskTextsTable {
  id: string
  task_id: string
  /** The heading of the list under which it stands. */
  section: string
  content: string
  form: string
  /** As the list writes it: “Quý II/2024”, “thường xuyên”. */
  time_text: string
  due_on: string | null
  unit_text: string
  helper_text: string
  /** JSON: the ids of the units of the register that are meant. */
  unit_ids: string
  state: 'in-use' | 'removed'
  set_by: string
  set_at: number
}

/** Done or not: the newest row of a task counts. */
export interface TaskOutcomesTable {
  id: string
  task_id: string
  outcome: 'done' | 'open'
  /** The day on which it was done; null while it is open. */
  done_on: string | null
  note: string
  set_by: string
  set_at: number
}

export interface TaskProofsTable {
  id: string
  task_id: string
  sha256: string
  file_name: string
  media_type: string
  bytes: number
  added_by: string
  added_at: number
}

export interface TaskProofRemovalsTable {
  proof_id: string
  removed_by: string
  removed_at: number
}

/** Units of the administration as dated facts, the rota, task lists. */
export interface UnitsTables {
  unit_changes: UnitChangesTable
  unit_change_parts: UnitChangePartsTable
  unit_change_withdrawals: UnitChangeWithdrawalsTable
  unit_spellings: UnitSpellingsTable
  unit_contacts: UnitContactsTable
  rota_months: RotaMonthsTable
  rota_month_units: RotaMonthUnitsTable
  task_lists: TaskListsTable
  task_list_closings: TaskListClosingsTable
  tasks: TasksTable
  task_texts: TaskTextsTable
  task_outcomes: TaskOutcomesTable
  task_proofs: TaskProofsTable
  task_proof_removals: TaskProofRemovalsTable
}

/** What each person does; submitting, approving, returning; the keys of leaders; signed papers. */
export interface ApprovalDeskTables {
  account_functions: AccountFunctionsTable
}

interface AccountFunctionsTable {
  id: string
  account_id: string
  /** JSON list of functions; the newest row of an account counts, an empty list is everything. */
  functions: string
  chosen_by: string
  chosen_at: number
}

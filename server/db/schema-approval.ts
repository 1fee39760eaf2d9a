import type { ApprovalAnswer, ApprovalMeans } from '../contract/index.ts'

/** What each person does; submitting, approving, returning; the keys of leaders; signed papers. */
export interface ApprovalDeskTables {
  account_functions: AccountFunctionsTable
  approvals: ApprovalsTable
  approval_withdrawals: ApprovalWithdrawalsTable
  leaders: LeadersTable
  leader_endings: LeaderEndingsTable
  leader_links: LeaderLinksTable
  leader_phones: LeaderPhonesTable
  leader_phone_endings: LeaderPhoneEndingsTable
  leader_pin_tries: LeaderPinTriesTable
  leader_passkeys: LeaderPasskeysTable
  leader_passkey_uses: LeaderPasskeyUsesTable
  approval_requests: ApprovalRequestsTable
  approval_request_leaders: ApprovalRequestLeadersTable
  approval_answers: ApprovalAnswersTable
  paper_scans: PaperScansTable
}

interface AccountFunctionsTable {
  id: string
  account_id: string
  /** JSON list of functions; the newest row of an account counts, an empty list is everything. */
  functions: string
  chosen_by: string
  chosen_at: number
}

interface ApprovalsTable {
  id: string
  revision_id: string
  text_hash: string
  approver: string
  means: ApprovalMeans
  /** Null: the approver, from a telephone of their own. */
  recorded_by: string | null
  approved_at: number
}

interface ApprovalWithdrawalsTable {
  approval_id: string
  reason: string
  withdrawn_by: string
  means: ApprovalMeans
  recorded_by: string | null
  withdrawn_at: number
}

interface LeadersTable {
  id: string
  title: string
  name: string | null
  added_by: string
  added_at: number
}

interface LeaderEndingsTable {
  leader_id: string
  ended_by: string
  ended_at: number
}

interface LeaderLinksTable {
  id: string
  leader_id: string
  secret_hash: string
  made_by: string
  made_at: number
  expires_at: number
}

interface LeaderPhonesTable {
  id: string
  leader_id: string
  /** A link registers one telephone. */
  link_id: string
  name: string
  token_hash: string
  pin_hash: string
  /** The address it was registered at, `http://192.168.1.20:8080`: its token goes to that host alone. */
  origin: string | null
  registered_at: number
}

interface LeaderPhoneEndingsTable {
  phone_id: string
  ended_by: string
  ended_at: number
}

interface LeaderPinTriesTable {
  id: string
  phone_id: string
  number: number
  /** `begun`: noted before the PIN was looked at; `right`, `unlocked`: the counting begins anew. */
  what: 'begun' | 'right' | 'unlocked'
  noted_by: string | null
  noted_at: number
}

interface LeaderPasskeysTable {
  /** The credential's own id, base64url. */
  id: string
  phone_id: string
  /** COSE, base64url. */
  public_key: string
  /** JSON list. */
  transports: string
  /** The host name it was made for. */
  rp_id: string
  added_at: number
}

interface LeaderPasskeyUsesTable {
  id: string
  passkey_id: string
  counter: number
  used_at: number
}

interface ApprovalRequestsTable {
  id: string
  revision_id: string
  number: number
  note: string | null
  submitted_by: string
  submitted_at: number
}

interface ApprovalRequestLeadersTable {
  request_id: string
  leader_id: string
  asked_by: string
  asked_at: number
}

interface ApprovalAnswersTable {
  id: string
  request_id: string
  /** Within the request; the same for all that was said at once. */
  number: number
  /** The identity that the page gave to what was said at once: sent twice, it counts once. */
  said_id: string
  /** Null: about the whole. */
  item_id: string | null
  answer: ApprovalAnswer
  remark: string | null
  approver: string
  means: ApprovalMeans
  phone_id: string | null
  recorded_by: string | null
  given_at: number
}

interface PaperScansTable {
  id: string
  revision_id: string
  media_sha256: string
  file_name: string
  signed_on: string | null
  added_by: string
  added_at: number
}

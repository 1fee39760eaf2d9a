/** Approving: leaders and their telephones, submitting, answers, signed papers, what people do. All reject with ApiError. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type {
  AccountFunctions,
  AnswersGiven,
  ApprovalRequest,
  ApprovalRequestSummary,
  EditionApproval,
  LeaderDesk,
  LeaderKept,
  LeaderLink,
  LeaderMade,
  PasskeyMade,
  PersonFunction,
  PhoneAnswers,
  PhoneMine,
  PhoneOffered,
  PhoneRegistered,
  PhoneWithdrawal,
  Revision,
  RevisionSubmitted,
  SigningAsked,
  WithdrawalGiven,
} from '../server/contract/index.ts'
import { ask, type UploadFollowed, upload } from './request.ts'

const part = encodeURIComponent

/** What the station's people do. */
export const approvalApi = {
  /** What each person does; those of whom nothing is said do everything. */
  functions: () => ask<AccountFunctions[]>('GET', '/api/functions'),
  chooseFunctions: (accountId: string, functions: readonly PersonFunction[]) =>
    ask<AccountFunctions[]>('PUT', `/api/accounts/${part(accountId)}/functions`, { json: { functions } }),

  leaders: () => ask<LeaderKept[]>('GET', '/api/leaders'),
  addLeader: (json: LeaderMade) => ask<LeaderKept[]>('POST', '/api/leaders', { json }),
  endLeader: (id: string) => ask<LeaderKept[]>('POST', `/api/leaders/${part(id)}/end`),
  /** A link that registers one telephone; it is told once. */
  makeLink: (leaderId: string) => ask<LeaderLink>('POST', `/api/leaders/${part(leaderId)}/links`),
  endPhone: (id: string) => ask<LeaderKept[]>('POST', `/api/leader-phones/${part(id)}/end`),
  unlockPhone: (id: string) => ask<LeaderKept[]>('POST', `/api/leader-phones/${part(id)}/unlock`),

  /** How the approval of an edition stands. */
  edition: (editionId: string) => ask<EditionApproval>('GET', `/api/editions/${part(editionId)}/approval`),
  /** What waits to be answered, of all editions. */
  waiting: () => ask<ApprovalRequestSummary[]>('GET', '/api/approval-requests'),
  submit: (revisionId: string, json: RevisionSubmitted) =>
    ask<ApprovalRequest>('POST', `/api/revisions/${part(revisionId)}/request`, { json }),
  withdraw: (revisionId: string, json: WithdrawalGiven) =>
    ask<Revision>('POST', `/api/revisions/${part(revisionId)}/approval-withdrawal`, { json }),
  /** A paper as it was signed; `returned`: the items that it sends back. */
  recordPaper: (
    revisionId: string,
    file: File,
    said: { signer: string; signedOn: string; remark: string; returned: readonly string[] },
    followed?: UploadFollowed,
  ) =>
    upload<ApprovalRequest>(`/api/revisions/${part(revisionId)}/signed-paper`, file, followed, {
      signer: said.signer,
      signedOn: said.signedOn,
      remark: said.remark,
      returned: said.returned.join(','),
    }),
  /** One more page of it. */
  addScan: (revisionId: string, file: File, followed?: UploadFollowed) =>
    upload<EditionApproval>(`/api/revisions/${part(revisionId)}/scans`, file, followed),
} as const

export const approvalFiles = {
  /** The submission (phiếu trình) as .docx. */
  paper: (requestId: string) => `/api/approval-requests/${part(requestId)}/paper`,
  scan: (scanId: string) => `/api/paper-scans/${part(scanId)}`,
} as const

const PHONE = '/api/leader-phone'
const request = (id: string) => `${PHONE}/requests/${part(id)}`

/** What a leader's telephone asks; it is known by its own cookie, and nobody is signed in. */
export const phoneApi = {
  offer: (secret: string) => ask<PhoneOffered>('GET', `${PHONE}/offers/${part(secret)}`),
  register: (json: PhoneRegistered) => ask<PhoneMine>('POST', PHONE, { json }),
  mine: () => ask<PhoneMine>('GET', PHONE),
  /** Wants the PIN; a passkey is made of what it gives. */
  passkeyOptions: (pin: string) =>
    ask<PublicKeyCredentialCreationOptionsJSON>('POST', `${PHONE}/passkey-options`, { json: { pin } }),
  addPasskey: (json: PasskeyMade) => ask<PhoneMine>('POST', `${PHONE}/passkeys`, { json }),

  desk: () => ask<LeaderDesk>('GET', `${PHONE}/requests`),
  request: (id: string) => ask<ApprovalRequest>('GET', request(id)),
  /** What the telephone's passkey is to sign for these answers, or for taking an approval back. */
  signing: (id: string, json: SigningAsked) =>
    ask<PublicKeyCredentialRequestOptionsJSON>('POST', `${request(id)}/signing`, { json }),
  answer: (id: string, said: AnswersGiven, proof: PhoneAnswers['proof']) =>
    ask<ApprovalRequest>('POST', `${request(id)}/answers`, { json: { ...said, proof } satisfies PhoneAnswers }),
  withdraw: (id: string, json: PhoneWithdrawal) => ask<ApprovalRequest>('POST', `${request(id)}/withdrawal`, { json }),
  /** The read of an item. */
  audio: (id: string, itemId: string) => `${request(id)}/items/${part(itemId)}/audio`,
} as const

/** The routes of the review meeting and of editing scripts. The rest is in api.ts; all reject with ApiError (see request.ts). */
import type {
  BroughtIn,
  DecisionGiven,
  DraftSaved,
  ItemOrigin,
  ItemRemark,
  MergeAsked,
  Review,
  ReviewMinutesWritten,
  ReviewSummary,
  ScriptChanges,
  ScriptDesk,
  ScriptDraftKept,
  ScriptMerge,
  SideDecided,
  SideVersion,
  SpokenSegment,
  SubmissionDecision,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent
const meeting = (programmeId: string, period: string) => `/api/programmes/${part(programmeId)}/reviews/${part(period)}`

export const reviewApi = {
  /** Where the review of each programme's present period stands. */
  reviews: () => ask<ReviewSummary[]>('GET', '/api/reviews'),
  review: (programmeId: string, period: string) => ask<Review>('GET', meeting(programmeId, period)),
  /** Refused with code `refusal-reason-needed` where a refusal has none. */
  decide: (placementId: string, json: DecisionGiven) =>
    ask<Review>('PUT', `/api/placements/${part(placementId)}/decision`, { json }),
  /** What meetings made of one submission, the newest first. */
  decisionsOn: (submissionId: string) =>
    ask<SubmissionDecision[]>('GET', `/api/submissions/${part(submissionId)}/decisions`),
  order: (programmeId: string, period: string, placementIds: readonly string[]) =>
    ask<Review>('PUT', `${meeting(programmeId, period)}/order`, { json: { placementIds } }),
  /** Puts the chosen items that the script lacks into its next revision. */
  bringIn: (programmeId: string, period: string) => ask<BroughtIn>('POST', `${meeting(programmeId, period)}/script`),
  /** Refused with code `minutes-changed-meanwhile` when another was saved since. */
  saveMinutes: (programmeId: string, period: string, json: ReviewMinutesWritten) =>
    ask<Review>('PUT', `${meeting(programmeId, period)}/minutes`, { json }),

  /** Which submissions the items of an edition's newest revision were made of. */
  origins: (editionId: string) => ask<ItemOrigin[]>('GET', `/api/editions/${part(editionId)}/origins`),
  /** What is typed on an edition's script and not saved, and what was kept aside. */
  desk: (editionId: string) => ask<ScriptDesk>('GET', `/api/editions/${part(editionId)}/desk`),
  /** Refused with code `draft-elsewhere` when another window of the same person wrote since. */
  keepDraft: (editionId: string, json: ScriptDraftKept) =>
    ask<DraftSaved>('PUT', `/api/editions/${part(editionId)}/draft`, { json }),
  dropDraft: (editionId: string) => ask<unknown>('DELETE', `/api/editions/${part(editionId)}/draft`),
  side: (id: string) => ask<SideVersion>('GET', `/api/sides/${part(id)}`),
  decideSide: (id: string, json: SideDecided) => ask<SideVersion>('POST', `/api/sides/${part(id)}/outcome`, { json }),
  /** What becomes of a text when it is merged into the newest revision; nothing is stored. */
  merge: (editionId: string, json: MergeAsked) =>
    ask<ScriptMerge>('POST', `/api/editions/${part(editionId)}/merge`, { json }),

  changes: (revisionId: string, sinceId: string) =>
    ask<ScriptChanges>('GET', `/api/revisions/${part(revisionId)}/changes?since=${part(sinceId)}`),
  /** How a text is said: figures and abbreviations. */
  spokenText: (text: string) => ask<SpokenSegment[]>('POST', '/api/spoken', { json: { text } }),

  remarks: (editionId: string) => ask<ItemRemark[]>('GET', `/api/editions/${part(editionId)}/remarks`),
  remark: (editionId: string, itemId: string, text: string) =>
    ask<ItemRemark[]>('POST', `/api/editions/${part(editionId)}/items/${part(itemId)}/remarks`, { json: { text } }),
  setRemarkDone: (remarkId: string, isDone: boolean) =>
    ask<ItemRemark[]>('PUT', `/api/item-remarks/${part(remarkId)}/state`, { json: { isDone } }),
} as const

export const reviewFiles = {
  minutes: (programmeId: string, period: string) => `${meeting(programmeId, period)}/minutes.docx`,
  sheet: (programmeId: string, period: string) => `${meeting(programmeId, period)}/xlsx`,
} as const

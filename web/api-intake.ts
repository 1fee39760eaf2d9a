/** The routes of intake: the register, a unit's own link, postings, quotas. All reject with ApiError (see request.ts). */
import type {
  ArrivedFile,
  Channel,
  ChannelChange,
  ChannelMade,
  ExpectedSubmissions,
  PlacementMade,
  Posting,
  PostingPosted,
  PostingRow,
  PostingState,
  PostingVerdict,
  ProgrammePeriod,
  QuotaStanding,
  QuotasMade,
  Receipt,
  SendPage,
  SentFile,
  SentForm,
  Submission,
  SubmissionChange,
  SubmissionFilter,
  SubmissionMade,
  SubmissionSummary,
  Unit,
  UnitLink,
} from '../server/contract/index.ts'
import { ask, type UploadFollowed, upload } from './request.ts'

const part = encodeURIComponent

/** A filter as the query of an address; what is not asked for is left out. */
export function queryOf(asked: Record<string, string | number | boolean | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

export const intakeApi = {
  submissions: (filter: SubmissionFilter) => ask<SubmissionSummary[]>('GET', `/api/submissions${queryOf(filter)}`),
  submission: (id: string) => ask<Submission>('GET', `/api/submissions/${part(id)}`),
  enter: (json: SubmissionMade) => ask<Submission>('POST', '/api/submissions', { json }),
  correct: (id: string, json: SubmissionChange) => ask<Submission>('PATCH', `/api/submissions/${part(id)}`, { json }),
  withdraw: (id: string, reason: string) =>
    ask<Submission>('POST', `/api/submissions/${part(id)}/withdraw`, { json: { reason } }),
  restore: (id: string) => ask<Submission>('POST', `/api/submissions/${part(id)}/restore`),
  place: (id: string, json: PlacementMade) =>
    ask<Submission>('POST', `/api/submissions/${part(id)}/placements`, { json }),
  displace: (id: string, placementId: string) =>
    ask<Submission>('DELETE', `/api/submissions/${part(id)}/placements/${part(placementId)}`),
  /** Sends a file that belongs to nothing yet, and reads it. */
  bringFile: (file: File, followed: UploadFollowed) => upload<ArrivedFile>('/api/submissions/files', file, followed),
  receipt: (id: string) => ask<Receipt>('GET', `/api/submissions/${part(id)}/receipt`),
  expected: (of: PlacementMade) => ask<ExpectedSubmissions[]>('GET', `/api/expected${queryOf(of)}`),
  units: () => ask<Unit[]>('GET', '/api/units'),
  periods: (programmeId: string) => ask<ProgrammePeriod[]>('GET', `/api/programmes/${part(programmeId)}/periods`),

  unitLinks: () => ask<UnitLink[]>('GET', '/api/unit-links'),
  /** A new link; the old one ends. */
  renewUnitLink: (unitId: string) => ask<UnitLink[]>('POST', `/api/unit-links/${part(unitId)}`),
  revokeUnitLink: (unitId: string) => ask<UnitLink[]>('DELETE', `/api/unit-links/${part(unitId)}`),

  /** Behind a unit's link; asked without signing in. */
  sendPage: (secret: string) => ask<SendPage>('GET', `/api/send/${part(secret)}`),
  sendFile: (secret: string, file: File, followed: UploadFollowed) =>
    upload<SentFile>(`/api/send/${part(secret)}/files`, file, followed),
  send: (secret: string, json: SentForm) => ask<Receipt>('POST', `/api/send/${part(secret)}/submissions`, { json }),
  sentReceipt: (secret: string, code: string) =>
    ask<Receipt>('GET', `/api/send/${part(secret)}/receipts/${part(code)}`),

  channels: () => ask<Channel[]>('GET', '/api/channels'),
  addChannel: (json: ChannelMade) => ask<Channel[]>('POST', '/api/channels', { json }),
  addUsualChannels: () => ask<Channel[]>('POST', '/api/channels/usual'),
  changeChannel: (id: string, json: ChannelChange) => ask<Channel[]>('PATCH', `/api/channels/${part(id)}`, { json }),

  postings: (state?: PostingState) => ask<PostingRow[]>('GET', `/api/postings${queryOf({ state })}`),
  askPostings: (submissionId: string, channelIds: string[]) =>
    ask<Posting[]>('POST', `/api/submissions/${part(submissionId)}/postings`, { json: { channelIds } }),
  decidePosting: (id: string, json: PostingVerdict) =>
    ask<Posting[]>('POST', `/api/postings/${part(id)}/verdict`, { json }),
  notePosted: (id: string, json: PostingPosted) => ask<Posting[]>('POST', `/api/postings/${part(id)}/posted`, { json }),
  takeBackPosted: (id: string) => ask<Posting[]>('DELETE', `/api/postings/${part(id)}/posted`),
  takeBackPosting: (id: string) => ask<Posting[]>('DELETE', `/api/postings/${part(id)}`),

  /** As they stand today, or as they stood when a month was closed. */
  quotas: (month?: string) => ask<QuotaStanding[]>('GET', `/api/quotas${queryOf({ month })}`),
  addQuotas: (json: QuotasMade) => ask<QuotaStanding[]>('POST', '/api/quotas', { json }),
  endQuota: (id: string, toDate: string) =>
    ask<QuotaStanding[]>('POST', `/api/quotas/${part(id)}/end`, { json: { toDate } }),
} as const

/** Addresses of files. */
export const intakeFiles = {
  register: (filter: SubmissionFilter) => `/api/submissions/xlsx${queryOf(filter)}`,
  /** Narrowed and ordered as it is shown. */
  postings: (asked: Readonly<Record<'state' | 'channel' | 'words' | 'order', string | undefined>>) =>
    `/api/postings/xlsx${queryOf(asked)}`,
  /** Narrowed and ordered as it is shown. */
  quotas: (asked: Readonly<Record<'month' | 'words' | 'state' | 'order', string | undefined>>) =>
    `/api/quotas/xlsx${queryOf(asked)}`,
  /** Opened in the browser where it can show it. */
  file: (submissionId: string, fileId: string) => `/api/submissions/${part(submissionId)}/files/${part(fileId)}`,
  /** Saved under its own name. */
  saved: (submissionId: string, fileId: string) => `/api/submissions/${part(submissionId)}/files/${part(fileId)}?tai=1`,
} as const

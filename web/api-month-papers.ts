/** The routes of the month's papers; all reject with ApiError (see request.ts). */
import type { MonthPapers, OutageGuide, OutageGuideWritten } from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

export const monthPapersApi = {
  /** Every paper of a month `YYYY-MM`, and how each stands. */
  ofMonth: (month: string) => ask<MonthPapers>('GET', `/api/month-papers/${part(month)}`),
  setOutageGuide: (json: OutageGuideWritten) => ask<OutageGuide>('PUT', '/api/outage-guide', { json }),
}

/** Addresses of the papers, for download links. */
export const monthPaperFiles = {
  schedule: (month: string) => `/api/month-papers/${part(month)}/schedule`,
  submission: (requestId: string) => `/api/approval-requests/${part(requestId)}/paper`,
  minutes: (programmeId: string, period: string) =>
    `/api/programmes/${part(programmeId)}/reviews/${part(period)}/minutes.docx`,
  urging: (programmeId: string, period: string) =>
    `/api/programmes/${part(programmeId)}/periods/${part(period)}/urging/paper`,
  confirmation: (itemId: string) => `/api/script-items/${part(itemId)}/confirmation`,
  outageGuide: '/api/outage-guide/paper',
}

/** The month's routes: where everything stands, urging, and how the office writes its papers. The rest is in api.ts; all reject with ApiError (see request.ts). */
import type {
  Month,
  OfficeSettings,
  OfficeSettingsWritten,
  UrgingMade,
  UrgingSettings,
  UrgingSettingsWritten,
  UrgingSheet,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent
const urgingUrl = (programmeId: string, period: string) =>
  `/api/programmes/${part(programmeId)}/periods/${part(period)}/urging`
const by = (answerBy: string | undefined) => (answerBy === undefined ? '' : `?answerBy=${part(answerBy)}`)

export const monthApi = {
  /** Where every programme stands today, and what is due for whom. */
  month: () => ask<Month>('GET', '/api/month'),
  /** What is missing in a period; `answerBy`: the day that is asked for, the obvious one without. */
  urging: (programmeId: string, period: string, answerBy?: string) =>
    ask<UrgingSheet>('GET', urgingUrl(programmeId, period) + by(answerBy)),
  /** Notes that units were urged. */
  addUrging: (programmeId: string, period: string, json: UrgingMade) =>
    ask<UrgingSheet>('POST', urgingUrl(programmeId, period), { json }),
  urgingSettings: () => ask<UrgingSettings>('GET', '/api/urging/settings'),
  /** The head of all papers, and the day with which periods are closed. */
  office: () => ask<OfficeSettings>('GET', '/api/office'),
  setOffice: (json: OfficeSettingsWritten) => ask<OfficeSettings>('PUT', '/api/office', { json }),
  setUrgingSettings: (json: UrgingSettingsWritten) => ask<UrgingSettings>('PUT', '/api/urging/settings', { json }),
}

/** Addresses of the papers of urging, for download links. */
export const urgingFiles = {
  letter: (programmeId: string, period: string, answerBy: string) =>
    `${urgingUrl(programmeId, period)}/paper${by(answerBy)}`,
  sheet: (programmeId: string, period: string) => `${urgingUrl(programmeId, period)}/xlsx`,
}

/** The routes of programmes, their rules and periods. The rest is in api.ts; all reject with ApiError (see request.ts). */
import type {
  Programme,
  ProgrammeChange,
  ProgrammePeriod,
  ProgrammePreset,
  RuleCheck,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

export const programmesApi = {
  /** What a programme may begin from. */
  presets: () => ask<ProgrammePreset[]>('GET', '/api/programme-presets'),
  /** The periods around today, with their windows and the editions that are open. */
  periods: (programmeId: string) => ask<ProgrammePeriod[]>('GET', `/api/programmes/${part(programmeId)}/periods`),
  /** What a change would mean: the next dates, and what it would sound together with. Nothing is kept. */
  checkRule: (programmeId: string, json: ProgrammeChange) =>
    ask<RuleCheck>('POST', `/api/programmes/${part(programmeId)}/rule-check`, { json }),
  /** Calls off the change of rules of a date. */
  callOffRule: (programmeId: string, from: string) =>
    ask<Programme>('DELETE', `/api/programmes/${part(programmeId)}/rules/${part(from)}`),
  /** The list of editions as an Excel file. */
  editionsSheet: '/api/editions/xlsx',
}

/** The studio's routes: reads that are edited. The rest is in api.ts; all reject with ApiError (see request.ts). */
import type {
  Account,
  AccountMade,
  EditJob,
  ListeningRule,
  MyWork,
  Pace,
  ReadAssignments,
  ReadsAssigned,
  RemarkMade,
  SpokenForm,
  SpokenItem,
  TakeEdit,
  TakeListening,
  TakePiece,
  TakeSurvey,
  Trust,
  VerdictGiven,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

export const studioApi = {
  /** How HTTPS stands, and what a device must be given to trust it; asked without signing in. */
  trust: () => ask<Trust>('GET', '/api/trust'),

  accounts: () => ask<Account[]>('GET', '/api/accounts'),
  addAccount: (json: AccountMade) => ask<Account>('POST', '/api/accounts', { json }),

  /** Whose read each item of an edition is. */
  assignments: (editionId: string) => ask<ReadAssignments>('GET', `/api/editions/${part(editionId)}/assignments`),
  /** Several at once; refused with code `due-date-past` until a day that is over is meant. */
  assign: (editionId: string, json: ReadsAssigned) =>
    ask<ReadAssignments>('PUT', `/api/editions/${part(editionId)}/assignments`, { json }),
  /** What waits for the signed-in person. */
  myWork: () => ask<MyWork>('GET', '/api/me/work'),

  /** A read with its words and all that listeners said of it. */
  listening: (takeId: string) => ask<TakeListening>('GET', `/api/takes/${part(takeId)}/listening`),
  remark: (takeId: string, json: RemarkMade) =>
    ask<TakeListening>('POST', `/api/takes/${part(takeId)}/remarks`, { json }),
  giveVerdict: (takeId: string, json: VerdictGiven) =>
    ask<TakeListening>('POST', `/api/takes/${part(takeId)}/verdict`, { json }),
  listeningRule: (programmeId: string) =>
    ask<ListeningRule>('GET', `/api/programmes/${part(programmeId)}/listening-rule`),
  setListeningRule: (programmeId: string, json: ListeningRule) =>
    ask<ListeningRule>('PUT', `/api/programmes/${part(programmeId)}/listening-rule`, { json }),

  /** What a read is cut from; an original is one piece. */
  takeEdit: (takeId: string) => ask<TakeEdit>('GET', `/api/takes/${part(takeId)}/edit`),
  /** Begins a read of pieces of originals. A short one comes back `made`, with its take; a longer one `making`. */
  makeEdit: (takeId: string, pieces: readonly TakePiece[]) =>
    ask<EditJob>('POST', `/api/takes/${part(takeId)}/edits`, { json: { pieces } }),
  /** How far it is. Refused with `not-found` when the station was restarted meanwhile: then it is begun again. */
  editJob: (id: string) => ask<EditJob>('GET', `/api/edits/${part(id)}`),
  /** Gives it up. */
  cancelEdit: (id: string) => ask<EditJob>('DELETE', `/api/edits/${part(id)}`),

  /** A revision's items as they are said. */
  spoken: (revisionId: string) => ask<SpokenItem[]>('GET', `/api/revisions/${part(revisionId)}/spoken`),
  spokenForms: () => ask<SpokenForm[]>('GET', '/api/spoken-forms'),
  /** From now on, for the whole station; null lets the rule hold again. */
  setSpokenForm: (written: string, said: string | null) =>
    ask<SpokenForm[]>('PUT', '/api/spoken-forms', { json: { written, said } }),
  /** How fast the signed-in person reads. */
  myPace: () => ask<Pace>('GET', '/api/me/pace'),

  /** What the station found in the sound of a read by itself; `changed/takes` tells when it has looked. */
  takeSurvey: (takeId: string) => ask<TakeSurvey>('GET', `/api/takes/${part(takeId)}/survey`),
} as const

export const studioMedia = {
  /** Fine peaks of a read: see server/contract/peaks.ts. Refused with `peaks-not-ready` until it has been looked at. */
  takeFinePeaks: (takeId: string) => `/api/takes/${part(takeId)}/peaks.bin`,
  /** Decoded frames of a read: 48 kHz, two sides, 32-bit float. */
  takeSamples: (takeId: string, fromFrame: number, frames: number) =>
    `/api/takes/${part(takeId)}/samples?fromFrame=${fromFrame}&frames=${frames}`,
} as const

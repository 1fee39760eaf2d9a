/** Every route of the station, typed by the contract. All reject with ApiError (see request.ts). */

import type { Static } from 'typebox'
import type {
  Airing,
  AirSettings,
  AirSettingsChange,
  Announcement,
  AsRun,
  Calendar,
  Console,
  Devices,
  DevicesChosen,
  Download,
  Edition,
  EditionSummary,
  EmergencyAsked,
  Health,
  HookTarget,
  HookTried,
  ImportedText,
  InputTested,
  Me,
  OccupiedRead,
  OccupiedSlot,
  OccupiedSlotMade,
  Pause,
  PauseMade,
  Peaks,
  Preflight,
  Programme,
  ProgrammeChange,
  ProgrammeMade,
  Proof,
  Proposals,
  QualitySheet,
  Render,
  Revision,
  RevisionWritten,
  Rundown,
  RundownPicture,
  RundownWritten,
  SetUp,
  SignIn,
  Station,
  StationChange,
  schema,
  Take,
  TakeChoice,
  Template,
  TemplatePreset,
  TemplateWritten,
  Treatment,
  Tune,
  TuneRole,
  WardStation,
} from '../server/contract/index.ts'
import { ask, type UploadFollowed, upload } from './request.ts'

type EditionMade = Static<typeof schema.EditionMade>
type AiringsConfirmed = Static<typeof schema.AiringsConfirmed>
type AiringMoved = Static<typeof schema.AiringMoved>
type Inputs = Static<typeof schema.Inputs>
type FreeTimes = Static<typeof schema.FreeTimes>
type LevelCurves = Static<typeof schema.LevelCurves>
type Alarms = Static<typeof schema.Alarms>
type EmergencyOrdered = Static<typeof schema.EmergencyOrdered>

const part = encodeURIComponent
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

export interface OutsideAiring {
  date: string
  time: string
  where: string
  note: string
  proof?: File | undefined
}

export type ListenKind = 'take' | 'render' | 'tune'

export const api = {
  me: () => ask<Me>('GET', '/api/me'),
  setUp: (json: SetUp) => ask<Me>('POST', '/api/set-up', { json }),
  signIn: (json: SignIn) => ask<Me>('POST', '/api/sign-in', { json }),
  signOut: () => ask<unknown>('POST', '/api/sign-out'),

  station: () => ask<Station>('GET', '/api/station'),
  changeStation: (json: StationChange) => ask<Station>('PATCH', '/api/station', { json }),
  devices: () => ask<Devices>('GET', '/api/devices'),
  chooseDevices: (json: DevicesChosen) => ask<Station>('PUT', '/api/station/devices', { json }),
  /** Sounds three seconds on a device; answers when it has sounded. */
  testTone: (deviceId: string) =>
    ask<unknown>('POST', '/api/devices/test-tone', { json: { deviceId, loudspeakersAnswered: true } }),
  /** Plays on the station's listening device, not in this browser. */
  listen: (kind: ListenKind, id: string) => ask<unknown>('POST', '/api/listen', { json: { kind, id } }),
  stopListening: () => ask<unknown>('POST', '/api/listen/stop'),
  health: () => ask<Health>('GET', '/api/health'),

  programmes: () => ask<Programme[]>('GET', '/api/programmes'),
  makeProgramme: (json: ProgrammeMade) => ask<Programme>('POST', '/api/programmes', { json }),
  changeProgramme: (id: string, json: ProgrammeChange) =>
    ask<Programme>('PATCH', `/api/programmes/${part(id)}`, { json }),

  template: (programmeId: string) => ask<Template>('GET', `/api/programmes/${part(programmeId)}/template`),
  /** Saves a new revision; refused with code `template-changed-meanwhile` when another was saved since. */
  saveTemplate: (programmeId: string, json: TemplateWritten) =>
    ask<Template>('PUT', `/api/programmes/${part(programmeId)}/template`, { json }),
  /** Saves a preset as a new revision. */
  presetTemplate: (programmeId: string, preset: TemplatePreset) =>
    ask<Template>('POST', `/api/programmes/${part(programmeId)}/template/preset`, { json: { preset } }),
  uploadPicture: (programmeId: string, file: File, followed?: UploadFollowed) =>
    upload<Programme>(`/api/programmes/${part(programmeId)}/picture`, file, followed),
  removePicture: (programmeId: string) => ask<Programme>('DELETE', `/api/programmes/${part(programmeId)}/picture`),

  editions: () => ask<EditionSummary[]>('GET', '/api/editions'),
  makeEdition: (json: EditionMade) => ask<Edition>('POST', '/api/editions', { json }),
  edition: (id: string) => ask<Edition>('GET', `/api/editions/${part(id)}`),

  rundown: (editionId: string) => ask<Rundown>('GET', `/api/editions/${part(editionId)}/rundown`),
  /** Saves a new revision; refused with code `rundown-changed-meanwhile` when another was saved since. */
  saveRundown: (editionId: string, json: RundownWritten) =>
    ask<Rundown>('PUT', `/api/editions/${part(editionId)}/rundown`, { json }),
  /** Fills the template anew and saves that as a new revision. */
  refillRundown: (editionId: string) => ask<Rundown>('POST', `/api/editions/${part(editionId)}/rundown/refill`),
  /** Begins to measure what is not measured yet; says how far that is. */
  rundownPicture: (editionId: string) => ask<RundownPicture>('GET', `/api/editions/${part(editionId)}/rundown/picture`),

  writeRevision: (editionId: string, json: RevisionWritten) =>
    ask<Revision>('POST', `/api/editions/${part(editionId)}/revisions`, { json }),
  revision: (id: string) => ask<Revision>('GET', `/api/revisions/${part(id)}`),
  importScript: (file: File, followed?: UploadFollowed) => upload<ImportedText>('/api/script-import', file, followed),
  pasteScript: (text: string) => ask<ImportedText>('POST', '/api/script-paste', { json: { text } }),
  approve: (revisionId: string, approver: string) =>
    ask<Revision>('POST', `/api/revisions/${part(revisionId)}/approval`, { json: { approver } }),

  uploadTake: (editionId: string, itemId: string, revisionId: string, file: File, followed?: UploadFollowed) =>
    upload<Take>(
      `/api/editions/${part(editionId)}/items/${part(itemId)}/takes?${query({ revisionId })}`,
      file,
      followed,
    ),
  chooseTake: (id: string, choice: TakeChoice) =>
    ask<Take>('POST', `/api/takes/${part(id)}/choice`, { json: { choice } }),
  takePeaks: (id: string) => ask<Peaks>('GET', `/api/takes/${part(id)}/peaks`),

  tunes: () => ask<Tune[]>('GET', '/api/tunes'),
  uploadTune: (role: TuneRole, title: string, rightsNote: string, file: File, followed?: UploadFollowed) =>
    upload<Tune>(`/api/tunes?${query({ role, title, rightsNote })}`, file, followed),
  useTune: (id: string) => ask<Tune[]>('POST', `/api/tunes/${part(id)}/use`),
  /** A tune that is offered no more; what it sounded in stays as it was. */
  retireTune: (id: string) => ask<Tune[]>('POST', `/api/tunes/${part(id)}/retire`),

  startRender: (editionId: string) => ask<Render>('POST', `/api/editions/${part(editionId)}/renders`),
  render: (id: string) => ask<Render>('GET', `/api/renders/${part(id)}`),
  cancelRender: (id: string) => ask<Render>('POST', `/api/renders/${part(id)}/cancel`),
  sheet: (renderId: string) => ask<QualitySheet>('GET', `/api/renders/${part(renderId)}/sheet`),
  renderPeaks: (id: string) => ask<Peaks>('GET', `/api/renders/${part(id)}/peaks`),

  proposals: (editionId: string) => ask<Proposals>('GET', `/api/editions/${part(editionId)}/proposals`),
  confirmAirings: (editionId: string, json: AiringsConfirmed) =>
    ask<Airing[]>('POST', `/api/editions/${part(editionId)}/airings`, { json }),
  moveAiring: (id: string, json: AiringMoved) => ask<Airing>('POST', `/api/airings/${part(id)}/move`, { json }),
  withdrawAiring: (id: string, reason: string) =>
    ask<Airing>('POST', `/api/airings/${part(id)}/withdraw`, { json: { reason } }),
  enterOutsideAiring: (
    editionId: string,
    { date, time, where, note, proof }: OutsideAiring,
    followed?: UploadFollowed,
  ) =>
    upload<Airing>(
      `/api/editions/${part(editionId)}/outside-airings?${query({ date, time, where, note })}`,
      proof,
      followed,
    ),
  calendar: (from: string, to: string) => ask<Calendar>('GET', `/api/calendar?${query({ from, to })}`),
  asRun: (from: string, to: string) => ask<AsRun[]>('GET', `/api/as-run?${query({ from, to })}`),

  console: () => ask<Console>('GET', '/api/console'),
  stop: (airingId: string) => ask<unknown>('POST', '/api/on-air/stop', { json: { airingId } }),
  skip: (airingId: string, reason?: string) =>
    ask<Airing>('POST', '/api/on-air/skip', { json: { airingId, ...(reason ? { reason } : {}) } }),
  playNow: (editionId: string) => ask<Airing>('POST', '/api/on-air/play-now', { json: { editionId } }),
  orderEmergency: (json: EmergencyAsked) => ask<EmergencyOrdered>('POST', '/api/on-air/emergency', { json }),

  pauses: () => ask<Pause[]>('GET', '/api/pauses'),
  makePause: (json: PauseMade) => ask<Pause>('POST', '/api/pauses', { json }),
  liftPause: (id: string) => ask<Pause>('POST', `/api/pauses/${part(id)}/lift`),
  occupied: () => ask<OccupiedSlot[]>('GET', '/api/occupied'),
  makeOccupied: (json: OccupiedSlotMade) => ask<OccupiedSlot>('POST', '/api/occupied', { json }),
  readOccupiedFile: (file: File, followed?: UploadFollowed) =>
    upload<OccupiedRead>('/api/occupied/import', file, followed),
  readOccupiedPaste: (text: string) => ask<OccupiedRead>('POST', '/api/occupied/paste', { json: { text } }),
  removeOccupied: (id: string) => ask<unknown>('POST', `/api/occupied/${part(id)}/remove`),

  freeTimes: (airingId: string) => ask<FreeTimes>('GET', `/api/airings/${part(airingId)}/free-times`),
  makeUp: (airingId: string, date: string, time: string) =>
    ask<Airing>('POST', `/api/airings/${part(airingId)}/make-up`, { json: { date, time } }),
  levels: (airingId: string) => ask<LevelCurves>('GET', `/api/airings/${part(airingId)}/levels`),
  proofs: (airingId: string) => ask<Proof[]>('GET', `/api/airings/${part(airingId)}/proofs`),
  /** `recordedFrom`: when the recording began, `HH:MM:SS` of the airing's day. */
  uploadProof: (airingId: string, file: File, recordedFrom: string | undefined, followed?: UploadFollowed) =>
    upload<Proof>(
      `/api/airings/${part(airingId)}/proofs`,
      file,
      followed,
      recordedFrom === undefined ? {} : { recordedFrom },
    ),

  airSettings: () => ask<AirSettings>('GET', '/api/station/air-settings'),
  changeAirSettings: (json: AirSettingsChange) => ask<AirSettings>('PATCH', '/api/station/air-settings', { json }),
  inputs: () => ask<Inputs>('GET', '/api/inputs'),
  /** Listens to an input for three seconds; answers afterwards. */
  testInput: (inputId: string) => ask<InputTested>('POST', '/api/inputs/test', { json: { inputId } }),
  tryHook: (target: HookTarget) => ask<HookTried>('POST', '/api/station/hooks/try', { json: { target } }),
  announcements: () => ask<Announcement[]>('GET', '/api/announcements'),
  uploadAnnouncement: (title: string, file: File, followed?: UploadFollowed) =>
    upload<Announcement>('/api/announcements', file, followed, { title }),
  retireAnnouncement: (id: string) => ask<unknown>('POST', `/api/announcements/${part(id)}/retire`),

  preflight: () => ask<Preflight>('GET', '/api/preflight'),
  runPreflight: () => ask<Preflight>('POST', '/api/preflight/run'),
  alarms: () => ask<Alarms>('GET', '/api/alarms'),

  wardStations: () => ask<WardStation[]>('GET', '/api/ward-stations'),
  /** `expiresOn`: the last date on which the link opens; undefined: it has no end. */
  makeWardStation: (name: string, expiresOn?: string) =>
    ask<WardStation>('POST', '/api/ward-stations', { json: { name, expiresOn } }),
  renewWardStation: (id: string, expiresOn?: string) =>
    ask<WardStation>('POST', `/api/ward-stations/${part(id)}/renew`, { json: { expiresOn } }),
  setWardLinkTerm: (id: string, expiresOn?: string) =>
    ask<WardStation>('POST', `/api/ward-stations/${part(id)}/term`, { json: { expiresOn } }),
  revokeWardStation: (id: string) => ask<WardStation>('POST', `/api/ward-stations/${part(id)}/revoke`),
  downloads: () => ask<Download[]>('GET', '/api/downloads'),
} as const

/** Addresses of sound and files, for players and download links. */
export const media = {
  take: (id: string) => `/api/takes/${part(id)}/audio`,
  takeOriginal: (id: string) => `/api/takes/${part(id)}/original`,
  tune: (id: string) => `/api/tunes/${part(id)}/audio`,
  /** The saved rundown as it will sound, from a place in it, as it is made. */
  rundown: (editionId: string, fromMs: number) =>
    `/api/editions/${part(editionId)}/rundown/listen?${query({ fromMs: String(Math.max(0, Math.round(fromMs))) })}`,
  /** A read as a treatment makes it, from a place in it, as it is made. */
  treatedTake: (id: string, treatment: Treatment, fromMs: number) =>
    `/api/takes/${part(id)}/treated?${query({
      highPass: treatment.highPass ? '1' : '0',
      noiseReduction: treatment.noiseReduction,
      deClick: treatment.deClick,
      fromMs: String(Math.max(0, Math.round(fromMs))),
    })}`,
  renderMp3: (id: string) => `/api/renders/${part(id)}/programme.mp3`,
  renderMono: (id: string) => `/api/renders/${part(id)}/programme-mono.mp3`,
  renderWav: (id: string) => `/api/renders/${part(id)}/master.wav`,
  programmePicture: (programmeId: string) => `/api/programmes/${part(programmeId)}/picture`,
  announcement: (id: string) => `/api/announcements/${part(id)}/audio`,
  airingProof: (id: string) => `/api/airings/${part(id)}/proof`,
} as const

/**
 * The vocabulary of the journal. What each event says, and what its `details` hold:
 *
 * - `process-started`: the on-air process lives. `pid`, `nodeVersion`, `tookOver` (a dead process's folder).
 * - `process-stopped`: it was asked to end. `reason`.
 * - `plan-read`: a new plan is in force. `writtenAt`, `airings` (how many), `device`.
 * - `plan-refused`: the plan file makes no sense; the one before it stays. `problems`.
 * - `armed`: the master is verified, the device is being opened for it. `startsAt`, `device`, `masterSha256`.
 * - `disarmed`: taken back before anything sounded, because the plan or the clock changed. `reason`.
 * - `late-join`: its instant has passed; it will sound from where it should be. `lateMs`.
 * - `first-sample`: heard. `at` is that instant, by the device's own delay. `startErrorMs` (heard minus planned),
 *   `offsetMs` (where in the master it began), `startsAt` (the instant of the master's beginning on its timeline), `device`,
 *   `masterSha256`.
 * - `sounding`: every 10 s. `positionMs`, `levelDbfs`, `driftPpm` (the device's rate against the clock, once known),
 *   `silentMs`, `heardMs` (measured at the output so far, where anything is; also in what follows).
 * - `resumed`: heard again after the device was away. `offsetMs`.
 * - `last-sample`: the end of the master was heard. `soundedMs`, `skippedMs`, `driftPpm`.
 * - `stopped`: silenced by a command. `by`, `commandId`, `soundedMs`.
 * - `missed`: nothing of it sounded, and it is too late by its rule. `reason`.
 * - `failed`: it could not sound. `reason`, `what`.
 * - `xrun`: a gap in what was heard. `cause`, `ms`.
 * - `device-refused`: the device cannot be opened; it is tried every second. `code`, `what`.
 * - `device-opened`, `device-lost`, `device-back`: `device`, `code`, `awayMs`.
 * - `clock-step`: the wall clock was set by `stepMs`.
 * - `media-problem`: a master of the plan is missing or not the one that was verified; or a sound, also an input's, cannot
 *   be read on. `code`.
 * - `media-good`: that problem is gone.
 * - `fault`: something in the program itself went wrong; it goes on. `error`.
 * - `late-start`: its instant has passed and its rule is to begin with the beginning. `startsAt`: the new instant.
 * - `displaced`: something more urgent took the device. `by` (airingId), `positionMs` (where it was cut; 0: before
 *   it began), `rule`.
 * - `skipped`: it will not sound. `reason` (`command` or `paused`), `by`, `commandId`, `pauseReason`.
 * - `replaced`: its reserve sounds in its place. `because`, `kind`, `title`, and the file.
 * - `emergency`: an announcement was ordered; `airingId` is its own. `order` (the whole of it), `by`, `commandId`.
 * - `device-switched`: the other device sounds now. `from`, `to` (devices), `because` (`lost`, `refused`, `silent`, `main-again`).
 * - `silence`: what left the station is silent although the master is not. `heardDbfs`, `expectedDbfs`, `forMs`, `source`.
 * - `wrong-sound`: what left the station is not what was sent. `similarity` (0 … 1), `forMs`, `source`.
 * - `sound-again`: that is over. `afterMs`.
 * - `levels`: the level curve, in stretches of a minute. `fromMs`, `stepMs`, `handedDbfs`, `heardDbfs` (where measured).
 * - `captured`: what the return input heard of an airing is kept. `path` (relative to the data folder), `startedAt` (of its
 *   first frame), `endedAt`.
 * - `relay`: a relay hook was run. `when` (`before`, `after`), `result` (`done`, `failed`, `timed-out`), `tookMs`, `said`.
 * - `paused`, `unpaused`: all schedules rest, or no longer. `pauseId`, `reason`, `until`.
 * - `command`: a command was obeyed or refused. `commandId`, `kind`, `by`, `result`, `reason`.
 * - `journal-gap`: the disk refused lines for a while; they were kept and are here now. `waitedMs`, `lines`.
 * - Events that decide hold the `verdict`, so that an outcome that could not be written any more is known.
 * - `outcome`: the one last word about an airing. `outcome` and, where it is not `aired`, `reason`.
 */
export const ON_AIR_EVENTS = [
  'process-started',
  'process-stopped',
  'plan-read',
  'plan-refused',
  'armed',
  'disarmed',
  'late-join',
  'first-sample',
  'sounding',
  'resumed',
  'last-sample',
  'stopped',
  'missed',
  'failed',
  'xrun',
  'device-refused',
  'device-opened',
  'device-lost',
  'device-back',
  'clock-step',
  'media-problem',
  'media-good',
  'fault',
  'late-start',
  'displaced',
  'skipped',
  'replaced',
  'emergency',
  'device-switched',
  'silence',
  'wrong-sound',
  'sound-again',
  'levels',
  'captured',
  'relay',
  'paused',
  'unpaused',
  'command',
  'journal-gap',
  'outcome',
] as const

export type OnAirEventName = (typeof ON_AIR_EVENTS)[number]

/** Something that happened at `at` (UTC ms). */
export interface OnAirEvent {
  at: number
  event: OnAirEventName
  airingId?: string
  details: Record<string, unknown>
}

/**
 * How an airing ended. `aired`: the whole master sounded, less than half a second of it missing.
 * `partial`: joined late, or interrupted. `stopped`: by a person. `missed`: nothing sounded, too late by its rule.
 * `failed`: nothing sounded although the process was there in time. `skipped`: a person or a pause of all schedules kept it
 * from sounding. `replaced`: its reserve sounded in its place.
 */
export const AIRING_OUTCOMES = ['aired', 'partial', 'stopped', 'missed', 'failed', 'skipped', 'replaced'] as const
export type AiringOutcome = (typeof AIRING_OUTCOMES)[number]

/**
 * Why an airing did not simply air. `late`: lỡ giờ phát. `joined-late`: its beginning is missing. `interrupted`: the
 * process or the computer went down while it sounded. `gaps`: parts did not reach the device. `command`: a person.
 * `paused`: all schedules rested. `displaced`: something more urgent took its time. `silent`: it was sent, but what left
 * the station was measured silent. `not-ready`: the edition was not ready at its instant.
 * `unexpected`: a fault of the program. The others are the reasons of the player and of the check of the master.
 */
export type OutcomeReason =
  | 'late'
  | 'joined-late'
  | 'interrupted'
  | 'gaps'
  | 'command'
  | 'paused'
  | 'displaced'
  | 'silent'
  | 'not-ready'
  | 'media-missing'
  | 'media-changed'
  | 'file-missing'
  | 'file-refused'
  | 'device-absent'
  | 'device-busy'
  | 'device-lost'
  | 'no-sound-system'
  | 'format-refused'
  | 'system-not-supported-yet'
  | 'unexpected'

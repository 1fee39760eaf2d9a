/**
 * - `unreachable`: the station does not answer (no network, no power there, a wrong name).
 * - `link-unknown`: the station answers, but not to this link: it was renewed, revoked, or has expired.
 * - `no-plan`: the station has not made a plan yet.
 * - `too-many`: the station asks for patience.
 * - `answer-unusable`: what answered is not this program, or another version of it.
 * - `cut-short`: a file broke off; what came is kept.
 * - `hash-differs`: a file came whole and is another one; it was thrown away.
 * - `disk-full`: it would not fit.
 * - `disk-unusable`: the disk refused a file for another reason.
 * - `not-decoded`: a light file could not be made ready for the device.
 */
export type WardErrorCode =
  | 'unreachable'
  | 'link-unknown'
  | 'no-plan'
  | 'too-many'
  | 'answer-unusable'
  | 'cut-short'
  | 'hash-differs'
  | 'disk-full'
  | 'disk-unusable'
  | 'not-decoded'

/** Why something did not work now; all of it is tried again. */
export class WardError extends Error {
  readonly code: WardErrorCode
  readonly details: Record<string, unknown>

  constructor(code: WardErrorCode, details: Record<string, unknown> = {}, cause?: unknown) {
    super(`${code}: ${JSON.stringify(details)}`, cause === undefined ? undefined : { cause })
    this.name = 'WardError'
    this.code = code
    this.details = details
  }
}

/**
 * Why a device or a file could not be sounded. The codes are stable: the pages translate them, the journal keeps them.
 *
 * - `device-absent`: no device of that name on this computer (unplugged, renamed, sound server without that sink).
 * - `device-busy`: it is there, and another program holds it.
 * - `device-lost`: it was open and stopped taking sound (unplugged, server gone or frozen, stream moved to another sink).
 * - `no-sound-system`: the computer has no ALSA library, or no sound server answers.
 * - `format-refused`: the device does not take 48 kHz stereo 16-bit as it is; nothing is resampled behind the station's back.
 * - `system-not-supported-yet`: this operating system is none of those that a sound interface is written for.
 * - `file-missing`, `file-refused`: the sound file cannot be read, or is not 48 kHz PCM WAV.
 */
export type PlayerErrorCode =
  | 'device-absent'
  | 'device-busy'
  | 'device-lost'
  | 'no-sound-system'
  | 'format-refused'
  | 'system-not-supported-yet'
  | 'file-missing'
  | 'file-refused'

/**
 * A typed failure of the player. `details` is for the log and for saying why: `system` what the system said in its own
 * words, `device` its name there; of a busy device `holder` the program that holds it and `holderPid`, where that can be
 * known; of a refused format the device's own `rate`.
 */
export class PlayerError extends Error {
  readonly code: PlayerErrorCode
  readonly details: Record<string, unknown>

  constructor(code: PlayerErrorCode, details: Record<string, unknown> = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.name = 'PlayerError'
    this.code = code
    this.details = details
  }
}

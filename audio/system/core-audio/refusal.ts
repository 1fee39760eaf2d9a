import { PlayerError, type PlayerErrorCode } from '../errors.ts'
import { fourLetters, StatusError } from './binding.ts'

/** AudioQueue.h: an inner change, often of the sample rate, is under way; to be tried again shortly. */
export const CANNOT_START_YET = -66665

/** OSStatus by AudioQueue.h and AudioHardwareBase.h, with what they mean when a device is opened. */
const OPENING = new Map<number, { system: string; code: PlayerErrorCode }>([
  [-66681, { system: 'kAudioQueueErr_CannotStart', code: 'device-absent' }],
  [-66680, { system: 'kAudioQueueErr_InvalidDevice', code: 'device-absent' }],
  [-66676, { system: 'kAudioQueueErr_Permissions', code: 'device-busy' }],
  [-66675, { system: 'kAudioQueueErr_InvalidPropertyValue', code: 'device-absent' }],
  [CANNOT_START_YET, { system: 'kAudioQueueErr_CannotStartYet', code: 'device-busy' }],
  [fourLetters('!dev'), { system: 'kAudioHardwareBadDeviceError', code: 'device-absent' }],
  [fourLetters('!obj'), { system: 'kAudioHardwareBadObjectError', code: 'device-absent' }],
  [fourLetters('!hog'), { system: 'kAudioDevicePermissionsError', code: 'device-busy' }],
  [fourLetters('!dat'), { system: 'kAudioDeviceUnsupportedFormatError', code: 'format-refused' }],
  [fourLetters('fmt?'), { system: 'kAudioFormatUnsupportedDataFormatError', code: 'format-refused' }],
])

/** Does what opening needs; a failing call is told as the reason why the device cannot be opened. */
export function opening<T>(device: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    throw new PlayerError(OPENING.get(error.status)?.code ?? 'device-absent', { device, ...words(error) }, error)
  }
}

/** Does something with an open device; whatever fails there means that the device is lost. */
export function running<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    throw new PlayerError('device-lost', words(error), error)
  }
}

/** Lets a queue go that may be dead already: what it still says is no news. */
export function letGo(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
  }
}

function words({ status, call }: StatusError): Record<string, unknown> {
  return { system: OPENING.get(status)?.system ?? `OSStatus ${status}`, status, what: call }
}

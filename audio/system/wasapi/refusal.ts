import { PlayerError, type PlayerErrorCode } from '../errors.ts'
import { HresultError } from './binding.ts'

/** HRESULTs by winerror.h and audioclient.h, with what they mean when a device is opened. */
const OPENING: Record<number, { system: string; code: PlayerErrorCode }> = {
  2147942405: { system: 'E_ACCESSDENIED', code: 'device-busy' },
  2147943568: { system: 'E_NOTFOUND', code: 'device-absent' },
  2147746132: { system: 'REGDB_E_CLASSNOTREG', code: 'no-sound-system' },
  2290679812: { system: 'AUDCLNT_E_DEVICE_INVALIDATED', code: 'device-absent' },
  2290679816: { system: 'AUDCLNT_E_UNSUPPORTED_FORMAT', code: 'format-refused' },
  2290679818: { system: 'AUDCLNT_E_DEVICE_IN_USE', code: 'device-busy' },
  2290679823: { system: 'AUDCLNT_E_ENDPOINT_CREATE_FAILED', code: 'device-absent' },
  2290679824: { system: 'AUDCLNT_E_SERVICE_NOT_RUNNING', code: 'no-sound-system' },
  2290679831: { system: 'AUDCLNT_E_CPUUSAGE_EXCEEDED', code: 'device-busy' },
  2290679846: { system: 'AUDCLNT_E_RESOURCES_INVALIDATED', code: 'device-lost' },
}

/** Does what opening needs; a failing call is told as the reason why the device cannot be opened. */
export function opening<T>(device: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof HresultError)) throw error
    const known = OPENING[error.hresult]
    throw new PlayerError(known?.code ?? 'device-absent', { device, ...words(error) }, error)
  }
}

/** Does something with an open device; whatever fails there means that the device is lost. */
export function running<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof HresultError)) throw error
    throw new PlayerError('device-lost', words(error), error)
  }
}

/** Lets a client go that may be dead already: what it still says is no news. */
export function letGo(...acts: (() => void)[]): void {
  for (const act of acts) {
    try {
      act()
    } catch (error) {
      if (!(error instanceof HresultError)) throw error
    }
  }
}

function words({ hresult, call }: HresultError): Record<string, unknown> {
  const system = OPENING[hresult]?.system ?? `HRESULT 0x${hresult.toString(16)}`
  return { system, hresult, what: call }
}

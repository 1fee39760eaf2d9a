import { loadAlsa } from './alsa.ts'
import { alsaNameOf, systemOf } from './device-id.ts'
import { PlayerError } from './errors.ts'
import { openNullDevice } from './null-device.ts'
import type { Pcm } from './pcm.ts'
import type { DeviceClock } from './wall-clock.ts'

/**
 * Opens a device for sounding, by the system that its id names. Blocks while the system opens it: for a thread of its own.
 * @throws PlayerError with the system's reason; `device-absent` for an id of no system we know.
 */
export function openOutput(deviceId: string, clock: DeviceClock): Pcm {
  const system = systemOf(deviceId)
  if (system === 'null') return openNullDevice(clock)
  if (system === 'alsa') return loadAlsa().open(alsaNameOf(deviceId))
  throw new PlayerError('device-absent', { deviceId })
}

import { type AlsaLibrary, EAGAIN, EBUSY, ECONNREFUSED, EINVAL } from './alsa-library.ts'
import { PlayerError, type PlayerErrorCode } from './errors.ts'

/** Why libasound did not open a device, in our words and in the system's. */
export function refusedOpening(library: AlsaLibrary, device: string, errno: number): PlayerError {
  return new PlayerError(openCode(errno), { device, system: library.strerror(errno), errno })
}

/** Why libasound opened a device and then took none of the formats asked of it. */
export function refusedFormat(library: AlsaLibrary, device: string, errno: number): PlayerError {
  const code = errno === EINVAL ? 'format-refused' : openCode(errno)
  return new PlayerError(code, { device, system: library.strerror(errno), errno })
}

/** An open device that answers with an error nothing can be done about. */
export function lostDevice(library: AlsaLibrary, errno: number, what: string): PlayerError {
  return new PlayerError('device-lost', { system: library.strerror(errno), errno, what })
}

function openCode(errno: number): PlayerErrorCode {
  if (errno === EBUSY || errno === EAGAIN) return 'device-busy'
  if (errno === ECONNREFUSED) return 'no-sound-system'
  return 'device-absent'
}

import { PlayerError, type PlayerErrorCode } from '../errors.ts'
import { holderOf } from './holder.ts'
import { type AlsaLibrary, EAGAIN, EBUSY, ECONNREFUSED, EINVAL } from './library.ts'

type Direction = 'playback' | 'capture'

/** Why libasound did not open a device, in our words and in the system's; a busy one with the program that holds it. */
export function refusedOpening(lib: AlsaLibrary, device: string, direction: Direction, errno: number): PlayerError {
  return refused(openCode(errno), lib, device, direction, errno)
}

/** Why libasound opened a device and then took none of the formats asked of it. */
export function refusedFormat(lib: AlsaLibrary, device: string, direction: Direction, errno: number): PlayerError {
  return refused(errno === EINVAL ? 'format-refused' : openCode(errno), lib, device, direction, errno)
}

/** An open device that answers with an error nothing can be done about. */
export function lostDevice(lib: AlsaLibrary, errno: number, what: string): PlayerError {
  return new PlayerError('device-lost', { system: lib.strerror(errno), errno, what })
}

function refused(code: PlayerErrorCode, lib: AlsaLibrary, device: string, direction: Direction, errno: number) {
  const holder = code === 'device-busy' ? holderOf(device, direction) : undefined
  const held = holder === undefined ? {} : { holder: holder.program, holderPid: holder.pid }
  return new PlayerError(code, { device, system: lib.strerror(errno), errno, ...held })
}

function openCode(errno: number): PlayerErrorCode {
  if (errno === EBUSY || errno === EAGAIN) return 'device-busy'
  if (errno === ECONNREFUSED) return 'no-sound-system'
  return 'device-absent'
}

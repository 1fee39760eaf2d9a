import { PlayerError } from './errors.ts'
import { NULL_DEVICE_ID } from './null-device.ts'

const ALSA = 'alsa:'
const PULSE = 'pulse:'
const SYSTEMS = ['alsa', 'wasapi', 'coreaudio'] as const

/** The sound interface that a device id belongs to. */
export type SoundSystem = 'alsa' | 'wasapi' | 'coreaudio' | 'null'

/** The system that an id names by its prefix; undefined for an id of none we know. */
export function systemOf(deviceId: string): SoundSystem | undefined {
  if (deviceId === NULL_DEVICE_ID) return 'null'
  const system = deviceId.slice(0, Math.max(0, deviceId.indexOf(':')))
  return SYSTEMS.find((known) => known === system)
}

/** What the system itself knows a device by: the id without its system. */
export function nameInSystem(deviceId: string): string {
  return deviceId.slice(deviceId.indexOf(':') + 1)
}

/**
 * The name ALSA knows a device of ours by: `alsa:plughw:CARD=PCH,DEV=0` → `plughw:CARD=PCH,DEV=0`; one sink of the sound
 * server, `alsa:pulse:SINK` → `pulse:DEVICE=SINK` (the argument of `pcm.pulse` in alsa-plugins' configuration).
 * @throws PlayerError `device-absent` for an id of no system we know.
 */
export function alsaNameOf(deviceId: string): string {
  if (!deviceId.startsWith(ALSA)) throw new PlayerError('device-absent', { deviceId })
  const name = deviceId.slice(ALSA.length)
  const sink = sinkOf(deviceId)
  return sink === undefined ? name : `${PULSE}DEVICE="${sink.replaceAll('"', '')}"`
}

/** The sound server's sink that a device id names, if it names one. */
export function sinkOf(deviceId: string): string | undefined {
  const prefix = ALSA + PULSE
  return deviceId.startsWith(prefix) ? deviceId.slice(prefix.length) : undefined
}

/** Whether a stream on this device may pass through a sound server that could move it elsewhere. */
export function mayBeMoved(deviceId: string): boolean {
  return deviceId.startsWith(ALSA) && !deviceId.startsWith(`${ALSA}plughw:`) && !deviceId.startsWith(`${ALSA}hw:`)
}

import { loadAlsa, shortAlsaTitle } from './alsa/index.ts'
import { coreAudioDevices, macBinding } from './core-audio/index.ts'
import type { SoundSystem } from './device-id.ts'
import { distinct } from './distinct.ts'
import { PlayerError, type PlayerErrorCode } from './errors.ts'
import { NULL_DEVICE_ID } from './null-device.ts'
import { listSinks } from './pulse.ts'
import { hasPulseAudio } from './pulse-audio/index.ts'
import { wasapiOutputs, windowsBinding } from './wasapi/index.ts'

/** A place where sound can go. `id` is stable across restarts, renaming and renumbered cards. */
export interface AudioDevice {
  id: string
  name: string
  system: SoundSystem
  isNull: boolean
}

const NULL_DEVICE: AudioDevice = {
  id: NULL_DEVICE_ID,
  name: 'Không phát ra loa (thiết bị rỗng)',
  system: 'null',
  isNull: true,
}

/** Names of ALSA that are no place to send a programme to: its raw, mixed and split views of cards, and its own sinks. */
const NOT_OFFERED =
  /^(null|hw|sysdefault|front|rear|center_lfe|side|surround\d+|iec958|spdif|hdmi|dmix|dsnoop|usbstream|usb|oss|jack|lavrate\w*|samplerate\w*|speex\w*|speexrate\w*|upmix|vdownmix|a52)(:|$)/

/**
 * Devices to choose from, and last, always, the null device; `problem` says why there is nothing else.
 *
 * - Linux: hardware cards (`alsa:plughw:CARD=…,DEV=…`), each sink of the sound server (`alsa:pulse:SINK`), what the
 *   system calls default, and devices of the station's own ALSA configuration.
 * - Windows: endpoints that are plugged in and enabled (`wasapi:` and the endpoint's id).
 * - macOS: devices with outputs (`coreaudio:` and the device's UID).
 */
export async function listDevices(): Promise<{ devices: AudioDevice[]; problem?: PlayerErrorCode }> {
  try {
    const devices = await devicesOfThisSystem()
    if (devices.length === 0) return { devices: [NULL_DEVICE], problem: 'device-absent' }
    return { devices: [...distinct(devices), NULL_DEVICE] }
  } catch (error) {
    if (error instanceof PlayerError) return { devices: [NULL_DEVICE], problem: error.code }
    throw error
  }
}

async function devicesOfThisSystem(): Promise<AudioDevice[]> {
  if (process.platform === 'win32') {
    return wasapiOutputs(windowsBinding()).map(({ id, name }) => device('wasapi', id, name))
  }
  if (process.platform === 'darwin') {
    return coreAudioDevices(macBinding(), 'output').map(({ uid, name }) => device('coreaudio', uid, name))
  }
  return alsaDevices()
}

async function alsaDevices(): Promise<AudioDevice[]> {
  const hints = loadAlsa()
    .hints()
    .filter(({ name, direction }) => direction !== 'input' && !NOT_OFFERED.test(name))
  const canReachSinks = hasPulseAudio() || hints.some(({ name }) => name === 'pulse')
  const sinks = canReachSinks ? ((await listSinks()) ?? []) : []
  return [
    ...hints.map(({ name, description }) => device('alsa', name, shortAlsaTitle(name, description))),
    ...sinks.map(({ name, description }) => device('alsa', `pulse:${name}`, description)),
  ].filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
}

function device(system: SoundSystem, name: string, title: string): AudioDevice {
  return { id: `${system}:${name}`, name: title, system, isNull: false }
}

import { loadAlsa } from './alsa.ts'
import { shortAlsaTitle } from './alsa-titles.ts'
import { PlayerError, type PlayerErrorCode } from './errors.ts'
import { NULL_DEVICE_ID } from './null-device.ts'
import { listSinks } from './pulse.ts'

/** A place where sound can go. `id` is stable across restarts and renumbered cards. */
export interface AudioDevice {
  id: string
  name: string
  system: 'alsa' | 'null'
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
 * Devices to choose from: hardware cards by their name (`alsa:plughw:CARD=…,DEV=…`), each sink of the sound server
 * (`alsa:pulse:SINK`), what the system calls default, and devices of the station's own ALSA configuration; last, always,
 * the null device. `problem` says why there is nothing else.
 */
export async function listDevices(): Promise<{ devices: AudioDevice[]; problem?: PlayerErrorCode }> {
  try {
    const hints = loadAlsa()
      .hints()
      .filter(({ name, direction }) => direction !== 'input' && !NOT_OFFERED.test(name))
    const sinks = hints.some(({ name }) => name === 'pulse') ? ((await listSinks()) ?? []) : []
    const devices: AudioDevice[] = [
      ...hints.map(({ name, description }) => alsaDevice(name, shortAlsaTitle(name, description))),
      ...sinks.map(({ name, description }) => alsaDevice(`pulse:${name}`, description)),
    ].filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
    if (devices.length === 0) return { devices: [NULL_DEVICE], problem: 'device-absent' }
    return { devices: [...devices, NULL_DEVICE] }
  } catch (error) {
    if (error instanceof PlayerError) return { devices: [NULL_DEVICE], problem: error.code }
    throw error
  }
}

function alsaDevice(name: string, title: string): AudioDevice {
  return { id: `alsa:${name}`, name: title, system: 'alsa', isNull: false }
}

import { loadAlsa } from './alsa/index.ts'
import { macBinding, openCoreAudioInput, openCoreAudioOutput } from './core-audio/index.ts'
import { alsaNameOf, nameInSystem, sinkOf, systemOf } from './device-id.ts'
import { PlayerError } from './errors.ts'
import { openNullDevice } from './null-device.ts'
import type { InputWish, Pcm, PcmInput } from './pcm.ts'
import { hasPulseAudio, openPulseOutput } from './pulse-audio/index.ts'
import type { DeviceClock } from './wall-clock.ts'
import { openWasapiInput, openWasapiOutput, windowsBinding } from './wasapi/index.ts'

/**
 * Opens a device for sounding, by the system that its id names. Blocks while the system opens it: for a thread of its own.
 * @throws PlayerError with the system's reason; `device-absent` for an id of no system we know.
 */
export function openOutput(deviceId: string, clock: DeviceClock): Pcm {
  const system = systemOf(deviceId)
  if (system === 'null') return openNullDevice(clock)
  const sink = sinkOf(deviceId)
  if (sink !== undefined && hasPulseAudio()) return openPulseOutput(sink, clock)
  if (system === 'alsa') return loadAlsa().open(alsaNameOf(deviceId))
  if (system === 'wasapi') return openWasapiOutput(windowsBinding(), nameInSystem(deviceId))
  if (system === 'coreaudio') return openCoreAudioOutput(macBinding(), nameInSystem(deviceId))
  throw new PlayerError('device-absent', { deviceId })
}

/**
 * Opens an input for capturing, by the system that its id names (`alsa:plughw:CARD=…,DEV=…`, `alsa:pulse:SOURCE`,
 * `wasapi:…`, `coreaudio:…`). Rate
 * and channels are as wanted: the system resamples and mixes down.
 * @throws PlayerError with the system's reason; `device-absent` for an id of no system we know.
 */
export function openInput(inputId: string, wanted: InputWish): PcmInput {
  const system = systemOf(inputId)
  if (system === 'alsa') return loadAlsa().openInput(alsaNameOf(inputId), wanted)
  if (system === 'wasapi') return openWasapiInput(windowsBinding(), nameInSystem(inputId), wanted)
  if (system === 'coreaudio') return openCoreAudioInput(macBinding(), nameInSystem(inputId), wanted)
  throw new PlayerError('device-absent', { deviceId: inputId })
}

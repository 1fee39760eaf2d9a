/** The door of `audio/system`: the sound interfaces of operating systems, and the devices they offer. */
export { loadAlsa } from './alsa.ts'
export { alsaNameOf, mayBeMoved, sinkOf } from './device-id.ts'
export { type AudioDevice, listDevices } from './devices.ts'
export { PlayerError, type PlayerErrorCode } from './errors.ts'
export { NULL_DEVICE_ID, openNullDevice } from './null-device.ts'
export { CHANNELS, type Pcm, RATE, type WriteResult } from './pcm.ts'
export { forgetSinks, listSinks, type Sink, sinksOfProcess } from './pulse.ts'
export { type DeviceClock, machineDeviceClock } from './wall-clock.ts'

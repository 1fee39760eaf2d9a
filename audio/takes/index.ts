export { plainlyPlayable, transcodeForListening } from './listening.ts'
export { wavForDevice } from './wav-for-device.ts'
export { toSixteenBit, type WriteWavOptions, type WrittenWav, wavHeader, writeWav } from './write-wav.ts'

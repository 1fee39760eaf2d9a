export { plainlyPlayable, transcodeForListening } from './listening.ts'
export { toSixteenBit, type WriteWavOptions, type WrittenWav, wavHeader, writeWav } from './write-wav.ts'

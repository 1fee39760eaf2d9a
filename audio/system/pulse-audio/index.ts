/** The door of `audio/system/pulse-audio`: a sink of PulseAudio or PipeWire, spoken to in the sound server's own protocol. */
export { hasPulseAudio, openPulseOutput } from './output.ts'

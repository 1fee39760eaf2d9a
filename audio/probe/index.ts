export { acceptedExtensions } from './formats.ts'
export type { Peaks } from './pcm-levels.ts'
export { type Probe, type ProbeWarning, type ProbeWarningCode, peaks, probe } from './probe.ts'
export type { Tags } from './tags.ts'

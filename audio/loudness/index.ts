export {
  maxRounds,
  neighbourToleranceLu,
  partAimLu,
  truePeakMarginDb,
  wholeAimLu,
  wholeMeets,
  wholeToleranceLu,
} from './bars.ts'
export { lameLossDb, nextGain, type Trial } from './gain-plan.ts'
export { absoluteGateLufs, gatedLoudness } from './gating.ts'
export { samplePeakLimiter } from './limiter.ts'
export { type MeasureOptions, measure } from './measure.ts'
export { type Loudness, type LoudnessTrace, MeterReader, meterFilters } from './meter.ts'
export { SampleMeter, type SampleTrace } from './sample-meter.ts'
export { limiterReadingFrames, TruePeakLimiter } from './true-peak-limiter.ts'

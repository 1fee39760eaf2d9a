/** How parts become one programme: where each lies, how loud it is, what lies under it, and the arithmetic of adding up. */
export { segmentLoudness } from './course.ts'
export { GainSearch, type GainSearchOptions, type LevelledPart, type MixGains } from './gains.ts'
export { type LaidPart, type Layout, layOut, type PlacedBed, type PlacedPart, type Segment } from './layout.ts'
export { mixChunks } from './mixing.ts'
export { type PreviewIo, previewMix } from './preview.ts'
export { type ReadyMix, readyMix } from './ready.ts'
export { type MixSurvey, surveyMix } from './survey.ts'

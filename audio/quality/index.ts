/** What is wrong with a read and what may be taken off it, found once by a thread that stands back. */
export { type Finding, type FindingFigures, type FindingKind, qualityRulesVersion } from './finding.ts'
export type { Looked, LookTask } from './look.ts'
export { surveySound } from './survey.ts'

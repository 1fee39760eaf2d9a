/** Everything that figures are counted from, gathered of a span of days. */
export { AiringsHeard } from './airings-heard.ts'
export { MadeOf, piecesOf } from './contents.ts'
export type {
  EvaluationFact,
  ExtraFact,
  Facts,
  FeedbackFact,
  ItemFact,
  PlayFact,
  ProgrammeFact,
  QuestionFact,
  QuotaFact,
  SoundedItem,
  TaskFact,
  TurnFact,
  UnitLine,
  WardEdition,
  WardFact,
  WardPlayFact,
  WorkFact,
} from './facts.ts'
export { type Asked, type Gathered, gatherFacts, type Surroundings, surroundingsOf } from './gather.ts'
export { StationDays } from './station-days.ts'
export { turnState } from './turns.ts'
export { UnitLines } from './units.ts'
export { WardsHeard } from './wards/index.ts'

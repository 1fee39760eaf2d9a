/** Airings: the schedule, the plan for the on-air process, the as-run log, the console. */
export { registerConsole } from './console.ts'
export { PlanWriter } from './plan-writer.ts'
export { registerAirings } from './routes.ts'
export { airingsOf, datesHeard } from './view.ts'

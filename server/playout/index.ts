/** The door of what only the on-air process needs. */
export { isAlive, type Lock, LockedError, silentFor, takeLock } from './lock.ts'
export { masterChecker } from './masters.ts'
export { watchPlan } from './plan-watch.ts'
export { raisePriority } from './priority.ts'
export { wordsOf } from './words.ts'

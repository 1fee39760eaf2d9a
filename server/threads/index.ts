/** Threads: work on what strangers send, with a bound on memory and time. */
export { runInThread, type ThreadAnswer, ThreadEnded } from './thread.ts'

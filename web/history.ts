/** What was edited, step by step: pure values, so that a step back is the very thing that stood there before. */
export interface History<T> {
  readonly past: readonly T[]
  readonly now: T
  readonly future: readonly T[]
  /** What the last step was about: further steps about the same join it. */
  readonly about: string | undefined
}

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [], about: undefined })

/**
 * The next step. Steps `about` the same thing directly after one another are one step: a figure that is typed, a slider
 * that is pulled. The same value is no step.
 */
export function step<T>(history: History<T>, next: T, about?: string): History<T> {
  if (next === history.now) return history
  const isSameThing = about !== undefined && about === history.about && history.past.length > 0
  const past = isSameThing ? history.past : [...history.past, history.now]
  return { past, now: next, future: [], about }
}

/** Ends the joining of steps: what comes next is a step of its own. */
export const seal = <T>(history: History<T>): History<T> =>
  history.about === undefined ? history : { ...history, about: undefined }

/** Another value for now without a step: what the station changed by itself. */
export const amend = <T>(history: History<T>, now: T): History<T> => ({ ...history, now })

export function undo<T>(history: History<T>): History<T> {
  const now = history.past.at(-1)
  if (history.past.length === 0) return history
  return { past: history.past.slice(0, -1), now: now as T, future: [history.now, ...history.future], about: undefined }
}

export function redo<T>(history: History<T>): History<T> {
  const [now, ...future] = history.future
  if (history.future.length === 0) return history
  return { past: [...history.past, history.now], now: now as T, future, about: undefined }
}

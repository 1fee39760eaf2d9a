/**
 * One answer of the sound server about a stream: `heardMs` of it had been heard at an instant between `fromMs` and `toMs`
 * of the monotonic clock; the answer itself cannot say when, between being asked and having been stamped.
 */
export interface PositionAnswer {
  heardMs: number
  fromMs: number
  toMs: number
}

/** At which monotonic instant a stream's beginning was, or will be, heard. */
export interface StreamPosition {
  add(answer: PositionAnswer): void
  /** By the surest of the last answers; undefined before the first one. */
  zeroMs(): number | undefined
}

/** Two seconds of answers: in that time no device drifts by more than the answers are unsure. */
const KEEP = 20
/** What a device may drift meanwhile, and what it quantises its answers by. */
const TOLERANCE_MS = 1

/**
 * Each answer bounds the truth from both sides, so of several the one with the shortest way is the surest; on a busy
 * machine some ways take tens of milliseconds. (libpulse's own estimate assumes that a request takes as long as its answer,
 * and is drawn along by every one that did not, for seconds.) When an answer leaves no room for the surest one, the stream
 * itself has moved on: what was before it holds no more.
 */
export function streamPosition(): StreamPosition {
  let answers: { zeroMs: number; earliestMs: number; unsureMs: number }[] = []
  return {
    add({ heardMs, fromMs, toMs }) {
      const answer = { zeroMs: toMs - heardMs, earliestMs: fromMs - heardMs, unsureMs: toMs - fromMs }
      const isPossible = (zeroMs: number) =>
        zeroMs >= answer.earliestMs - TOLERANCE_MS && zeroMs <= answer.zeroMs + TOLERANCE_MS
      answers = [...answers.filter(({ zeroMs }) => isPossible(zeroMs)), answer].slice(-KEEP)
    },
    zeroMs() {
      let surest = answers[0]
      for (const answer of answers) if (surest === undefined || answer.unsureMs <= surest.unsureMs) surest = answer
      return surest?.zeroMs
    },
  }
}

import { stepsPerWindow } from './speech.ts'

/**
 * The power of a sound by steps of 100 ms, taken back from its windows of 400 ms: a window is the mean of its four steps, so
 * three of them and the window give the fourth. A silent window says all four of its steps at once: what was assumed before
 * lives on to the next pause only.
 */
export class OwnCourse {
  private readonly steps: Float64Array

  /** `momentaryLufs`: loudness of the 400 ms ending at 100 ms, 200 ms, …, of which the first three are not full. */
  constructor(momentaryLufs: readonly number[]) {
    const windows = Float64Array.from(momentaryLufs.slice(stepsPerWindow - 1), (lufs) => 10 ** (lufs / 10))
    const last = windows.at(-1) ?? 0
    const backwards = stepsOf(windows.toReversed(), [last, last, last])
    const [third = 0, second = 0, first = 0] = backwards.subarray(-3)
    this.steps = stepsOf(windows, [first, second, third])
  }

  /** Mean power of the 400 ms of which the stretch from `from` to `to` (100 ms steps and fractions of them) is in the sound. */
  windowPower(from: number, to: number): number {
    let sum = 0
    for (let step = Math.floor(from); step < to; step++) {
      const share = Math.min(step + 1, to) - Math.max(step, from)
      // The last step may be broken off, and no window is as late as that.
      sum += share * (this.steps[Math.min(step, this.steps.length - 1)] ?? 0)
    }
    return sum / stepsPerWindow
  }
}

/** Steps whose fours have the windows as their means, after three that are assumed. */
function stepsOf(windows: Float64Array, [first, second, third]: [number, number, number]): Float64Array {
  const steps = new Float64Array(windows.length + stepsPerWindow - 1)
  steps.set([first, second, third])
  for (let index = 0; index < windows.length; index++) {
    const sum = stepsPerWindow * (windows[index] ?? 0)
    const three = steps.subarray(index, index + stepsPerWindow - 1)
    const known = (three[0] ?? 0) + (three[1] ?? 0) + (three[2] ?? 0)
    steps[index + stepsPerWindow - 1] = Math.max(0, sum - known)
    if (known > sum)
      three.forEach((power, place) => {
        three[place] = power * (sum / known)
      })
  }
  return steps
}

import { absoluteGateLufs, gatedLoudness } from '../loudness/index.ts'
import type { ReadyPart } from '../parts/index.ts'
import { bedRounds, type RepeatedSound, weightAt } from './clips.ts'
import type { Layout, PlacedBed, PlacedPart, Segment } from './layout.ts'
import { OwnCourse } from './own-course.ts'
import { courseStepFrames, stepsPerWindow } from './speech.ts'

/** What a prediction has to know of a sound. */
export type CoursedPart = Pick<ReadyPart, 'frames' | 'momentaryLufs'>

/** Gains of parts and beds, each in order. */
export interface CourseGains {
  gainsDb: readonly number[]
  bedGainsDb: readonly number[]
}

type Place = PlacedPart & { bed?: PlacedBed }

/** What a sound in its place adds to the windows of the whole at a gain of 0 dB. */
interface Contribution {
  firstWindow: number
  powers: Float64Array
  of: keyof CourseGains
  index: number
}

const stepsPerSecond = 10

/**
 * What a meter would read over a mix, foreseen from the meter's course over each of its sounds: powers of different sounds
 * add, and a window that straddles the beginning or the end of a sound holds a share of it.
 */
export class MixCourse {
  private readonly windows: number
  private readonly contributions: readonly Contribution[]

  constructor(layout: Layout, parts: readonly CoursedPart[], beds: readonly RepeatedSound[]) {
    this.windows = Math.floor(layout.totalFrames / courseStepFrames)
    this.contributions = [
      ...layout.segments.flatMap((segment, index) => this.contributionsOf([segment], parts[index], 'gainsDb', index)),
      ...layout.beds.flatMap((bed, index) => {
        const sound = beds[index]
        const rounds = sound === undefined ? [] : bedRounds(bed, sound).map((round) => ({ ...round, bed }))
        return this.contributionsOf(rounds, sound, 'bedGainsDb', index)
      }),
    ]
  }

  /** Loudness of the 400 ms ending at 100 ms, 200 ms, … of the whole; −∞ where nothing sounds. */
  momentaryLufs(gains: CourseGains): number[] {
    return Array.from(this.powers(gains), asLufs)
  }

  /** Loudness of the 3 s around each full second, as much of them as there is; undefined at and under −70 LUFS. */
  shortTermLufs(gains: CourseGains): (number | undefined)[] {
    const powers = this.powers(gains)
    return Array.from({ length: Math.ceil(this.windows / stepsPerSecond) }, (_lufs, second) => {
      const middle = second * stepsPerSecond
      const within = powers.subarray(Math.max(0, middle - 15 + stepsPerWindow - 1), middle + 15)
      const lufs = asLufs(within.reduce((sum, power) => sum + power, 0) / within.length)
      return lufs > absoluteGateLufs ? lufs : undefined
    })
  }

  private powers(gains: CourseGains): Float64Array {
    const sum = new Float64Array(this.windows)
    for (const { firstWindow, powers, of, index } of this.contributions) {
      const factor = 10 ** ((gains[of][index] ?? 0) / 10)
      for (let step = 0; step < powers.length; step++) {
        const at = firstWindow + step
        sum[at] = (sum[at] ?? 0) + (powers[step] ?? 0) * factor
      }
    }
    return sum
  }

  private contributionsOf(
    places: readonly Place[],
    sound: CoursedPart | undefined,
    of: keyof CourseGains,
    index: number,
  ): Contribution[] {
    if (sound === undefined) return []
    const own = new OwnCourse(sound.momentaryLufs)
    return places.map((place) => {
      const firstWindow = Math.floor(place.startFrame / courseStepFrames)
      const touched = Math.ceil((place.startFrame + place.frames) / courseStepFrames) + stepsPerWindow - 1
      const powers = new Float64Array(Math.max(0, Math.min(this.windows, touched) - firstWindow))
      for (let step = 0; step < powers.length; step++)
        powers[step] = powerAt(own, place, (firstWindow + step + 1) * courseStepFrames)
      return { firstWindow, powers, of, index }
    })
  }
}

/** Of a sound's own course, what the window of the whole that ends at `endFrame` holds. */
function powerAt(own: OwnCourse, place: Place, endFrame: number): number {
  const end = (endFrame - place.startFrame) / courseStepFrames
  const length = place.frames / courseStepFrames
  const [from, to] = [Math.max(0, end - stepsPerWindow), Math.min(end, length)]
  if (to <= from) return 0
  const weight = weightAt(place, Math.floor(place.startFrame + ((from + to) / 2) * courseStepFrames))
  return own.windowPower(from, to) * weight * weight
}

function asLufs(power: number): number {
  return 10 * Math.log10(power)
}

/**
 * Loudness of each segment by itself, from the meter's course over the whole: of the windows that lie wholly inside it and
 * outside its neighbours. Undefined where there is none.
 */
export function segmentLoudness(
  momentaryLufs: readonly number[],
  segments: readonly Segment[],
): (number | undefined)[] {
  return segments.map(({ startFrame, frames }, index) => {
    const [before, after] = [segments[index - 1], segments[index + 1]]
    const from = before === undefined ? startFrame : Math.max(startFrame, before.startFrame + before.frames)
    const to = Math.min(startFrame + frames, after?.startFrame ?? Number.POSITIVE_INFINITY)
    const first = Math.ceil(from / courseStepFrames) + stepsPerWindow - 1
    return gatedLoudness(momentaryLufs.slice(first, Math.max(first, Math.floor(to / courseStepFrames))))
  })
}

import type { Recipe } from '../assembly/index.ts'
import type { ReadyPart } from '../parts/index.ts'
import type { CourseGains } from './course.ts'
import { fadesAt } from './curves.ts'
import type { Layout, PlacedPart } from './layout.ts'
import { carriesSpeech } from './speech.ts'

type Peaked = Pick<ReadyPart, 'truePeakDbtp'>

/** Places in an overlap at which its two sounds' fades are looked at. */
const looks = 16

/** Highest true peaks of sounds with their gains, dBTP. */
export function peaksAlone(sounds: readonly Peaked[], gainsDb: readonly number[]): number[] {
  return sounds.map(({ truePeakDbtp }, index) => truePeakDbtp + (gainsDb[index] ?? 0))
}

/**
 * The highest true peak to be expected in each part's place, dBTP: its own with that of the beds under it (ducked where it
 * speaks), or, where it overlaps a neighbour, both added by their powers, since their highest peaks hardly meet. A
 * measurement of the mix has the last word.
 */
export function peaksTogether(
  { parts: roles, beds: bedsAsked }: Recipe,
  layout: Layout,
  parts: readonly Peaked[],
  beds: readonly Peaked[],
  { gainsDb, bedGainsDb }: CourseGains,
): number[] {
  const { segments } = layout
  const own = peaksAlone(parts, gainsDb).map(asFactor)
  const under = peaksAlone(beds, bedGainsDb).map(asFactor)
  return segments.map((segment, index) => {
    const speaks = carriesSpeech(roles[index]?.role ?? 'item')
    const below = layout.beds.reduce((sum, bed, at) => {
      if (sharedFrames(segment, bed) <= 0) return sum
      return sum + (under[at] ?? 0) * (speaks ? asFactor(-(bedsAsked[at]?.duckDb ?? 0)) : 1)
    }, 0)
    const neighbours = [index - 1, index + 1].map((other) => {
      const beside = segments[other]
      return beside === undefined ? 0 : overlapPeak([segment, own[index] ?? 0], [beside, own[other] ?? 0])
    })
    return 20 * Math.log10(Math.max(own[index] ?? 0, ...neighbours) + below)
  })
}

function overlapPeak([a, peakA]: [PlacedPart, number], [b, peakB]: [PlacedPart, number]): number {
  const shared = sharedFrames(a, b)
  if (shared <= 0) return 0
  const from = Math.max(a.startFrame, b.startFrame)
  let highest = 0
  for (let look = 0; look < looks; look++) {
    const frame = from + Math.floor((shared * (look + 0.5)) / looks)
    const weightA = fadesAt(frame - a.startFrame, a)
    const weightB = fadesAt(frame - b.startFrame, b)
    highest = Math.max(highest, Math.hypot(peakA * weightA, peakB * weightB))
  }
  return highest
}

function sharedFrames(a: PlacedPart, b: PlacedPart): number {
  return Math.min(a.startFrame + a.frames, b.startFrame + b.frames) - Math.max(a.startFrame, b.startFrame)
}

function asFactor(db: number): number {
  return 10 ** (db / 20)
}

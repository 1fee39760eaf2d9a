import { type Coverage, coverageOf } from './coverage.ts'
import { inRecording, type Line, linesThrough } from './lines.ts'
import { FRAME_MS, type SoundPrint } from './print.ts'
import { BLOCK_FRAMES, frameEnergy, type Searchable, type Sighting, searchable } from './sightings.ts'

/** A stretch of the master, ms from its beginning. */
export interface MasterStretch {
  fromMs: number
  toMs: number
}

/** What a recording says of a master. */
export interface Match {
  /** Enough of what only this master has was heard, in its order and at one speed. */
  found: boolean
  /** Not found, but tunes were that other editions have as well: another edition, as a rule. */
  onlyShared: boolean
  /** How often the master is in the recording; all the rest speaks of the first time. */
  times: number
  /** Where in the recording the master's beginning lies, or would lie when that part is not in it (then it may be negative). */
  offsetMs: number | undefined
  /** How much of the master's sound was heard, 0 … 1; silence does not count. */
  matched: number
  /** What was not heard, where that is a second and more of sound. */
  missing: MasterStretch[]
  /** How much faster than the master the recording runs, parts per million. */
  speedPpm: number | undefined
}

/** What only this master has must be heard for so long, or half of it where it is shorter. */
const LEAST_HEARD_MS = 20_000
/** The same where it is not known which parts are shared: longer than the longest signature tunes. */
const LEAST_HEARD_UNKNOWN_MS = 45_000
const LEAST_SHARE = 0.5
/** Tunes alone are told from chance by so much. */
const LEAST_SHARED_MS = 2_000
/** Shorter lines are chance. */
const LEAST_LINE_MS = 1_500
/** Stretches of a second, measured to ±0.2 s at both ends. */
const LEAST_MISSING_MS = 600
/** A stretch whose sound is shorter is a pause. */
const LEAST_MISSING_SOUND_MS = 300
/** In an hour's recording each block costs 5 ms; what lies between searched blocks is found along the line. */
const MOST_BLOCKS = 300
/** A frame that swings less is silence: a tenth of the full, in four of the bands. */
const SOUNDING_ENERGY = 4 * 12.7 ** 2

/**
 * Compares a recording with a master. `shared` are sounds that other masters have as well (signature tunes, jingles): they
 * alone do not make it found; undefined where that is not known. Pure; takes about 2 s for 10 minutes in an hour.
 */
export function matchPrints(
  master: SoundPrint,
  recording: SoundPrint,
  shared: readonly SoundPrint[] | undefined,
): Match {
  const sounding = soundingOf(master)
  const own = shared === undefined ? sounding : without(sounding, sharedFrames(master, shared))
  const soundingMs = count(sounding) * FRAME_MS
  const needMs = Math.min(
    shared === undefined ? LEAST_HEARD_UNKNOWN_MS : LEAST_HEARD_MS,
    count(own) * FRAME_MS * LEAST_SHARE,
  )
  const lines = linesThrough(sightingsIn(searchable(recording), master, blocksOf(master)))
  const heard = occurrences(master, recording, lines, sounding).map(({ members, coverage }) => {
    const ownMs = count(own, coverage) * FRAME_MS
    const sharedMs = count(sounding, coverage) * FRAME_MS - ownMs
    return { members, coverage, ownMs, sharedMs, isFound: ownMs >= needMs && ownMs > 0 }
  })
  const found = heard
    .filter(({ isFound }) => isFound)
    .sort((a, b) => beginning(a.coverage, a.members) - beginning(b.coverage, b.members))
  const best = found[0] ?? heard.sort((a, b) => b.ownMs + b.sharedMs - a.ownMs - a.sharedMs)[0]
  const matched = best === undefined || soundingMs === 0 ? 0 : (best.ownMs + best.sharedMs) / soundingMs
  if (best === undefined || !best.isFound) {
    const onlyShared = heard.some(({ sharedMs, ownMs }) =>
      shared === undefined ? ownMs >= LEAST_SHARED_MS : sharedMs >= LEAST_SHARED_MS,
    )
    const missing = [{ fromMs: 0, toMs: Math.round(master.durationMs) }]
    return { found: false, onlyShared, times: 0, offsetMs: undefined, matched, missing, speedPpm: undefined }
  }
  const first = best.members[best.coverage.find((line) => line >= 0) ?? 0]
  const longest = best.members.toSorted((a, b) => b.sightings.length - a.sightings.length)[0]
  return {
    found: true,
    onlyShared: false,
    times: found.length,
    offsetMs: first === undefined ? undefined : first.at * FRAME_MS,
    matched,
    missing: missingIn(best.coverage, sounding, master.durationMs),
    speedPpm: longest === undefined ? undefined : (1 / longest.slope - 1) * 1e6,
  }
}

/** Frames in which the master sounds, 1 each. */
function soundingOf(print: SoundPrint): Uint8Array {
  const frames = new Uint8Array(print.frames)
  for (let n = 0; n < print.frames; n++) frames[n] = frameEnergy(print, n) > SOUNDING_ENERGY ? 1 : 0
  return frames
}

function blocksOf(print: SoundPrint, stepFrames = BLOCK_FRAMES): number[] {
  const step = Math.max(stepFrames, Math.ceil(print.frames / MOST_BLOCKS))
  // The last block ends with the sound: a short tune is one block, a remainder is not lost.
  const last = Math.max(0, print.frames - BLOCK_FRAMES)
  const blocks: number[] = []
  for (let n = 0; n < last; n += step) blocks.push(n)
  return [...blocks, last]
}

function sightingsIn(place: Searchable, of: SoundPrint, blocks: readonly number[]): Sighting[] {
  return blocks.flatMap((masterFrame) => place.find(of, masterFrame))
}

/** Where in the master sounds lie that it has in common with others. */
function sharedFrames(master: SoundPrint, shared: readonly SoundPrint[]): Uint8Array {
  const frames = new Uint8Array(master.frames)
  const place = searchable(master)
  for (const tune of shared) {
    const lines = linesThrough(sightingsIn(place, tune, blocksOf(tune, BLOCK_FRAMES / 2)), LEAST_TUNE_LIKENESS)
    for (const line of lines) {
      const coverage = coverageOf(tune, master, [line])
      for (const [n, on] of coverage.entries()) {
        const frame = Math.round(inRecording(line, n))
        if (on >= 0 && frame >= 0 && frame < frames.length) frames[frame] = 1
      }
    }
  }
  return frames
}

/** A tune shorter than a block is diluted by what follows it. */
const LEAST_TUNE_LIKENESS = 0.5

interface Occurrence {
  members: Line[]
  coverage: Coverage
}

/**
 * Sorts the lines into times at which the master was heard. Lines that go on where another left off (the recorder slipped,
 * the airing was interrupted and resumed) make one; a line that begins again makes another.
 */
function occurrences(
  master: SoundPrint,
  recording: SoundPrint,
  lines: readonly Line[],
  sounding: Uint8Array,
): Occurrence[] {
  const alone = lines
    .map((line) => ({ line, coverage: coverageOf(master, recording, [line]) }))
    .filter(({ coverage }) => count(sounding, coverage) * FRAME_MS >= LEAST_LINE_MS)
    .sort((a, b) => count(sounding, b.coverage) - count(sounding, a.coverage))
  const groups: { members: Line[]; heardAt: Float64Array }[] = []
  for (const { line, coverage } of alone) {
    const group = groups.find(({ heardAt }) => goesOn(heardAt, line, coverage))
    const heardAt = group?.heardAt ?? new Float64Array(master.frames).fill(Number.NaN)
    for (const [n, on] of coverage.entries()) if (on >= 0 && Number.isNaN(heardAt[n])) heardAt[n] = inRecording(line, n)
    if (group) group.members.push(line)
    else groups.push({ members: [line], heardAt })
  }
  return groups.map(({ members }) => ({ members, coverage: coverageOf(master, recording, members) }))
}

/** How much two lines may share: where they meet both are a little alike. */
const MOST_OVERLAP = 0.3
const SLIP_FRAMES = 15

/** Whether a line adds to what was heard without going back in the recording. */
function goesOn(heardAt: Float64Array, line: Line, coverage: Coverage): boolean {
  let overlap = 0
  let added = 0
  let backwards = 0
  let latest = Number.NEGATIVE_INFINITY
  for (const [n, on] of coverage.entries()) {
    const known = heardAt[n] ?? Number.NaN
    const isKnown = !Number.isNaN(known)
    if (on >= 0) isKnown ? overlap++ : added++
    if (on < 0 && !isKnown) continue
    const place = isKnown ? known : inRecording(line, n)
    if (place < latest - SLIP_FRAMES) backwards++
    latest = Math.max(latest, place)
  }
  return overlap <= MOST_OVERLAP * (overlap + added) && backwards <= SLIP_FRAMES
}

/** Where in the recording an occurrence begins. */
function beginning(coverage: Coverage, members: readonly Line[]): number {
  const frame = coverage.findIndex((on) => on >= 0)
  const line = members[coverage[frame] ?? 0]
  return line === undefined ? Number.POSITIVE_INFINITY : inRecording(line, frame)
}

function missingIn(coverage: Coverage, sounding: Uint8Array, durationMs: number): MasterStretch[] {
  const missing: MasterStretch[] = []
  let from = -1
  for (let n = 0; n <= coverage.length; n++) {
    const isMissing = n < coverage.length && (coverage[n] ?? 0) < 0
    if (isMissing && from < 0) from = n
    if (isMissing || from < 0) continue
    const fromMs = from * FRAME_MS
    const toMs = n === coverage.length ? durationMs : n * FRAME_MS
    const soundMs = count(sounding.subarray(from, n)) * FRAME_MS
    if (toMs - fromMs >= LEAST_MISSING_MS && soundMs >= LEAST_MISSING_SOUND_MS)
      missing.push({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) })
    from = -1
  }
  return missing
}

function without(frames: Uint8Array, taken: Uint8Array): Uint8Array {
  return frames.map((on, n) => (taken[n] === 1 ? 0 : on))
}

/** How many frames are set, of those that were heard where a coverage is given. */
function count(frames: Uint8Array, coverage?: Coverage): number {
  let sum = 0
  for (let n = 0; n < frames.length; n++)
    if (frames[n] === 1 && (coverage === undefined || (coverage[n] ?? -1) >= 0)) sum++
  return sum
}

/**
 * What this browser keeps of a recording: a log of entries beside the raw sound. The log alone says what counts as
 * recorded; sound behind its last chunk does not. Pure.
 */
import type { FrameRange } from '../../../../server/contract/index.ts'

/** What a recording is of. Written once, first. */
export interface Opening {
  recordingId: string
  editionId: string
  itemId: string
  revisionId: string
  /** Title of the item, so that another page can name it. */
  title: string
  sampleRateHz: number
  channels: 1 | 2
  /** Station time, UTC milliseconds. */
  openedAt: number
  /** What another browser recorded before and only the station has. */
  base: { chunk: number; frame: number }
}

/** One stretch of microphone. */
export interface KeptSession {
  sessionId: string
  firstChunk: number
  /** `getSettings()` of its track and the way of capture. */
  microphone: Record<string, unknown>
}

/** A piece of sound: its number, its place in frames, its checksum; `lostFrames` are those lost so far in its session. */
export interface KeptChunk {
  number: number
  firstFrame: number
  frames: number
  /** Lower-case hexadecimal. */
  sha256: string
  lostFrames: number
}

export type KeepEntry =
  | ({ kind: 'opened' } & Opening)
  | ({ kind: 'session' } & KeptSession)
  | ({ kind: 'chunk' } & KeptChunk)
  | { kind: 'mark'; frame: number }
  /** The last mark stands elsewhere now. */
  | { kind: 'mark-moved'; frame: number }
  | ({ kind: 'cut' } & FrameRange)
  /** The reader said that it is over. */
  | { kind: 'ended' }

/** A recording as its log tells it. */
export interface Kept {
  opening: Opening
  sessions: KeptSession[]
  chunks: KeptChunk[]
  /** Frames at which the reader marked a mistake. */
  marks: number[]
  /** What was read again, as it was said: stretches may touch and overlap. */
  cuts: FrameRange[]
  hasEnded: boolean
}

/** Reads a log. Undefined when its first entry is no opening. Chunks that do not join the one before count as nothing. */
export function keptFrom(entries: readonly KeepEntry[]): Kept | undefined {
  const [first, ...rest] = entries
  if (first?.kind !== 'opened') return undefined
  const { kind: _, ...opening } = first
  const kept: Kept = { opening, sessions: [], chunks: [], marks: [], cuts: [], hasEnded: false }
  for (const entry of rest) note(kept, entry)
  return kept
}

/** Adds what an entry says to what was known. */
export function note(kept: Kept, entry: KeepEntry): void {
  if (entry.kind === 'chunk') {
    const { kind: _, ...chunk } = entry
    if (chunk.number === nextChunkOf(kept) && chunk.firstFrame === nextFrameOf(kept)) kept.chunks.push(chunk)
  } else if (entry.kind === 'session') {
    const { kind: _, ...session } = entry
    kept.sessions.push(session)
    kept.hasEnded = false
  } else if (entry.kind === 'mark') kept.marks.push(entry.frame)
  else if (entry.kind === 'mark-moved') kept.marks.splice(-1, 1, entry.frame)
  else if (entry.kind === 'cut') kept.cuts.push({ fromFrame: entry.fromFrame, toFrame: entry.toFrame })
  else if (entry.kind === 'ended') kept.hasEnded = true
}

/** The number that the next chunk will have. */
export function nextChunkOf({ opening, chunks }: Kept): number {
  return (chunks.at(-1)?.number ?? opening.base.chunk - 1) + 1
}

/** The frame that the next chunk will begin with: how long the recording is. */
export function nextFrameOf({ opening, chunks }: Kept): number {
  const last = chunks.at(-1)
  return last ? last.firstFrame + last.frames : opening.base.frame
}

/** Frames that were lost in all sessions together. */
export function lostFramesOf({ sessions, chunks }: Kept): number {
  return sessions.reduce((sum, { firstChunk }, index) => {
    const nextFirst = sessions[index + 1]?.firstChunk ?? Number.POSITIVE_INFINITY
    const last = chunks.findLast(({ number }) => number >= firstChunk && number < nextFirst)
    return sum + (last?.lostFrames ?? 0)
  }, 0)
}

/** Forgets the chunks that do not fit into the sound that is there: a power cut may leave a log longer than its sound. */
export function withinSound(kept: Kept, soundBytes: number): Kept {
  const frameBytes = kept.opening.channels * 2
  const base = kept.opening.base.frame
  const chunks = kept.chunks.filter(({ firstFrame, frames }) => (firstFrame - base + frames) * frameBytes <= soundBytes)
  const end = nextFrameOf({ ...kept, chunks })
  return { ...kept, chunks, marks: kept.marks.map((frame) => Math.min(frame, end)) }
}

/** What the page needs to know of a recording that lies here. */
export interface KeptSummary {
  opening: Opening
  sessions: KeptSession[]
  nextChunk: number
  /** Frames from the beginning of the recording, another browser's included. */
  frames: number
  lostFrames: number
  marks: number[]
  cuts: FrameRange[]
  hasEnded: boolean
}

export function summaryOf(kept: Kept): KeptSummary {
  return {
    opening: kept.opening,
    sessions: kept.sessions,
    nextChunk: nextChunkOf(kept),
    frames: nextFrameOf(kept),
    lostFrames: lostFramesOf(kept),
    marks: kept.marks,
    cuts: kept.cuts,
    hasEnded: kept.hasEnded,
  }
}

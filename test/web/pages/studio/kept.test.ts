import { describe, expect, test } from 'vitest'
import {
  type KeepEntry,
  keptFrom,
  lostFramesOf,
  nextChunkOf,
  nextFrameOf,
  withinSound,
} from '../../../../web/pages/studio/keep/kept.ts'

const opened: KeepEntry = {
  kind: 'opened',
  recordingId: 'r',
  editionId: 'e',
  itemId: 'i',
  revisionId: 'v',
  title: 'Lời chào',
  sampleRateHz: 48_000,
  channels: 2,
  openedAt: 1,
  base: { chunk: 0, frame: 0 },
}
const chunk = (number: number, firstFrame: number, frames = 100, lostFrames = 0): KeepEntry => ({
  kind: 'chunk',
  number,
  firstFrame,
  frames,
  sha256: 'x',
  lostFrames,
})
const session = (firstChunk: number): KeepEntry => ({
  kind: 'session',
  sessionId: `s${firstChunk}`,
  firstChunk,
  microphone: {},
})

const read = (entries: KeepEntry[]) => {
  const kept = keptFrom(entries)
  if (!kept) throw new Error('no recording')
  return kept
}

describe('the log of a recording', () => {
  test('says nothing without its opening', () => {
    expect(keptFrom([])).toBeUndefined()
    expect(keptFrom([chunk(0, 0)])).toBeUndefined()
  })

  test('counts a chunk only where it joins the one before', () => {
    const kept = read([opened, session(0), chunk(0, 0), chunk(2, 200), chunk(1, 90), chunk(1, 100), chunk(1, 100)])
    expect(kept.chunks.map(({ number }) => number)).toEqual([0, 1])
    expect([nextChunkOf(kept), nextFrameOf(kept)]).toEqual([2, 200])
  })

  test('adds up what was lost in each session', () => {
    const entries = [opened, session(0), chunk(0, 0, 100, 5), chunk(1, 100, 100, 9), session(2), chunk(2, 200, 100, 4)]
    expect(lostFramesOf(read(entries))).toBe(13)
    expect(lostFramesOf(read([...entries, session(3)]))).toBe(13)
  })

  test('is over until somebody goes on', () => {
    expect(read([opened, session(0), chunk(0, 0), { kind: 'ended' }]).hasEnded).toBe(true)
    expect(read([opened, session(0), chunk(0, 0), { kind: 'ended' }, session(1)]).hasEnded).toBe(false)
  })

  test('moves the last mark', () => {
    const marks: KeepEntry[] = [
      { kind: 'mark', frame: 10 },
      { kind: 'mark', frame: 90 },
      { kind: 'mark-moved', frame: 40 },
    ]
    expect(read([opened, ...marks]).marks).toEqual([10, 40])
  })

  test('longer than its sound, after a power cut, counts what is there', () => {
    const kept = read([opened, session(0), chunk(0, 0), chunk(1, 100), { kind: 'mark', frame: 190 }])
    const within = withinSound(kept, 799)
    expect(within.chunks.map(({ number }) => number)).toEqual([0])
    expect(within.marks).toEqual([100])
    expect(withinSound(kept, 800).chunks).toHaveLength(2)
  })
})

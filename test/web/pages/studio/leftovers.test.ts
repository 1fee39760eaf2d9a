import { describe, expect, test } from 'vitest'
import type { UnfinishedRecording } from '../../../../server/contract/index.ts'
import type { Lying } from '../../../../web/pages/studio/keep/keeper.ts'
import { foundOf, refuseOtherFormat } from '../../../../web/pages/studio/leftovers.ts'

const NOW = 1_000_000
const PLACE = { editionId: 'e', itemId: 'i', now: NOW }

const lying = (recordingId: string, itemId = 'i', frames = 96_000): Lying => ({
  isHeld: false,
  opening: {
    recordingId,
    editionId: 'e',
    itemId,
    revisionId: 'v',
    title: 'Lời chào',
    sampleRateHz: 48_000,
    channels: 1,
    openedAt: NOW - 60_000,
    base: { chunk: 0, frame: 0 },
  },
  sessions: [],
  nextChunk: 4,
  frames,
  lostFrames: 0,
  marks: [],
  cuts: [{ fromFrame: 0, toFrame: 48_000 }],
  hasEnded: false,
})
const unfinished = (recordingId: string, more: Partial<UnfinishedRecording> = {}): UnfinishedRecording => ({
  recordingId,
  itemId: 'i',
  revisionId: 'v',
  opened: { by: 'Chị Lan', at: NOW - 120_000 },
  isMine: false,
  sampleRateHz: 48_000,
  channels: 1,
  sessions: 1,
  isLive: false,
  nextChunk: 2,
  nextFrame: 48_000,
  frames: 48_000,
  missing: [],
  ...more,
})

describe('recordings that were broken off', () => {
  test('are offered once, the newest first; what lies in this browser counts before the station’s word of it', () => {
    const { leftovers } = foundOf([lying('a')], [unfinished('a'), unfinished('b')], PLACE)
    expect(leftovers.map(({ recordingId, where, lengthMs, by }) => [recordingId, where, lengthMs, by])).toEqual([
      ['a', 'here', 1_000, 'Chị Lan'],
      ['b', 'station', 1_000, 'Chị Lan'],
    ])
  })

  test('somebody who records at this moment is named and not disturbed', () => {
    const live = unfinished('b', { isLive: true, heardAt: NOW - 90_000 })
    expect(foundOf([], [live], PLACE)).toMatchObject({
      leftovers: [],
      beside: [{ by: 'Chị Lan', since: NOW - 120_000 }],
    })
  })

  test('one’s own that fell silent in another browser may be taken over at once', () => {
    const own = { isMine: true, isLive: true }
    expect(foundOf([], [unfinished('b', { ...own, heardAt: NOW - 11_000 })], PLACE).leftovers).toHaveLength(1)
    expect(foundOf([], [unfinished('b', { ...own, heardAt: NOW - 1_000 })], PLACE).leftovers).toEqual([])
  })

  test('what another page of this browser records is somebody’s at this moment', () => {
    const found = foundOf([{ isHeld: true, recordingId: 'b' }], [unfinished('b')], PLACE)
    expect([found.leftovers.length, found.beside.length]).toEqual([0, 1])
  })

  test('those of other items are only pointed to', () => {
    const found = foundOf([lying('a', 'khác')], [], PLACE)
    expect(found).toMatchObject({ leftovers: [], elsewhere: [{ editionId: 'e', itemId: 'khác', title: 'Lời chào' }] })
  })

  test('go on only with the same kind of sound', () => {
    expect(() =>
      refuseOtherFormat({ sampleRateHz: 48_000, channels: 1 }, { sampleRateHz: 44_100, channels: 1 }),
    ).toThrow()
    expect(() =>
      refuseOtherFormat({ sampleRateHz: 48_000, channels: 1 }, { sampleRateHz: 48_000, channels: 1 }),
    ).not.toThrow()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TakenPart, wholeTakes } from '../../server/stations/coverage.ts'

const part = (firstByte: number, bytes: number, endedAt: number, more: Partial<TakenPart> = {}): TakenPart => ({
  wardStationId: 'phường 1',
  renderId: 'tháng 11',
  fileName: 'ky-phat.mp3',
  bytesTotal: 100,
  firstByte,
  bytes,
  endedAt,
  ...more,
})

describe('a ward station has an edition whole', () => {
  it('when one clean answer carried all of it', () => {
    expect(wholeTakes([part(0, 100, 5)])).toEqual([
      { wardStationId: 'phường 1', renderId: 'tháng 11', fileName: 'ky-phat.mp3', completedAt: 5 },
    ])
  })

  it('when clean parts make up the file, from the instant of the last one that was missing', () => {
    expect(wholeTakes([part(60, 40, 1), part(0, 50, 2), part(40, 30, 3), part(0, 10, 4)])[0]?.completedAt).toBe(3)
  })

  it('never with a gap, and never from parts of different editions or wards', () => {
    expect(wholeTakes([part(0, 50, 1), part(51, 49, 2)])).toEqual([])
    expect(wholeTakes([part(0, 50, 1), part(50, 50, 2, { renderId: 'tháng 12' })])).toEqual([])
    expect(wholeTakes([part(0, 50, 1), part(50, 50, 2, { wardStationId: 'phường 2' })])).toEqual([])
  })

  it('by either of its files, but never by parts of both', () => {
    const light = (firstByte: number, bytes: number, endedAt: number) =>
      part(firstByte, bytes, endedAt, { fileName: 'ky-phat-mono.mp3', bytesTotal: 50 })
    expect(wholeTakes([part(0, 50, 1), light(0, 50, 2), part(50, 50, 3)])).toEqual([
      { wardStationId: 'phường 1', renderId: 'tháng 11', fileName: 'ky-phat-mono.mp3', completedAt: 2 },
    ])
    expect(wholeTakes([part(0, 50, 1), light(10, 40, 2), part(60, 40, 3)])).toEqual([])
  })

  it('exactly when every byte is in some part', () => {
    const ranges = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 60 })), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(ranges, (list) => {
        const parts = list.map(([first, length], place) => part(first, Math.min(length, 100 - first), place))
        const bytes = new Set(
          parts.flatMap(({ firstByte, bytes: count }) => Array.from({ length: count }, (_, at) => firstByte + at)),
        )
        expect(wholeTakes(parts).length === 1).toBe(bytes.size === 100)
      }),
    )
  })
})

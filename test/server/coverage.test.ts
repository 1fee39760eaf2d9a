import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Joined } from '../../server/stations/joined.ts'
import { type TakenPart, wholeTakes } from '../../server/stations/taken/coverage.ts'

const part = (firstByte: number, bytes: number, endedAt: number, more: Partial<TakenPart> = {}): TakenPart => ({
  wardStationId: 'phường 1',
  renderId: 'tháng 11',
  fileName: 'ky-phat.mp3',
  bytesTotal: 100,
  firstByte,
  bytes,
  startedAt: endedAt - 0.5,
  endedAt,
  isClean: true,
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

  it('when a part broke off and the same ward went on from there: who goes on has what lies before', () => {
    const broken = part(0, 70, 1, { isClean: false })
    expect(wholeTakes([broken, part(60, 40, 2)])[0]?.completedAt).toBe(2)
    expect(wholeTakes([broken, part(60, 20, 2, { isClean: false }), part(75, 25, 3)])[0]?.completedAt).toBe(3)
  })

  it('never by a part that broke off and was left, however much had been sent, nor from farther than that', () => {
    const broken = part(0, 99, 1, { isClean: false })
    expect(wholeTakes([broken])).toEqual([])
    expect(wholeTakes([part(0, 50, 1, { isClean: false }), part(60, 40, 2)])).toEqual([])
    // One that had begun before it broke says nothing of it.
    expect(wholeTakes([part(60, 40, 1), part(0, 70, 2, { isClean: false, startedAt: 1.5 })])).toEqual([])
    // The last bytes are proved by nothing that follows them.
    expect(wholeTakes([part(0, 60, 1), part(60, 40, 2, { isClean: false })])).toEqual([])
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

describe('what several ask for in the same moment', () => {
  it('is worked out once, and anew for whoever asks later', async () => {
    let works = 0
    const joined = new Joined<number>()
    const ask = () => joined.of('trang', async () => ++works)
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
    expect(await ask()).toBe(2)
    expect(await joined.of('khác', async () => 7)).toBe(7)
  })

  it('fails for all of them and for nobody after', async () => {
    const joined = new Joined<number>()
    const failing = () => joined.of('trang', () => Promise.reject(new Error('hỏng')))
    const told = await Promise.allSettled([failing(), failing()])
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await joined.of('trang', async () => 1)).toBe(1)
  })
})

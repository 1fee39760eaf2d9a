import { describe, expect, it } from 'vitest'
import { type OnAirNews, shareOf } from '../../../server/renders/share.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000
const beside = { atOnce: 1, niceness: 19 }
const freely = { atOnce: 2, niceness: 10 }

type Plan = NonNullable<OnAirNews['plan']>
const plan = (startsAt: number, durationMs = 30 * MINUTE): Plan => ({
  airings: [
    {
      airingId: 'a',
      editionId: 'e',
      title: 'Bản tin',
      startsAt,
      durationMs,
      frames: 1,
      masterPath: 'media/x',
      masterSha256: 'x',
      priority: 'normal',
      late: 'join',
      displaced: 'resume',
      latestEndAt: startsAt + durationMs,
    },
  ],
})

describe('what renders may take of the machine', () => {
  it('is two at once when nothing airs', () => {
    expect(shareOf(NOW, { status: undefined, plan: undefined })).toEqual(freely)
    expect(shareOf(NOW, { status: { state: 'idle' }, plan: plan(NOW + 6 * MINUTE) })).toEqual(freely)
  })

  it('is one behind everything else while something sounds, whatever the plan says', () => {
    for (const state of ['armed', 'playing', 'stopping', 'device-error'] as const)
      expect(shareOf(NOW, { status: { state }, plan: undefined })).toEqual(beside)
  })

  it('is one from five minutes before an airing, whoever knows of it', () => {
    const next = (startsAt: number) => ({ airingId: 'a', startsAt, title: 'Bản tin' })
    const soon = NOW + 5 * MINUTE
    expect(shareOf(NOW, { status: { state: 'idle', next: next(soon) }, plan: undefined })).toEqual(beside)
    expect(shareOf(NOW, { status: { state: 'idle', next: next(soon + 1) }, plan: undefined })).toEqual(freely)
    expect(shareOf(NOW, { status: { state: 'idle' }, plan: plan(soon) })).toEqual(beside)
    expect(shareOf(NOW, { status: undefined, plan: plan(soon) })).toEqual(beside)
  })

  it('is one inside an airing of the plan while the on-air process is down, for it comes back into that', () => {
    expect(shareOf(NOW, { status: undefined, plan: plan(NOW - 10 * MINUTE) })).toEqual(beside)
    expect(shareOf(NOW, { status: undefined, plan: plan(NOW - 31 * MINUTE) })).toEqual(freely)
    expect(shareOf(NOW, { status: { state: 'idle' }, plan: plan(NOW - 10 * MINUTE) })).toEqual(freely)
  })
})

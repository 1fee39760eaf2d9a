import { describe, expect, it } from 'vitest'
import type { Airing, PreflightLine } from '../../../server/contract/index.ts'
import type { OnAirStatus } from '../../../server/handover/index.ts'
import { type AlarmFacts, Standing, wrongNow } from '../../../server/preflight/alarms.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const airing: Airing = {
  id: 'a1',
  editionId: 'e1',
  programmeId: 'p1',
  programmeName: 'Bản tin phường',
  editionTitle: 'Bản tin phường, tháng 11/2026',
  date: '2026-11-22',
  time: '05:00',
  startsAt: NOW + 10 * 3_600_000,
  state: 'ready',
  missing: [],
  confirmed: { by: 'Kỹ thuật viên trực', at: NOW },
}
const status: OnAirStatus = { pid: 1, at: NOW, state: 'idle', problems: [] }
const calm: AlarmFacts = {
  now: NOW,
  onAir: { status, stale: false },
  coming: [{ airing, looks: [] }],
  station: [],
  past: [],
  sentence: (code) => (code === 'silence' ? 'Không có tiếng: kiểm tra dây.' : `Tệp có sự cố (${code}): dựng lại.`),
}
const look = (at: number, ...lines: PreflightLine[]) => ({ airingId: 'a1', moment: 'change' as const, at, lines })
const bad = (check: PreflightLine['check']): PreflightLine => ({
  check,
  state: 'bad',
  found: 'Không thấy tệp.',
  toDo: 'Dựng lại.',
})
const good = (check: PreflightLine['check']): PreflightLine => ({ check, state: 'good', found: 'Tốt.' })
const ids = (facts: Partial<AlarmFacts>) => wrongNow({ ...calm, ...facts }).map(({ id }) => id)

describe('what is red', () => {
  it('is nothing while all is well', () => {
    expect(ids({})).toEqual([])
  })

  it('is a bad line of the newest look, since it has been bad', () => {
    const looks = [look(1, bad('file')), look(2, good('file')), look(3, bad('file')), look(4, bad('file'))]
    expect(wrongNow({ ...calm, coming: [{ airing, looks }] })).toEqual([
      {
        id: 'airing:a1:file',
        found: '“Bản tin phường, tháng 11/2026” lúc 05:00 ngày 22/11/2026: không thấy tệp.',
        toDo: 'Dựng lại.',
        airingId: 'a1',
        editionId: 'e1',
        since: 3,
      },
    ])
    expect(ids({ coming: [{ airing, looks: [...looks, look(5, good('file'))] }] })).toEqual([])
  })

  it('is the station’s trouble while an airing is to come; a full disk always', () => {
    const station = [bad('mixer'), bad('disk'), bad('processes')]
    expect(ids({ station })).toEqual(['station:mixer', 'station:disk'])
    expect(ids({ station, coming: [] })).toEqual(['station:disk'])
  })

  it('is what the on-air process says, in its two halves, each thing once', () => {
    const loud: OnAirStatus = {
      ...status,
      relay: 'failed',
      isReserveDevice: true,
      output: { source: 'monitor', alarm: 'silence' },
      problems: [{ code: 'silence' }, { code: 'device-switched' }, { code: 'media-missing', airingId: 'a1' }],
    }
    const wrong = wrongNow({ ...calm, onAir: { status: loud, stale: false } })
    expect(wrong.map(({ id }) => id)).toEqual([
      'on-air:silence',
      'on-air:reserve-device',
      'on-air:media-missing:a1',
      'on-air:relay-failed',
    ])
    expect(wrong[0]).toMatchObject({ found: 'Không có tiếng.', toDo: 'Kiểm tra dây.' })
    expect(wrong[2]).toMatchObject({
      found: '“Bản tin phường, tháng 11/2026” lúc 05:00 ngày 22/11/2026: tệp có sự cố (media-missing).',
      toDo: 'Dựng lại.',
      editionId: 'e1',
    })
    const coming = [{ airing, looks: [look(1, bad('file'))] }]
    expect(ids({ coming, onAir: { status: loud, stale: false } })).not.toContain('on-air:media-missing:a1')
  })

  it('is an on-air process that says nothing, since it last did', () => {
    expect(wrongNow({ ...calm, onAir: { status, stale: true } })).toMatchObject([
      { id: 'on-air:not-running', since: NOW },
    ])
    expect(ids({ onAir: { status: undefined, stale: true } })).toEqual(['on-air:not-running'])
  })

  it('is an airing that was lost, until it is made up for', () => {
    const past = (more: Partial<Airing>) => ids({ past: [{ ...airing, ...more }] })
    expect(past({ state: 'missed', mayBeMadeUp: true })).toEqual(['lost:a1'])
    expect(past({ state: 'failed', mayBeMadeUp: true })).toEqual(['lost:a1'])
    expect(past({ state: 'missed' })).toEqual([])
    expect(past({ state: 'aired' })).toEqual([])
  })

  it('keeps its beginning while it stands, and begins anew afterwards', () => {
    const standing = new Standing()
    const wrong = { id: 'x', found: 'Hỏng.', since: undefined }
    expect(standing.alarms([wrong], 10)).toEqual([{ ...wrong, since: 10 }])
    expect(standing.alarms([wrong], 20)).toEqual([{ ...wrong, since: 10 }])
    expect(standing.alarms([], 30)).toEqual([])
    expect(standing.alarms([wrong], 40)).toEqual([{ ...wrong, since: 40 }])
  })
})

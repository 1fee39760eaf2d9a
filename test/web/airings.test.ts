import { describe, expect, test } from 'vitest'
import type { Airing } from '../../server/contract/index.ts'
import { movedTo, stillToCome, withdrawnLast } from '../../web/airings.ts'

const airing = (id: string, state: Airing['state'], startsAt: number, movedFromId?: string): Airing => ({
  id,
  editionId: 'e',
  programmeId: 'p',
  programmeName: 'Cải cách hành chính',
  editionTitle: 'Cải cách hành chính, tháng 11/2026',
  date: '2026-11-20',
  time: '05:15',
  startsAt,
  state,
  missing: [],
  confirmed: { by: 'Kỹ thuật viên', at: 0 },
  ...(movedFromId ? { movedFromId } : {}),
})
const ids = (airings: Airing[]) => airings.map(({ id }) => id)

describe('the airings of the pages', () => {
  test('the next one counts also when something keeps it from sounding', () => {
    const known = [
      airing('later', 'ready', 300),
      airing('barred', 'incomplete', 200),
      airing('gone', 'ready', 100),
      airing('off', 'withdrawn', 150),
      { ...airing('resting', 'ready', 160), willBeSkipped: 'mọi lịch đang tạm dừng' },
    ]
    expect(ids(stillToCome(known, 100))).toEqual(['barred', 'later'])
  })

  test('a moved one leads to its new time, and stands behind those that will sound', () => {
    const [old, fresh] = [airing('old', 'withdrawn', 100), airing('fresh', 'ready', 200, 'old')]
    expect(movedTo(old, [old, fresh])).toBe(fresh)
    expect(movedTo(fresh, [old, fresh])).toBeUndefined()
    expect(ids(withdrawnLast([old, fresh]))).toEqual(['fresh', 'old'])
  })
})

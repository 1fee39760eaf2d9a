import { describe, expect, test } from 'vitest'
import type { Alarm, OnAirStatus, PreflightLine } from '../../server/contract/index.ts'
import { byUrgency, NOT_RUNNING, orderAlarms } from '../../web/alarms.ts'

const alarm = (id: string, since: number, airingId?: string): Alarm => ({
  id,
  found: `hỏng ${id}`,
  since,
  ...(airingId ? { airingId } : {}),
})
const status = (state: OnAirStatus['state'], airingId?: string): OnAirStatus => ({
  at: 5000,
  state,
  problems: [],
  ...(airingId ? { airingId } : {}),
})
const ids = (alarms: Alarm[]) => alarms.map(({ id }) => id)

describe('the alarms of the pages', () => {
  test('put first what sounds now, then what concerns every airing, then single airings, the oldest first', () => {
    const known = [alarm('b', 30, 'later'), alarm('disk', 20), alarm('a', 10, 'later'), alarm('now', 90, 'sounding')]
    expect(ids(orderAlarms(known, status('playing', 'sounding')))).toEqual(['now', 'disk', 'a', 'b'])
  })

  test('say at once that nothing will sound, before the station has looked', () => {
    expect(orderAlarms([], status('not-running'))).toEqual([{ ...NOT_RUNNING, since: 5000 }])
    expect(orderAlarms([], status('idle'))).toEqual([])
    expect(orderAlarms([], undefined)).toEqual([])
  })

  test('do not say one thing twice', () => {
    expect(ids(orderAlarms([alarm('on-air:not-running', 1)], status('not-running')))).toEqual(['on-air:not-running'])
  })
})

describe('the lines of the pre-flight list', () => {
  test('stand red first, then amber, then unknown, then good, each in the order of the station', () => {
    const line = (found: string, state: PreflightLine['state']): PreflightLine => ({ check: 'file', state, found })
    const lines = [line('1', 'good'), line('2', 'unknown'), line('3', 'bad'), line('4', 'warning'), line('5', 'bad')]
    expect(byUrgency(lines).map(({ found }) => found)).toEqual(['3', '5', '4', '2', '1'])
  })
})

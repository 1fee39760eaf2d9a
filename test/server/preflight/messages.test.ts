import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alarm } from '../../../server/contract/index.ts'
import { AGAIN_AFTER_MS, AT_MOST_EVERY_MS, dueMessages, STANDS_MS } from '../../../server/preflight/messages.ts'
import type { MessageRow } from '../../../server/preflight/store.ts'

const START = Date.UTC(2026, 10, 22)
const alarm: Alarm = { id: 'station:disk', found: 'Ổ đĩa chỉ còn trống 0,4 GB.', since: START }

/** Every second from the alarm's beginning; the hook answers as told. */
function sent(seconds: number, answer: (nth: number) => MessageRow['result']): number[] {
  const rows: MessageRow[] = []
  for (let second = 0; second <= seconds; second++) {
    const now = START + second * 1000
    for (const { id } of dueMessages([alarm], rows, now)) rows.push({ alarm: id, at: now, result: answer(rows.length) })
  }
  return rows.map(({ at }) => (at - START) / 1000)
}

describe('messages of alarms', () => {
  it('are sent once, when the alarm has stood for five seconds', () => {
    expect(sent(7200, () => 'done')).toEqual([STANDS_MS / 1000])
  })

  it('are tried again after 1, 5 and 15 minutes when the hook fails, and then no more', () => {
    expect(sent(7200, () => 'failed')).toEqual([5, 65, 365, 1265])
    expect(sent(7200, (nth) => (nth < 2 ? 'timed-out' : 'done'))).toEqual([5, 65, 365])
    expect(AGAIN_AFTER_MS).toHaveLength(3)
  })

  it('are sent again for the same thing gone wrong anew, but not again and again', () => {
    const done: MessageRow = { alarm: alarm.id, at: START + 5000, result: 'done' }
    const anew = (since: number, now: number) => dueMessages([{ ...alarm, since }], [done], now).length
    expect(anew(START + 60_000, START + 70_000)).toBe(0)
    expect(anew(START + 60_000, START + 5000 + AT_MOST_EVERY_MS)).toBe(1)
  })

  it('never go to a hook that has heard, at whatever instants it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_600_000 }), { maxLength: 50 }), (gaps) => {
        const rows: MessageRow[] = []
        let now = START
        for (const gap of gaps) {
          now += gap
          for (const { id } of dueMessages([alarm], rows, now)) {
            expect(rows.some(({ result }) => result === 'done')).toBe(false)
            rows.push({ alarm: id, at: now, result: gap % 3 === 0 ? 'done' : 'failed' })
          }
        }
        expect(rows.length).toBeLessThanOrEqual(AGAIN_AFTER_MS.length + 1)
      }),
    )
  })
})

import { describe, expect, test } from 'vitest'
import { asRunOf, type OnAirEvent, type OnAirEventName } from '../../schedules/index.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)
const device = { id: 'alsa:station', name: 'Cụm loa', isNull: false }

function event(name: OnAirEventName, atMs: number, details: Record<string, unknown> = {}, airingId = 'a'): OnAirEvent {
  return { at: T + atMs, event: name, airingId, details }
}

describe('the as-run of an airing', () => {
  test('tells when it was heard, how exactly, and for how long', () => {
    const run = asRunOf('a', [
      event('armed', -10_000),
      event('first-sample', 0.1, { startErrorMs: 0.1, offsetMs: 0, device, masterSha256: 'f' }),
      event('sounding', 10_000, { positionMs: 10_000 }),
      event('xrun', 12_000, { cause: 'dry', ms: 30 }),
      event('last-sample', 20_000.1, { soundedMs: 20_000, skippedMs: 0 }),
      event('outcome', 20_001, { outcome: 'aired' }),
    ])
    expect(run).toMatchObject({
      outcome: 'aired',
      startedAt: T + 0.1,
      endedAt: T + 20_000.1,
      startErrorMs: 0.1,
      soundedMs: 20_000,
      device,
      masterSha256: 'f',
      xruns: 1,
    })
  })

  test('adds up what sounded before and after an interruption, as far as the journal knows', () => {
    const run = asRunOf('a', [
      event('first-sample', 0, { startErrorMs: 0, offsetMs: 0, device }),
      event('sounding', 10_000, { positionMs: 10_000 }),
      event('first-sample', 14_000, { startErrorMs: 0, offsetMs: 14_000, device }),
      event('last-sample', 20_000, { soundedMs: 6000 }),
      event('outcome', 20_000, { outcome: 'partial', reason: 'interrupted' }),
    ])
    expect(run).toMatchObject({ soundedMs: 16_000, resumes: 1, offsetMs: 0, outcome: 'partial', reason: 'interrupted' })
  })

  test('a late join has no start error: it did not begin with the beginning', () => {
    const run = asRunOf('a', [event('first-sample', 5000, { startErrorMs: 0.2, offsetMs: 5000, device })])
    expect(run.startErrorMs).toBeUndefined()
    expect(run.offsetMs).toBe(5000)
    expect(run.outcome).toBeUndefined()
  })

  test('one that was stopped before it sounded has no times, and names who stopped it', () => {
    const run = asRunOf('a', [
      event('stopped', 0, { by: 'Chị Lan' }),
      event('outcome', 0, { outcome: 'stopped', reason: 'command' }),
    ])
    expect(run).toMatchObject({ startedAt: undefined, endedAt: undefined, soundedMs: undefined, stoppedBy: 'Chị Lan' })
  })

  test('events of others are passed over, the first outcome counts', () => {
    const run = asRunOf('a', [
      event('outcome', 0, { outcome: 'failed' }, 'b'),
      event('outcome', 1, { outcome: 'missed', reason: 'late' }),
      event('outcome', 2, { outcome: 'aired' }),
    ])
    expect(run).toMatchObject({ outcome: 'missed', reason: 'late' })
  })
})

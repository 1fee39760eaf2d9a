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

  test('adds up what sounded before and after it was displaced, and for how long it was', () => {
    const run = asRunOf('a', [
      event('first-sample', 0, { startErrorMs: 0, offsetMs: 0, device }),
      event('displaced', 8000, { by: 'e', positionMs: 8000, soundedMs: 8000, rule: 'resume' }),
      event('first-sample', 20_000, { startErrorMs: 0, offsetMs: 8000, device }),
      event('last-sample', 32_000, { soundedMs: 12_000, driftPpm: 8 }),
      event('outcome', 32_000, { outcome: 'aired' }),
    ])
    expect(run).toMatchObject({
      soundedMs: 20_000,
      resumes: 0,
      displacements: { count: 1, ms: 12_000, by: 'e' },
      driftPpm: 8,
      endedAt: T + 32_000,
    })
  })

  test('does not count what was missing while the device was away, and names both devices', () => {
    const other = { id: 'alsa:y', name: 'y', isNull: false }
    const run = asRunOf('a', [
      event('first-sample', 0, { offsetMs: 0, device }),
      event('sounding', 5000, { positionMs: 5000 }),
      event('resumed', 9000, { offsetMs: 9000, device: other }),
      event('sounding', 12_000, { positionMs: 12_000, silentMs: 2000, heardMs: 9000 }),
    ])
    expect(run).toMatchObject({ soundedMs: 8000, resumes: 1, device: other, output: { silentMs: 2000, heardMs: 9000 } })
    expect(run.devices).toEqual([device, other])
  })

  test('of an emergency names what it was, and who ordered it', () => {
    const sound = { kind: 'live', input: { id: 'mic', name: 'Micro' }, longestMs: 60_000 }
    const run = asRunOf('a', [
      event('emergency', 0, { order: { airingId: 'a', title: 'Lũ về', sound }, by: 'Anh Tư', commandId: 'c' }),
      event('first-sample', 500, { offsetMs: 0, device }),
      event('stopped', 20_000, { by: 'Anh Tư', soundedMs: 19_500 }),
      event('outcome', 20_000, { outcome: 'stopped', reason: 'command' }),
    ])
    expect(run.emergency).toEqual({ title: 'Lũ về', by: 'Anh Tư', orderedAt: T, isLive: true })
    expect(run).toMatchObject({ outcome: 'stopped', stoppedBy: 'Anh Tư', soundedMs: 19_500 })
  })
})

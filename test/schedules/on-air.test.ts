import { describe, expect, test } from 'vitest'
import { asRunOf, type PlayoutAiring, type PlayoutPlan } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { World } from './on-air-world.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)

const airing = (airingId: string, startsAt: number, durationMs = 60_000): PlayoutAiring =>
  playoutAiring({ airingId, startsAt, durationMs })

const planOf = (airings: PlayoutAiring[], device = 'alsa:x'): PlayoutPlan =>
  playoutPlan(airings, device, { writtenAt: T })

function world(now: number, ...airings: PlayoutAiring[]): World {
  return new World(now, planOf(airings))
}

const names = (it: World) => it.journal.map(({ event }) => event)

describe('an airing', () => {
  test('is armed ten seconds ahead, heard at its instant, and has one outcome', async () => {
    const it = world(T - 30_000, airing('a', T))
    it.start()
    await it.pass(19_000)
    expect(names(it)).not.toContain('armed')
    await it.pass(2000)
    expect(it.events('armed', 'a')).toHaveLength(1)
    await it.pass(80_000)
    expect(it.events('first-sample', 'a')[0]?.at).toBe(T)
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'aired', soundedMs: 60_000 })
    expect(it.outcomes('a')).toHaveLength(1)
  })

  test('is joined after the power was away, and the log says that its beginning is missing', async () => {
    const it = world(T + 20_000, airing('a', T))
    it.start()
    await it.pass(60_000)
    expect(it.events('late-join', 'a')).toHaveLength(1)
    const run = asRunOf('a', it.journal)
    expect(run).toMatchObject({ outcome: 'partial', reason: 'joined-late' })
    expect(run.offsetMs).toBeGreaterThanOrEqual(20_000)
    expect(run.offsetMs).toBeLessThan(22_000)
  })

  test('that sounded when the process died, and is planned no longer, was aired in part', async () => {
    const it = world(T - 5000, airing('a', T))
    it.start()
    await it.pass(20_000)
    it.kill()
    it.plan = planOf([])
    it.start()
    await it.pass(20_000)
    expect(it.outcomes('a')).toEqual([])
    await it.pass(15_000)
    expect(it.outcomes('a')).toEqual(['partial'])
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'partial', reason: 'interrupted' })
  })

  test('that is over when the process starts is missed, but only after half a minute', async () => {
    const it = world(T + 120_000, airing('a', T))
    it.start()
    await it.pass(20_000)
    expect(it.outcomes('a')).toEqual([])
    await it.pass(15_000)
    expect(it.outcomes('a')).toEqual(['missed'])
    expect(it.events('missed', 'a')).toHaveLength(1)
  })

  test('is not missed because the clock was an hour wrong for a moment', async () => {
    const it = world(T - 5000, airing('a', T))
    it.start()
    await it.pass(2000)
    it.clock.step(3_600_000)
    it.emit({ type: 'clock-step', stepMs: 3_600_000 })
    await it.pass(3000)
    it.clock.step(-3_600_000)
    it.emit({ type: 'clock-step', stepMs: -3_600_000 })
    await it.pass(70_000)
    expect(it.outcomes('a')).toEqual(['aired'])
  })

  test('that sounds is not touched by an edit; one that is only armed is', async () => {
    const it = world(T - 5000, airing('a', T), airing('b', T + 65_000))
    it.start()
    await it.pass(10_000)
    it.setPlan(planOf([airing('b', T + 66_000)]))
    await it.pass(52_000)
    expect(it.events('armed', 'b').map(({ details }) => details.startsAt)).toEqual([T + 66_000])
    it.setPlan(planOf([airing('b', T + 90_000)]))
    await it.pass(1000)
    expect(it.outcomes('a')).toEqual([])
    expect(it.events('disarmed', 'b')).toHaveLength(1)
    await it.pass(110_000)
    expect(it.outcomes('a')).toEqual(['aired'])
    expect(it.events('first-sample', 'b')[0]?.at).toBe(T + 90_000)
  })

  test('whose master is missing is named a day ahead, fails at its instant, and airs when the master came back', async () => {
    const it = world(T - 60_000, airing('a', T), airing('b', T + 120_000))
    it.check = () => ({ ok: false, code: 'media-missing', details: {} })
    const loop = it.start()
    await it.pass(2000)
    expect(it.events('media-problem').map(({ airingId }) => airingId)).toEqual(['a', 'b'])
    expect(loop.picture().problems).toHaveLength(2)
    await it.pass(62_000)
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'failed', reason: 'media-missing', startedAt: undefined })
    it.check = ({ masterPath }) => ({ ok: true, path: masterPath })
    await it.pass(190_000)
    expect(it.outcomes('b')).toEqual(['aired'])
    expect(it.events('media-good', 'b')).toHaveLength(1)
  })

  test('on a device that never opens fails with the reason of the device, and the next one is still cued', async () => {
    const it = world(T - 5000, airing('a', T), airing('b', T + 120_000))
    it.devices.set('alsa:x', 'gone')
    const loop = it.start()
    await it.pass(10_000)
    expect(loop.picture()).toMatchObject({ state: 'device-error', problems: [{ code: 'device-absent' }] })
    await it.pass(60_000)
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'failed', reason: 'device-absent' })
    it.devices.set('alsa:x', 'good')
    await it.pass(130_000)
    expect(it.outcomes('b')).toEqual(['aired'])
  })
})

describe('a stop', () => {
  test('ends what sounds, names who, and is final', async () => {
    const it = world(T - 5000, airing('a', T))
    const loop = it.start()
    await it.pass(10_000)
    expect(loop.wish({ id: 's', kind: 'stop', by: 'Chị Lan', at: it.clock.now() })).toEqual({
      result: 'done',
      airingId: 'a',
    })
    await it.pass(1000)
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'stopped', stoppedBy: 'Chị Lan' })
    it.kill()
    it.start()
    await it.pass(80_000)
    expect(it.outcomes('a')).toEqual(['stopped'])
  })

  test('is refused where there is nothing to stop, and when it comes from long ago', async () => {
    const it = world(T - 100_000, airing('a', T))
    const loop = it.start()
    await it.pass(1000)
    const at = it.clock.now()
    expect(loop.wish({ id: '1', kind: 'stop', by: 'x', at })).toEqual({ result: 'refused', reason: 'nothing-sounds' })
    expect(loop.wish({ id: '2', kind: 'stop', airingId: 'a', by: 'x', at })).toEqual({
      result: 'refused',
      reason: 'not-on-air',
    })
    expect(loop.wish({ id: '3', kind: 'stop', by: 'x', at: at - 61_000 })).toEqual({
      result: 'refused',
      reason: 'too-old',
    })
    expect(it.events('command')).toHaveLength(3)
  })

  test('that waited while the process was down keeps the airing from sounding again', async () => {
    const it = world(T - 5000, airing('a', T))
    it.start()
    await it.pass(10_000)
    it.kill()
    const loop = it.start()
    loop.wish({ id: 's', kind: 'stop', airingId: 'a', by: 'Chị Lan', at: it.clock.now() })
    await it.pass(70_000)
    expect(it.events('first-sample', 'a')).toHaveLength(1)
    expect(it.outcomes('a')).toEqual(['stopped'])
  })
})

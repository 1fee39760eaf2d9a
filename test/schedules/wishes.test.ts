import { describe, expect, test } from 'vitest'
import { asRunOf, type PlayoutAiring, type PlayoutPause } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { World } from './on-air-world.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)
const MINUTE = 60_000

const airing = (airingId: string, startsAt: number, wanted: Partial<PlayoutAiring> = {}) =>
  playoutAiring({ airingId, startsAt, ...wanted })

function world(now: number, airings: PlayoutAiring[], pauses: PlayoutPause[] = []): World {
  return new World(now, playoutPlan(airings, 'alsa:x', { writtenAt: T, pauses }))
}

const skip = (it: World, airingId: string) =>
  it.wish({ id: `skip-${airingId}`, kind: 'skip', airingId, by: 'Chị Lan', at: it.clock.now() })

describe('skipping an airing', () => {
  test('keeps a future or an armed one from sounding, for good, and names who', async () => {
    for (const aheadMs of [3_600_000, 5000]) {
      const it = world(T - aheadMs, [airing('a', T)])
      it.start()
      await it.pass(2000)
      expect(skip(it, 'a')).toEqual({ result: 'done', airingId: 'a' })
      expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'skipped', reason: 'command' })
      expect(it.events('skipped', 'a')[0]?.details).toMatchObject({ by: 'Chị Lan', commandId: 'skip-a' })
      it.kill()
      it.start()
      await it.pass(2000)
      it.clock.leap(aheadMs)
      await it.pass(90_000)
      expect(it.player.heard).toEqual([])
      expect(it.outcomes('a')).toEqual(['skipped'])
    }
  })

  test('is refused once it has begun, is on its way through the device, or is over', async () => {
    const it = world(T - 5000, [airing('a', T)])
    it.start()
    await it.pass(4800)
    expect(skip(it, 'a')).toEqual({ result: 'refused', reason: 'already-begun' })
    await it.pass(5000)
    expect(skip(it, 'a')).toEqual({ result: 'refused', reason: 'already-begun' })
    await it.pass(70_000)
    expect(skip(it, 'a')).toEqual({ result: 'refused', reason: 'already-over' })
    expect(it.outcomes('a')).toEqual(['aired'])
  })

  test('of which the process died before it could write the outcome is still final', async () => {
    const it = world(T - 60_000, [airing('a', T)])
    it.start()
    await it.pass(1000)
    it.tearAfter(1)
    skip(it, 'a')
    await it.pass(1000)
    expect(it.loop).toBeUndefined()
    expect(it.outcomes('a')).toEqual([])
    it.start()
    await it.pass(3 * MINUTE)
    expect(it.player.heard).toEqual([])
    expect(it.outcomes('a')).toEqual(['skipped'])
  })
})

describe('a pause of all schedules', () => {
  const pause = { pauseId: 'p', from: T - MINUTE, until: T + 2 * MINUTE, reason: 'Quốc tang' }

  test('skips what would begin within it, when its instant comes, and is told once', async () => {
    const it = world(T - 2 * MINUTE, [airing('a', T), airing('b', T + 2 * MINUTE)], [pause])
    it.start()
    await it.pass(MINUTE + 55_000)
    expect(it.outcomes('a')).toEqual([])
    expect(it.loop?.picture().paused).toEqual({ pauseId: 'p', reason: 'Quốc tang', until: pause.until })
    await it.pass(8000)
    expect(it.outcomes('a')).toEqual(['skipped'])
    expect(it.reasons('a')).toEqual(['paused'])
    it.kill()
    it.start()
    await it.pass(4 * MINUTE)
    expect(it.events('paused')).toHaveLength(1)
    expect(it.events('unpaused')).toHaveLength(1)
    expect(it.heardOf('a')).toEqual([])
    expect(it.outcomes('b')).toEqual(['aired'])
  })

  test('that was lifted in time skips nothing', async () => {
    const it = world(T - 40_000, [airing('a', T)], [pause])
    it.start()
    await it.pass(10_000)
    it.setPlan({ ...it.plan, pauses: [] })
    await it.pass(2 * MINUTE)
    expect(it.outcomes('a')).toEqual(['aired'])
  })

  test('leaves what already sounds alone, also after a kill, and lets no late one begin', async () => {
    const it = world(T - 5000, [airing('a', T - 2000, { durationMs: 4 * MINUTE })], [{ ...pause, from: T }])
    it.start()
    await it.pass(60_000)
    it.kill()
    await it.pass(1000)
    it.start()
    await it.pass(4 * MINUTE)
    expect(it.heardOf('a').at(-1)?.to).toBe(4 * MINUTE)

    const late = world(T, [airing('a', T - 2 * MINUTE, { durationMs: 3 * MINUTE })], [pause])
    late.start()
    await late.pass(3 * MINUTE)
    expect(late.player.heard).toEqual([])
    expect(late.outcomes('a')).toEqual(['missed'])
  })

  test('found out only afterwards still skips what it held', async () => {
    const it = world(T + 10_000, [airing('a', T, { durationMs: 10 * MINUTE })], [{ ...pause, until: T + 5000 }])
    it.start()
    await it.pass(2 * MINUTE)
    expect(it.reasons('a')).toEqual(['paused'])
    expect(it.player.heard).toEqual([])
  })
})

test('a stop of what waits to go on after an emergency is final', async () => {
  const it = world(T - 5000, [airing('a', T, { durationMs: 5 * MINUTE })])
  it.start()
  await it.pass(30_000)
  const at = it.clock.now()
  const input = { id: 'mic', name: 'Micro' }
  const sound = { kind: 'live', input, longestMs: MINUTE } as const
  it.wish({ id: 'e', by: 'x', at, kind: 'emergency', airingId: 'e', title: 'Lũ về', sound })
  await it.pass(10_000)
  expect(it.wish({ id: 's', by: 'Chị Lan', at, kind: 'stop', airingId: 'a' })).toMatchObject({ result: 'done' })
  await it.pass(2 * MINUTE)
  expect(it.outcomes('a')).toEqual(['stopped'])
  expect(it.heardOf('a')).toHaveLength(1)
  expect(it.outcomes('e')).toEqual(['aired'])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PlayoutAiring, type RelayHooks, relayWanted } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { World } from './on-air-world.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)
const MINUTE = 60_000
const relay: RelayHooks = {
  before: { target: { kind: 'command', command: 'on' }, aheadMs: 30_000, withinMs: 10_000 },
  after: { target: { kind: 'url', url: 'http://relay/off' }, laterMs: 10_000, withinMs: 10_000 },
}

function world(now: number, ...airings: PlayoutAiring[]): World {
  return new World(now, playoutPlan(airings, 'alsa:x', { writtenAt: T, relay }))
}
const airing = (airingId: string, startsAt: number, wanted: Partial<PlayoutAiring> = {}) =>
  playoutAiring({ airingId, startsAt, ...wanted })
const ran = (it: World) => it.hooks.map(({ when, at }) => `${when} ${Math.round((at - T) / 1000)}`)

describe('the transmitter', () => {
  test('is on thirty seconds before and off ten seconds after', async () => {
    const it = world(T - 2 * MINUTE, airing('a', T))
    it.start()
    await it.pass(4 * MINUTE)
    expect(ran(it)).toEqual(['before -30', 'after 70'])
    expect(it.hooks[0]?.facts).toMatchObject({ airingId: 'a', startsAt: '2026-11-21T22:00:00.000Z' })
    expect(it.events('relay').map(({ details }) => details.result)).toEqual(['done', 'done'])
  })

  test('stays on between two that are close together', async () => {
    const it = world(T - MINUTE, airing('a', T), airing('b', T + 2 * MINUTE))
    it.start()
    await it.pass(5 * MINUTE)
    expect(ran(it)).toEqual(['before -30', 'after 190'])
  })

  test('is switched on once more by a process that was restarted inside, and off after one that died', async () => {
    const inside = world(T - MINUTE, airing('a', T))
    inside.start()
    await inside.pass(80_000)
    inside.kill()
    await inside.pass(2000)
    inside.start()
    await inside.pass(2 * MINUTE)
    expect(ran(inside)).toEqual(['before -30', 'before 22', 'after 70'])

    const after = world(T - MINUTE, airing('a', T))
    after.start()
    await after.pass(80_000)
    after.kill()
    await after.pass(5 * MINUTE)
    after.start()
    await after.pass(MINUTE)
    // Not at once: as long as behind any end, what was cut off may still be taken up.
    expect(ran(after)).toEqual(['before -30', 'after 330'])
  })

  test('stays on to the last second for what waits for its device', async () => {
    const quick = {
      ...relay,
      after: { target: { kind: 'command', command: 'off' }, laterMs: 1000, withinMs: 1000 },
    } as const
    const it = new World(T - MINUTE, playoutPlan([airing('a', T)], 'alsa:x', { writtenAt: T, relay: quick }))
    it.start()
    await it.pass(MINUTE - 1000)
    it.devices.set('alsa:x', 'gone')
    await it.pass(MINUTE - 1000)
    it.devices.delete('alsa:x')
    await it.pass(MINUTE)
    expect(it.player.heard).toHaveLength(1)
    expect(it.player.heard[0]?.at).toBeGreaterThan(T + 57_000)
    expect(ran(it)).toEqual(['before -30', 'after 61'])
  })

  test('is left alone for an airing that is skipped or paused', async () => {
    const it = world(T - 2 * MINUTE, airing('a', T))
    it.start()
    it.wish({ id: 's', kind: 'skip', airingId: 'a', by: 'x', at: it.clock.now() })
    await it.pass(4 * MINUTE)
    const paused = world(T - 2 * MINUTE, airing('a', T))
    paused.setPlan({ ...paused.plan, pauses: [{ pauseId: 'p', from: T, until: T + 1, reason: '' }] })
    paused.start()
    await paused.pass(4 * MINUTE)
    expect([...ran(it), ...ran(paused)]).toEqual([])
  })

  test('is switched on at once for an emergency', async () => {
    const it = world(T)
    it.start()
    const sound = { kind: 'live', input: { id: 'mic', name: 'Micro' }, longestMs: 20_000 } as const
    it.wish({ id: 'e', by: 'x', at: T, kind: 'emergency', airingId: 'e', title: '', sound })
    await it.pass(MINUTE)
    expect(ran(it)).toEqual(['before 0', 'after 31'])
  })

  test('that does not answer, or refuses, neither delays nor stops the air', async () => {
    for (const hook of [
      { tookMs: 3_600_000, result: 'timed-out' },
      { tookMs: 100, result: 'failed' },
    ] as const) {
      const it = world(T - MINUTE, airing('a', T))
      it.hook = hook
      it.start()
      await it.pass(3 * MINUTE)
      expect(it.heardOf('a')).toMatchObject([{ from: 0, at: T }])
      expect(it.outcomes('a')).toEqual(['aired'])
      if (hook.result === 'failed') expect(it.loop?.picture().relay).toBe('failed')
    }
  })

  test('is always on while something sounds or is about to, and never switched on for nothing', () => {
    const facts = fc.record({
      onAir: fc.boolean(),
      nextInMs: fc.option(fc.integer({ min: 1, max: 600_000 }), { nil: undefined }),
      sinceEndMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
      isOn: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, ({ onAir, nextInMs, sinceEndMs, isOn }) => {
        const nextAt = nextInMs === undefined ? undefined : T + nextInMs
        const wanted = relayWanted({ hooks: relay, now: T, onAir, nextAt, sinceEndMs, isOn })
        const soon = nextInMs !== undefined && nextInMs <= 30_000
        if (onAir || soon) expect(wanted).toBe(true)
        else if (!isOn) expect(wanted).toBe(false)
      }),
    )
  })
})

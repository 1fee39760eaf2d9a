import { describe, expect, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { World } from './on-air-world.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)
const MINUTE = 60_000

function world(now: number, wanted: Partial<Parameters<typeof playoutAiring>[0]>): World {
  const airing = playoutAiring({ airingId: 'a', startsAt: T, durationMs: 5 * MINUTE, ...wanted })
  return new World(now, playoutPlan([airing], 'alsa:x', { writtenAt: T }))
}

describe('power back ten minutes late', () => {
  test('joins at the right offset', async () => {
    const it = world(T + 2 * MINUTE, { late: 'join' })
    it.start()
    await it.pass(4 * MINUTE)
    const [heard] = it.heardOf('a')
    expect(heard?.atMs).toBeLessThan(10_000)
    expect((heard?.at ?? 0) - T - (heard?.from ?? 0)).toBe(0)
    expect(it.outcomes('a')).toEqual(['partial'])
    expect(it.events('late-join')).toHaveLength(1)
  })

  test('begins from the top with a new instant, whole, where it still ends in time', async () => {
    const it = world(T + 10 * MINUTE, { late: 'from-top', latestEndAt: T + 16 * MINUTE })
    it.start()
    await it.pass(6 * MINUTE)
    const startsAt = Number(it.events('late-start')[0]?.details.startsAt)
    expect(startsAt).toBeGreaterThanOrEqual(T + 10 * MINUTE + 2000)
    expect(startsAt).toBeLessThan(T + 10 * MINUTE + 10_000)
    expect(it.heardOf('a')).toMatchObject([{ from: 0, to: 5 * MINUTE }])
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'aired', lateStartAt: startsAt, startErrorMs: 0 })
  })

  test('from the top is missed where it would end too late, and only a confirmed time says so', async () => {
    const it = world(T + 10 * MINUTE, { late: 'from-top', latestEndAt: T + 15 * MINUTE })
    it.start()
    await it.pass(20_000)
    expect(it.outcomes('a')).toEqual([])
    await it.pass(20_000)
    expect(it.outcomes('a')).toEqual(['missed'])
    expect(it.heardOf('a')).toEqual([])
  })

  test('by the rule “miss” it is missed; a restart of three seconds is not late', async () => {
    const late = world(T + 10_000, { late: 'miss' })
    late.start()
    await late.pass(60_000)
    expect(late.outcomes('a')).toEqual(['missed'])
    expect(late.heardOf('a')).toEqual([])

    const restarted = world(T - 5000, { late: 'miss' })
    restarted.start()
    await restarted.pass(4900)
    restarted.kill()
    await restarted.pass(2000)
    restarted.start()
    await restarted.pass(6 * MINUTE)
    expect(restarted.heardOf('a')).toHaveLength(1)
    expect(restarted.outcomes('a')).toEqual(['partial'])
  })
})

describe('a late start from the top', () => {
  test('goes on at the right offset of its new timeline after a kill', async () => {
    const it = world(T + 10 * MINUTE, { late: 'from-top' })
    it.start()
    await it.pass(60_000)
    it.kill()
    await it.pass(2000)
    it.start()
    await it.pass(6 * MINUTE)
    const startsAt = Number(it.events('late-start')[0]?.details.startsAt)
    expect(it.events('late-start')).toHaveLength(1)
    const [, again] = it.heardOf('a')
    expect(Math.abs((again?.at ?? 0) - (again?.from ?? 0) - startsAt)).toBeLessThanOrEqual(100)
    expect(it.reasons('a')).toEqual(['interrupted'])
  })

  test('killed before anything of it was heard, it begins from the top once more', async () => {
    const it = world(T + 10 * MINUTE, { late: 'from-top' })
    it.start()
    await it.pass(1500)
    it.kill()
    await it.pass(5000)
    it.start()
    await it.pass(6 * MINUTE)
    expect(it.heardOf('a')).toMatchObject([{ from: 0, to: 5 * MINUTE }])
    expect(it.outcomes('a')).toEqual(['aired'])
  })

  test('waits for a device that does not open, and loses nothing of its beginning', async () => {
    const it = world(T - 5000, { late: 'from-top' })
    it.devices.set('alsa:x', 'gone')
    it.start()
    await it.pass(65_000)
    it.devices.set('alsa:x', 'good')
    await it.pass(6 * MINUTE)
    expect(it.heardOf('a')).toMatchObject([{ from: 0, to: 5 * MINUTE }])
    expect(it.outcomes('a')).toEqual(['aired'])
  })

  test('that never gets a device has failed for that reason, not for being late', async () => {
    const it = world(T - 5000, { late: 'from-top', latestEndAt: T + 6 * MINUTE })
    it.devices.set('alsa:x', 'gone')
    it.start()
    await it.pass(3 * MINUTE)
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'failed', reason: 'device-absent' })
  })
})

test('what waits for its device to begin whole is joined where it would be once that would end too late', async () => {
  const first = playoutAiring({ airingId: 'first', startsAt: T, durationMs: 60_000, priority: 'high' })
  const second = playoutAiring({
    airingId: 'second',
    startsAt: T + 59_000,
    durationMs: 30_000,
    displaced: 'resume',
    latestEndAt: T + 95_000,
  })
  const it = new World(T - 20_000, playoutPlan([first, second], 'alsa:x', { writtenAt: T }))
  it.start()
  await it.pass(20_000 + 60_000 - 100)
  it.devices.set('alsa:x', 'gone')
  await it.pass(10_000)
  it.devices.set('alsa:x', 'good')
  await it.pass(2 * MINUTE)
  expect(it.heardOf('second').at(-1)).toMatchObject({ to: 30_000 })
  expect(it.player.heard.at(-1)?.from).toBeGreaterThan(9000)
})

test('an airing by the rule “miss” whose device opens a minute late does not sound', async () => {
  const it = world(T - 5000, { late: 'miss' })
  it.devices.set('alsa:x', 'gone')
  it.start()
  await it.pass(60_000)
  it.devices.set('alsa:x', 'good')
  await it.pass(60_000)
  expect(it.heardOf('a')).toEqual([])
  expect(it.reasons('a')).toEqual(['device-absent'])
})

test('a computer that was suspended through an instant goes by the rule when it wakes', async () => {
  const it = world(T - MINUTE, { late: 'from-top' })
  it.start()
  await it.pass(2000)
  it.clock.sleep(10 * MINUTE, 2000)
  await it.pass(6 * MINUTE)
  expect(it.heardOf('a')).toMatchObject([{ from: 0, to: 5 * MINUTE }])
  expect(it.outcomes('a')).toEqual(['aired'])
})

test('a clock an hour wrong for a moment neither begins an airing nor costs it', async () => {
  for (const late of ['join', 'from-top', 'miss'] as const) {
    const it = world(T - 2 * MINUTE, { late, latestEndAt: T + 6 * MINUTE })
    it.start()
    await it.pass(1000)
    for (const stepMs of [3_600_000, -3_600_000]) {
      it.clock.step(stepMs)
      it.emit({ type: 'clock-step', stepMs })
      await it.pass(2000)
    }
    await it.pass(8 * MINUTE)
    expect(it.outcomes('a')).toEqual(['aired'])
    expect(it.heardOf('a')[0]?.at).toBe(T)
  }
})

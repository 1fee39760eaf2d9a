import { describe, expect, test } from 'vitest'
import { asRunOf, type EmergencySound, type PlayoutAiring } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { World } from './on-air-world.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)
const MINUTE = 60_000

const normal = (wanted: Partial<PlayoutAiring> = {}) =>
  playoutAiring({ airingId: 'n', startsAt: T, durationMs: 5 * MINUTE, ...wanted })
const high = (wanted: Partial<PlayoutAiring> = {}) =>
  playoutAiring({ airingId: 'h', startsAt: T + MINUTE, durationMs: MINUTE, priority: 'high', ...wanted })

function world(...airings: PlayoutAiring[]): World {
  return new World(T - 20_000, playoutPlan(airings, 'alsa:x', { writtenAt: T }))
}

const file = (durationMs = 20_000): EmergencySound => ({
  kind: 'file',
  masterPath: 'media/alarm.wav',
  masterSha256: 'e'.repeat(64),
  durationMs,
  frames: durationMs * 48,
})
const live: EmergencySound = { kind: 'live', input: { id: 'alsa:mic', name: 'Micro' }, longestMs: 5 * MINUTE }

function order(it: World, sound: EmergencySound, airingId = 'e') {
  return it.wish({
    id: `w-${airingId}`,
    by: 'Anh Tư',
    at: it.clock.now(),
    kind: 'emergency',
    airingId,
    title: 'Lũ về',
    sound,
  })
}

/** Never two at once, and never the lower while the higher sounds. */
function noOverlap(it: World): void {
  const heard = it.player.heard.toSorted((a, b) => a.atMs - b.atMs)
  for (const [i, one] of heard.entries()) {
    expect(one.atMs).toBeGreaterThanOrEqual(heard[i - 1]?.untilMs ?? 0)
  }
}

describe('a more urgent airing', () => {
  test('takes the device at its instant; the other one resumes where it was cut, whole', async () => {
    const it = world(normal(), high())
    it.start()
    await it.pass(8 * MINUTE)
    expect(it.heardOf('h')).toMatchObject([{ from: 0, to: MINUTE, at: T + MINUTE }])
    const [before, after] = it.heardOf('n')
    expect(before?.to).toBeGreaterThan(MINUTE - 500)
    expect(before?.to).toBeLessThanOrEqual(MINUTE)
    expect(after?.from).toBe(before?.to)
    expect((after?.at ?? 0) - (T + 2 * MINUTE)).toBeLessThan(1500)
    noOverlap(it)
    expect(it.outcomes('h')).toEqual(['aired'])
    const run = asRunOf('n', it.journal)
    expect(run).toMatchObject({ outcome: 'aired', displacements: { count: 1, by: 'h' }, resumes: 0 })
    expect(run.displacements.ms).toBeGreaterThan(MINUTE)
    expect(it.events('displaced', 'n')[0]?.details).toMatchObject({ by: 'h', rule: 'resume' })
  })

  test('the other one rejoins where it would be by then', async () => {
    const it = world(normal({ displaced: 'rejoin' }), high())
    it.start()
    await it.pass(8 * MINUTE)
    const after = it.heardOf('n')[1]
    expect(after?.from).toBeGreaterThanOrEqual(2 * MINUTE)
    expect(it.reasons('n')).toEqual(['displaced'])
    expect(it.outcomes('n')).toEqual(['partial'])
  })

  test('the other one rejoins where resuming would last too long', async () => {
    const it = world(normal({ latestEndAt: T + 5 * MINUTE + 30_000 }), high())
    it.start()
    await it.pass(8 * MINUTE)
    expect(it.heardOf('n')[1]?.from).toBeGreaterThanOrEqual(2 * MINUTE)
  })

  test('the other one is over at once by the rule “reschedule”', async () => {
    const it = world(normal({ displaced: 'reschedule' }), high())
    it.start()
    await it.pass(90_000)
    expect(it.outcomes('n')).toEqual(['partial'])
    expect(it.reasons('n')).toEqual(['displaced'])
  })

  test('the other one is over when nothing worth joining is left of it', async () => {
    const it = world(normal({ durationMs: 2 * MINUTE, latestEndAt: T + 2 * MINUTE }), high())
    it.start()
    await it.pass(4 * MINUTE)
    expect(it.heardOf('n')).toHaveLength(1)
    expect(it.reasons('n')).toEqual(['displaced'])
  })

  test('one whose instant comes while it sounds begins afterwards, from the top', async () => {
    const it = world(high({ startsAt: T, durationMs: 2 * MINUTE }), normal({ startsAt: T + MINUTE }))
    it.start()
    await it.pass(9 * MINUTE)
    expect(it.heardOf('h')).toHaveLength(1)
    expect(it.heardOf('n')).toMatchObject([{ from: 0, to: 5 * MINUTE }])
    noOverlap(it)
    expect(it.outcomes('n')).toEqual(['aired'])
  })

  test('that begins late from the top takes the device only when it begins', async () => {
    const it = world(normal())
    it.start()
    await it.pass(110_000)
    it.setPlan({ ...it.plan, airings: [normal(), high({ late: 'from-top' })] })
    await it.pass(8 * MINUTE)
    const [heard] = it.heardOf('h')
    expect(heard?.from).toBe(0)
    expect(it.outcomes('h')).toEqual(['aired'])
    const before = it.player.heard.filter(({ cueId, atMs }) => cueId === 'n' && atMs < (heard?.atMs ?? 0))
    expect((heard?.atMs ?? 0) - (before.at(-1)?.untilMs ?? 0)).toBeLessThan(500)
    noOverlap(it)
  })

  test('whose file is missing displaces nothing', async () => {
    const it = world(normal(), high())
    it.check = ({ masterPath }) =>
      masterPath === 'media/h.wav' ? { ok: false, code: 'media-missing', details: {} } : { ok: true, path: masterPath }
    it.start()
    await it.pass(7 * MINUTE)
    expect(it.outcomes('h')).toEqual(['failed'])
    expect(it.heardOf('n')).toMatchObject([{ from: 0, to: 5 * MINUTE }])
  })

  test('killed while it sounds, it goes on, and so does the one it displaced', async () => {
    for (const killedAfterMs of [80_300, 79_500, 100_000, 139_900, 145_000]) {
      const it = world(normal(), high())
      it.start()
      await it.pass(killedAfterMs)
      it.kill()
      await it.pass(2000)
      it.start()
      await it.pass(8 * MINUTE)
      noOverlap(it)
      expect(it.outcomes('h')).toHaveLength(1)
      expect(it.outcomes('n')).toHaveLength(1)
      const stretches = it.heardOf('n')
      for (const [i, one] of stretches.entries())
        expect(one.from).toBeGreaterThanOrEqual((stretches[i - 1]?.to ?? 0) - 500)
      expect(stretches.at(-1)?.to).toBe(5 * MINUTE)
    }
  })
})

describe('an emergency', () => {
  test('is heard within a second, over everything; what it displaced resumes', async () => {
    const it = world(normal(), high())
    it.start()
    await it.pass(50_000)
    const at = it.clock.now()
    expect(order(it, file())).toEqual({ result: 'done', airingId: 'e' })
    await it.pass(8 * MINUTE)
    const [heard] = it.heardOf('e')
    expect((heard?.at ?? 0) - at).toBeLessThanOrEqual(1000)
    expect(heard).toMatchObject({ from: 0, to: 20_000 })
    noOverlap(it)
    expect(it.outcomes('e')).toEqual(['aired'])
    expect(it.outcomes('n')).toEqual(['aired'])
    expect(asRunOf('e', it.journal)).toMatchObject({
      outcome: 'aired',
      emergency: { title: 'Lũ về', by: 'Anh Tư', isLive: false },
    })
  })

  test('sounds on a device that was closed as soon as it opens', async () => {
    const it = new World(T, playoutPlan([], 'alsa:x', { writtenAt: T }))
    it.start()
    await it.pass(1000)
    const at = it.clock.now()
    order(it, file())
    await it.pass(30_000)
    expect((it.heardOf('e')[0]?.at ?? 0) - at).toBeLessThanOrEqual(1000)
    expect(it.heardOf('e')).toMatchObject([{ from: 0, to: 20_000 }])
  })

  test('live lasts until it is stopped; then what it displaced goes on', async () => {
    const it = world(normal())
    it.start()
    await it.pass(50_000)
    order(it, live)
    await it.pass(30_000)
    expect(it.loop?.picture()).toMatchObject({
      state: 'playing',
      airing: { airingId: 'e' },
      emergency: { isLive: true, by: 'Anh Tư' },
      displaced: { airingId: 'n' },
    })
    it.wish({ id: 's', by: 'Anh Tư', at: it.clock.now(), kind: 'stop' })
    await it.pass(2000)
    expect(it.outcomes('e')).toEqual(['stopped'])
    expect(it.loop?.picture()).toMatchObject({ state: 'playing', airing: { airingId: 'n' }, emergency: undefined })
    await it.pass(5 * MINUTE)
    expect(it.outcomes('n')).toEqual(['aired'])
  })

  test('live ends by itself after the longest it may last', async () => {
    const it = world()
    it.start()
    order(it, live)
    await it.pass(5 * MINUTE + 5000)
    expect(it.outcomes('e')).toEqual(['aired'])
    const [heard] = it.heardOf('e')
    expect((heard?.to ?? 0) - (heard?.from ?? 0)).toBeLessThan(5 * MINUTE + 2000)
  })

  test('goes on after a kill: a file where it should be, live at once', async () => {
    for (const sound of [file(60_000), live]) {
      const it = world(normal())
      it.start()
      await it.pass(50_000)
      order(it, sound)
      await it.pass(10_000)
      it.kill()
      await it.pass(2000)
      it.start()
      await it.pass(1500)
      expect(it.loop?.picture()).toMatchObject({ state: 'playing', airing: { airingId: 'e' } })
      const [first, second] = it.heardOf('e')
      if (sound.kind === 'file') expect(second?.from).toBeGreaterThanOrEqual((first?.to ?? 0) + 2000)
      it.wish({ id: 's', by: 'Anh Tư', at: it.clock.now(), kind: 'stop' })
      await it.pass(8 * MINUTE)
      expect(it.outcomes('e')).toEqual(['stopped'])
      expect(it.heardOf('n').at(-1)?.to).toBe(5 * MINUTE)
    }
  })

  test('is refused while another one sounds, and when it is from long ago; asked twice it is one', async () => {
    const it = world()
    it.start()
    expect(order(it, file())).toEqual({ result: 'done', airingId: 'e' })
    expect(order(it, file())).toEqual({ result: 'done', airingId: 'e' })
    await it.pass(2000)
    expect(order(it, file(), 'other')).toEqual({ result: 'refused', reason: 'emergency-sounds' })
    await it.pass(30_000)
    const at = it.clock.now() - 61_000
    const wish = { id: 'old', by: 'x', at, kind: 'emergency', airingId: 'old', title: '', sound: file() } as const
    expect(it.wish(wish)).toEqual({ result: 'refused', reason: 'too-old' })
    expect(it.heardOf('e')).toHaveLength(1)
    expect(order(it, file())).toEqual({ result: 'refused', reason: 'already-over' })
  })

  test('ignores a pause of all schedules', async () => {
    const it = world()
    it.setPlan({ ...it.plan, pauses: [{ pauseId: 'p', from: T - MINUTE, until: T + MINUTE, reason: 'Quốc tang' }] })
    it.start()
    order(it, file())
    await it.pass(30_000)
    expect(it.outcomes('e')).toEqual(['aired'])
  })

  test('whose file is missing has failed, and nothing was cut for it', async () => {
    const it = world(normal())
    it.start()
    await it.pass(50_000)
    it.check = () => ({ ok: false, code: 'media-missing', details: {} })
    order(it, file())
    await it.pass(6 * MINUTE)
    expect(it.outcomes('e')).toEqual(['failed'])
    expect(it.heardOf('n')).toMatchObject([{ from: 0, to: 5 * MINUTE }])
  })
})

import { describe, expect, test } from 'vitest'
import { asRunOf, type PlayoutAiring, type PlayoutPlan, type ReserveSound } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { World } from './on-air-world.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)
const MINUTE = 60_000

const reserve: ReserveSound = {
  kind: 'last-edition',
  title: 'Cải cách hành chính và cuộc sống tháng 10',
  masterPath: 'media/reserve.wav',
  masterSha256: 'b'.repeat(64),
  durationMs: 90_000,
  frames: 90_000 * 48,
}
const airing = (wanted: Partial<PlayoutAiring> = {}) =>
  playoutAiring({ airingId: 'a', startsAt: T, durationMs: 2 * MINUTE, reserve, ...wanted })

function world(one: PlayoutAiring, wanted: Partial<PlayoutPlan> = {}, now = T - 30_000): World {
  const it = new World(now, playoutPlan([one], 'alsa:x', { writtenAt: T, ...wanted }))
  it.outputSource = 'none'
  return it
}
const masterMissing = (it: World) => {
  it.check = ({ masterPath }) =>
    masterPath === 'media/a.wav' ? { ok: false, code: 'media-missing', details: {} } : { ok: true, path: masterPath }
}

describe('an edition that cannot sound', () => {
  test('is replaced by its reserve, from the top at the instant, and the log says so', async () => {
    const it = world(airing())
    masterMissing(it)
    it.start()
    await it.pass(3 * MINUTE)
    expect(it.player.heard).toMatchObject([{ sound: 'media/reserve.wav', from: 0, to: 90_000, at: T }])
    expect(asRunOf('a', it.journal)).toMatchObject({
      outcome: 'replaced',
      replacedBy: { title: reserve.title, kind: 'last-edition', because: 'media-missing' },
      masterSha256: reserve.masterSha256,
    })
    expect(it.outcomes('a')).toHaveLength(1)
  })

  test('airs itself when it came back before the last moment', async () => {
    const it = world(airing())
    masterMissing(it)
    it.start()
    await it.pass(25_000)
    it.check = ({ masterPath }) => ({ ok: true, path: masterPath })
    await it.pass(3 * MINUTE)
    expect(it.player.heard).toMatchObject([{ sound: 'media/a.wav', from: 0, at: T }])
    expect(it.outcomes('a')).toEqual(['aired'])
  })

  test('is replaced as well when the player refuses its file', async () => {
    const it = world(airing())
    it.player.refusedFiles.set('media/a.wav', 'file-refused')
    it.start()
    await it.pass(3 * MINUTE)
    expect(it.player.heard).toMatchObject([{ sound: 'media/reserve.wav', at: T }])
    expect(asRunOf('a', it.journal).replacedBy?.because).toBe('file-refused')
  })

  test('is replaced as well when the disk does not answer', async () => {
    const it = world(airing())
    it.check = ({ masterPath }) =>
      masterPath === 'media/a.wav' ? new Promise(() => {}) : { ok: true, path: masterPath }
    it.start()
    await it.pass(3 * MINUTE)
    expect(it.player.heard).toMatchObject([{ sound: 'media/reserve.wav', from: 0, at: T }])
    expect(it.outcomes('a')).toEqual(['replaced'])
  })

  test('whose file breaks off between the check and its instant is replaced', async () => {
    const it = world(airing())
    it.start()
    await it.pass(27_000)
    it.emit({ type: 'file-trouble', cueId: 'a', code: 'file-missing', details: {} })
    await it.pass(3 * MINUTE)
    expect(it.player.heard).toMatchObject([{ sound: 'media/reserve.wav', from: 0, at: T }])
    expect(it.outcomes('a')).toEqual(['replaced'])
  })

  test('found out late, the reserve begins with its beginning and ends when the slot does', async () => {
    const it = world(airing({ latestEndAt: T + 2 * MINUTE }), {}, T + MINUTE)
    masterMissing(it)
    it.start()
    await it.pass(3 * MINUTE)
    const [heard] = it.player.heard
    expect(heard).toMatchObject({ sound: 'media/reserve.wav', from: 0 })
    expect((heard?.at ?? 0) + (heard?.to ?? 0)).toBeLessThanOrEqual(T + 2 * MINUTE + 100)
    expect((heard?.at ?? 0) + (heard?.to ?? 0)).toBeGreaterThan(T + 2 * MINUTE - 1500)
    expect(it.outcomes('a')).toEqual(['replaced'])
  })

  test('goes on with the reserve where that should be after a kill', async () => {
    const it = world(airing())
    masterMissing(it)
    it.start()
    await it.pass(60_000)
    it.kill()
    await it.pass(2000)
    it.check = ({ masterPath }) => ({ ok: true, path: masterPath })
    it.start()
    await it.pass(3 * MINUTE)
    const [, again] = it.player.heard
    expect(again?.sound).toBe('media/reserve.wav')
    expect(Math.abs((again?.at ?? 0) - (again?.from ?? 0) - T)).toBeLessThanOrEqual(100)
    expect(it.events('replaced')).toHaveLength(1)
    expect(it.outcomes('a')).toEqual(['replaced'])
  })

  test('has failed when its reserve is missing too, or there is none', async () => {
    for (const one of [airing(), playoutAiring({ airingId: 'a', startsAt: T })]) {
      const it = world(one)
      it.check = () => ({ ok: false, code: 'media-changed', details: {} })
      it.start()
      await it.pass(2 * MINUTE)
      expect(it.outcomes('a')).toEqual(['failed'])
      expect(it.reasons('a')).toEqual(['media-changed'])
    }
  })

  test('for which the plan already holds the reserve sounds like any other, and counts as replaced', async () => {
    const it = world(airing({ standsIn: { kind: 'apology', because: 'not-ready' } }))
    it.start()
    await it.pass(3 * MINUTE)
    expect(it.player.heard).toMatchObject([{ sound: 'media/a.wav', from: 0, to: 2 * MINUTE, at: T }])
    expect(asRunOf('a', it.journal)).toMatchObject({
      outcome: 'replaced',
      replacedBy: { because: 'not-ready', kind: 'apology' },
    })
  })
})

describe('the device', () => {
  const withReserve = { reserveDevice: { id: 'alsa:y', name: 'Loa dự phòng' } }
  const plain = () => playoutAiring({ airingId: 'a', startsAt: T, durationMs: 2 * MINUTE })

  test('that cannot be opened gives way to the reserve device before the instant; the next airing tries it again', async () => {
    const it = world(plain(), withReserve)
    it.setPlan({ ...it.plan, airings: [plain(), playoutAiring({ airingId: 'b', startsAt: T + 4 * MINUTE })] })
    it.devices.set('alsa:x', 'gone')
    it.start()
    await it.pass(MINUTE)
    expect(it.player.heard).toMatchObject([{ deviceId: 'alsa:y', from: 0, at: T }])
    expect(it.events('device-switched')[0]?.details).toMatchObject({ because: 'refused', to: { id: 'alsa:y' } })
    expect(it.loop?.picture()).toMatchObject({ isReserveDevice: true, device: { id: 'alsa:y' } })
    it.devices.set('alsa:x', 'good')
    await it.pass(5 * MINUTE)
    expect(it.outcomes('a')).toEqual(['aired'])
    expect(it.heardOf('b')).toMatchObject([{ deviceId: 'alsa:x' }])
    expect(it.events('device-switched').map(({ details }) => details.because)).toEqual(['refused', 'main-again'])
  })

  test('that is lost for more than a moment gives way; one that comes back at once does not', async () => {
    const it = world(plain(), withReserve)
    it.start()
    await it.pass(60_000)
    it.devices.set('alsa:x', 'gone')
    await it.pass(700)
    it.devices.set('alsa:x', 'good')
    await it.pass(10_000)
    expect(it.events('device-switched')).toEqual([])
    it.devices.set('alsa:x', 'gone')
    await it.pass(4 * MINUTE)
    expect(it.events('device-switched')[0]?.details).toMatchObject({ because: 'lost' })
    const last = it.player.heard.at(-1)
    expect(last).toMatchObject({ deviceId: 'alsa:y', to: 2 * MINUTE })
    expect((last?.at ?? 0) - (last?.from ?? 0)).toBe(T)
    const run = asRunOf('a', it.journal)
    expect(run.devices.map(({ id }) => id)).toEqual(['alsa:x', 'alsa:y'])
    expect(run).toMatchObject({ outcome: 'partial', reason: 'gaps' })
  })

  test('that is lost where there is no other one is waited for', async () => {
    const it = world(plain())
    it.start()
    await it.pass(60_000)
    it.devices.set('alsa:x', 'gone')
    await it.pass(20_000)
    it.devices.set('alsa:x', 'good')
    await it.pass(2 * MINUTE)
    expect(it.player.heard.at(-1)?.to).toBe(2 * MINUTE)
    expect(it.outcomes('a')).toEqual(['partial'])
  })

  test('both dead, they are tried in turn, ever more slowly, and the air goes on when one lives', async () => {
    const it = world(plain(), withReserve)
    it.devices.set('alsa:x', 'gone')
    it.devices.set('alsa:y', 'gone')
    it.start()
    await it.pass(90_000)
    expect(it.events('device-switched').length).toBeLessThan(9)
    it.devices.set('alsa:x', 'good')
    await it.pass(2 * MINUTE)
    expect(it.player.heard).toHaveLength(1)
    expect(it.outcomes('a')).toEqual(['partial'])
  })

  test('that the plan changes is used from the next sound on: what is armed moves, what sounds stays', async () => {
    const it = world(plain())
    const next = playoutAiring({ airingId: 'b', startsAt: T + 4 * MINUTE })
    it.setPlan({ ...it.plan, airings: [plain(), next] })
    it.start()
    await it.pass(25_000)
    it.setPlan({ ...it.plan, device: { id: 'alsa:z', name: 'z' } })
    await it.pass(30_000)
    expect(it.heardOf('a')).toMatchObject([{ deviceId: 'alsa:z', from: 0, at: T }])
    it.setPlan({ ...it.plan, device: { id: 'alsa:x', name: 'x' } })
    await it.pass(5 * MINUTE)
    expect(it.heardOf('a')).toHaveLength(1)
    expect(it.heardOf('b')).toMatchObject([{ deviceId: 'alsa:x' }])
    expect(it.events('device-switched')).toEqual([])
  })
})

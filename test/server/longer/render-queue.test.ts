import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, Programme, Render } from '../../../server/contract/index.ts'
import { makeOnAirFolder, type OnAirStatus, openStatus } from '../../../server/handover/index.ts'
import { TestStation, until } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'

/** Long enough to be still at work when the next step looks; a low rate keeps it small. */
const LONG = babbleWav(900, { sampleRateHz: 8000 })

describe('the queue of renders', () => {
  let station: TestStation
  let programme: Programme
  let month = 0
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    programme = await station.get('POST', '/api/programmes', { preset: 'empty', name: 'Bản tin phường' })
  })
  afterAll(() => station.close())

  async function asked(sound = LONG): Promise<Render> {
    month += 1
    const edition = await station.get<Edition>('POST', '/api/editions', {
      programmeId: programme.id,
      period: `2099-${String(month).padStart(2, '0')}`,
    })
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    await station.keptTakes(revision, () => sound)
    return station.get('POST', `/api/editions/${edition.id}/renders`)
  }
  const now = (id: string) => station.get<Render>('GET', `/api/renders/${id}`)
  const states = async (renders: readonly Render[]) =>
    (await Promise.all(renders.map(({ id }) => now(id)))).map(({ state }) => state).join()
  const become = (renders: readonly Render[], wanted: string, withinMs = 10_000) =>
    until(wanted, async () => ((await states(renders)) === wanted ? true : undefined), withinMs)
  async function cancelled(render: Render): Promise<number> {
    const from = performance.now()
    expect((await station.get<Render>('POST', `/api/renders/${render.id}/cancel`)).state).toBe('cancelled')
    return performance.now() - from
  }

  it('runs two at once in the order of asking, foresees their end, and cancels within a second', async () => {
    const renders = [await asked(), await asked(), await asked()]
    await become(renders, 'running,running,queued')
    expect((await now(renders[2]?.id ?? '')).phase).toBe('Chờ đến lượt')
    const [first, second, third] = renders
    if (!first || !second || !third) throw new Error('not asked')
    const told = await until('the time that remains', async () => (await now(first.id)).remainingMs, 30_000)
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThan(600_000)
    expect(await cancelled(first)).toBeLessThan(1000)
    await become([second, third], 'running,running')
    expect(await cancelled(third)).toBeLessThan(1000)
    expect(await cancelled(second)).toBeLessThan(1000)
    expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
  })

  it('leaves the machine to one while something airs; the younger waits and is taken up again', async () => {
    const files = await makeOnAirFolder(station.dataDir)
    const status = await openStatus(files.status)
    const say = (state: OnAirStatus['state']) => status.write({ pid: 1, at: Date.now(), state, problems: [] })
    let state: OnAirStatus['state'] = 'idle'
    await say(state)
    const saying = setInterval(() => void say(state), 300)
    try {
      const renders = [await asked(), await asked()]
      await become(renders, 'running,running')
      state = 'playing'
      await become(renders, 'running,queued')
      expect((await now(renders[1]?.id ?? '')).phase).toBe('Chờ phát sóng xong rồi dựng')
      state = 'idle'
      await become(renders, 'running,running')
      for (const render of renders) await cancelled(render)
    } finally {
      clearInterval(saying)
      await say('idle')
      await status.close()
    }
    expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
  })

  it('keeps its order over a restart', async () => {
    const renders = [await asked(), await asked(), await asked()]
    await become(renders, 'running,running,queued')
    await station.close({ keepData: true })
    station = await TestStation.open({ dataDir: station.dataDir })
    await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    await become(renders, 'running,running,queued')
    for (const render of renders.toReversed()) await cancelled(render)
    expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
  })
})

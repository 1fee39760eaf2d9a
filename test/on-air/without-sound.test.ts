import { writeFile } from 'node:fs/promises'
import { describe, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { readStatus } from '../../server/handover/index.ts'
import { isAlive } from '../../server/playout/index.ts'
import { delay } from './sound-server.ts'
import { makeStation, type Station } from './station.ts'

async function stage(finished: (undo: () => Promise<void>) => void): Promise<Station> {
  const station = await makeStation()
  finished(() => station.remove())
  return station
}

// Each on a data folder of its own and on the null device: they need nothing of the machine but its clock.
describe.concurrent('the on-air process, without a sound server', () => {
  test('on the null device it plays by the clock, and says that nobody hears it', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 2)
    await station.plan('null', [station.airing('a', noise, Date.now() + 3000)])
    station.start({ PULSE_SERVER: 'unix:/nonexistent', ALSA_CONFIG_PATH: '/nonexistent' })
    await station.entry('first-sample', 8000)
    await delay(300)
    const { status, stale } = await readStatus(station.dataDir, Date.now())
    expect(stale).toBe(false)
    expect(status).toMatchObject({ state: 'playing', airingId: 'a', device: { id: 'null', isNull: true } })
    expect(status?.levelDbfs?.left).toBeGreaterThan(-20)
    await station.entry('outcome', 5000)
    expect(asRunOf('a', await station.journal())).toMatchObject({ outcome: 'aired', device: { isNull: true } })
  })

  test('a corrupt plan is refused and the last good one airs, also after a restart', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 1)
    await station.plan('null', [station.airing('a', noise, Date.now() + 7000)])
    const child = station.start()
    await station.entry('plan-read', 5000)
    await writeFile(station.files.plan, '{"version":1,"airings":[')
    await station.entry('plan-refused', 2000)
    await station.kill(child, 'SIGKILL')
    station.start()
    await station.entry('outcome', 16_000)
    expect(asRunOf('a', await station.journal()).outcome).toBe('aired')
  })

  test('an edited plan is in force within a second', async ({ expect, onTestFinished }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 1)
    await station.plan('null', [station.airing('a', noise, Date.now() + 60_000)])
    station.start()
    await station.entry('plan-read', 5000)
    await delay(200)
    const at = Date.now()
    await station.plan('null', [station.airing('b', noise, Date.now() + 60_000)])
    const read = await station.entry('plan-read', 3000, (entry) => entry.at >= at)
    expect(read.at - at).toBeLessThanOrEqual(1000)
  })

  test('a master altered after it was planned fails at its instant with its reason', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 2)
    await station.addMaster('master.wav', 2, 99)
    await station.plan('null', [station.airing('a', noise, Date.now() + 3000)])
    station.start()
    const problem = await station.entry('media-problem', 3000)
    expect(problem.details.code).toBe('media-changed')
    await station.entry('outcome', 6000)
    const run = asRunOf('a', await station.journal())
    expect(run).toMatchObject({ outcome: 'failed', reason: 'media-changed', startedAt: undefined })
  })

  test('a second process on the same folder goes away again, and the place of a dead one is taken', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const first = station.start()
    await station.entry('process-started', 5000)
    await delay(300)
    const second = station.start()
    const code = await new Promise((resolve) => second.once('exit', resolve))
    expect(code).toBe(3)
    await station.kill(first, 'SIGKILL')
    station.start()
    const taken = await station.entry('process-started', 5000, ({ details }) => details.tookOver === true)
    expect(taken.details.tookOver).toBe(true)
  })

  test('a stopped process is found by the next one within five seconds, and its place is taken', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 20)
    await station.plan('null', [station.airing('a', noise, Date.now() + 2500)])
    const first = station.start()
    await station.entry('first-sample', 8000)
    first.kill('SIGSTOP')
    const stoppedAt = Date.now()
    station.start()
    const taken = await station.entry('process-started', 10_000, ({ details }) => details.tookOver === true)
    expect(isAlive(first.pid ?? 0)).toBe(false)
    const again = await station.entry('first-sample', 6000, ({ at }) => at > stoppedAt)
    expect(again.at - taken.at).toBeLessThan(3000)
    expect(taken.at - stoppedAt).toBeLessThan(7000)
  })
})

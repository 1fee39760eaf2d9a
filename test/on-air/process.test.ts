import { rm, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { readStatus, writeCommand } from '../../server/handover/index.ts'
import { differing, findNoise, lastSound } from './noise.ts'
import { delay, type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation, type Station } from './station.ts'

let sound: SoundServer
let station: Station

beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['station'] })
})
afterAll(() => sound.stop())
beforeEach(async () => {
  station = await makeStation()
})
afterEach(() => station.remove())

test('an airing of the plan is heard at its instant, unaltered, and the journal tells all of it', async () => {
  const noise = await station.addMaster('master.wav', 4)
  const startsAt = Date.now() + 5000
  await station.plan('alsa:station', [station.airing('a', noise, startsAt)])
  const child = station.start(sound.env)
  const capture = await sound.startCapture('station')
  await station.entry('outcome', 15_000)
  const { samples, frameZeroMs } = await capture.stop()

  const zero = findNoise(samples, noise, 24_000)
  if (zero === undefined) throw new Error('not heard')
  const errorMs = frameZeroMs + zero / 48 - startsAt
  process.stdout.write(`start error at the captured output: ${errorMs.toFixed(2)} ms\n`)
  expect(Math.abs(errorMs)).toBeLessThan(20)
  expect(differing(samples, noise, zero)).toBe(0)
  expect(lastSound(samples)).toBe(zero + noise.frames - 1)

  const run = asRunOf('a', await station.journal())
  expect(run).toMatchObject({ outcome: 'aired', masterSha256: noise.sha256, offsetMs: 0, xruns: 0, resumes: 0 })
  expect(run.soundedMs).toBeCloseTo(4000, 3)
  expect(Math.abs(run.startErrorMs ?? 99)).toBeLessThan(5)
  const names = (await station.journal()).map(({ event }) => event)
  expect(names).toEqual(
    expect.arrayContaining([
      'process-started',
      'plan-read',
      'armed',
      'device-opened',
      'first-sample',
      'last-sample',
      'outcome',
    ]),
  )
  await station.kill(child, 'SIGTERM')
  expect((await station.journal()).at(-1)?.event).toBe('process-stopped')
})

test('killed in the middle and started again, it goes on at the right place within three seconds', async () => {
  const noise = await station.addMaster('master.wav', 14)
  const startsAt = Date.now() + 3500
  await station.plan('alsa:station', [station.airing('a', noise, startsAt)])
  const first = station.start(sound.env)
  await station.entry('first-sample', 10_000)
  await delay(1000)
  await station.kill(first, 'SIGKILL')
  const killedAt = Date.now()
  const capture = await sound.startCapture('station')
  station.start(sound.env)
  const again = await station.entry('first-sample', 8000, ({ at }) => at > killedAt)
  await station.entry('outcome', 20_000)
  const { samples, frameZeroMs } = await capture.stop()

  const zero = findNoise(samples, noise, 11 * 48_000)
  if (zero === undefined) throw new Error('not heard again')
  expect(Math.abs(frameZeroMs + zero / 48 - startsAt)).toBeLessThan(500)
  process.stdout.write(
    `heard again ${again.at - killedAt} ms after the kill, off by ${(frameZeroMs + zero / 48 - startsAt).toFixed(1)} ms\n`,
  )
  expect(again.at - killedAt).toBeLessThan(3000)
  expect(asRunOf('a', await station.journal())).toMatchObject({ outcome: 'partial', reason: 'interrupted', resumes: 1 })
})

test('a stop is silent within half a second, faded, and final also after a restart', async () => {
  const noise = await station.addMaster('master.wav', 12)
  await station.plan('alsa:station', [station.airing('a', noise, Date.now() + 3500)])
  const child = station.start(sound.env)
  const capture = await sound.startCapture('station')
  await station.entry('first-sample', 10_000)
  await delay(1000)
  const at = Date.now()
  await writeCommand(station.dataDir, { id: 'stop-1', kind: 'stop', airingId: 'a', by: 'Chị Lan', at })
  await station.entry('outcome', 4000)
  const { samples, frameZeroMs } = await capture.stop()
  const silentMs = frameZeroMs + (lastSound(samples) + 1) / 48 - at
  process.stdout.write(`silent ${silentMs.toFixed(0)} ms after the command\n`)
  expect(silentMs).toBeLessThan(500)
  expect(asRunOf('a', await station.journal())).toMatchObject({ outcome: 'stopped', stoppedBy: 'Chị Lan' })

  await station.kill(child, 'SIGKILL')
  station.start(sound.env)
  await station.entry('plan-read', 5000, (entry) => entry.at > at)
  await delay(1500)
  const entries = await station.journal()
  expect(entries.filter(({ event }) => event === 'command')).toHaveLength(1)
  expect(entries.filter(({ event }) => event === 'outcome')).toHaveLength(1)
  expect(entries.filter(({ event }) => event === 'first-sample')).toHaveLength(1)
})

test('without any sound server the null device plays by the clock, and says that nobody hears it', async () => {
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

test('a corrupt plan is refused and the last good one airs, also after a restart', async () => {
  const noise = await station.addMaster('master.wav', 1)
  await station.plan('null', [station.airing('a', noise, Date.now() + 6000)])
  const child = station.start()
  await station.entry('plan-read', 5000)
  await writeFile(station.files.plan, '{"version":1,"airings":[')
  await station.entry('plan-refused', 2000)
  await station.kill(child, 'SIGKILL')
  station.start()
  await station.entry('outcome', 12_000)
  expect(asRunOf('a', await station.journal()).outcome).toBe('aired')
})

test('an edited plan is in force within a second', async () => {
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

test('a master altered after it was planned fails at its instant with its reason', async () => {
  const noise = await station.addMaster('master.wav', 2)
  await station.addMaster('master.wav', 2, 99)
  await station.plan('null', [station.airing('a', noise, Date.now() + 3000)])
  station.start()
  const problem = await station.entry('media-problem', 3000)
  expect(problem.details.code).toBe('media-changed')
  await station.entry('outcome', 6000)
  const run = asRunOf('a', await station.journal())
  expect(run).toMatchObject({ outcome: 'failed', reason: 'media-changed', startedAt: undefined })
  await rm(noise.path)
})

test('a second process on the same folder goes away again, and the place of a dead one is taken', async () => {
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

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { writeCommand } from '../../server/handover/index.ts'
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
  const noise = await station.addMaster('master.wav', 2)
  const startsAt = Date.now() + 3000
  await station.plan('alsa:pulse:station', [station.airing('a', noise, startsAt)])
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
  expect(run.soundedMs).toBeCloseTo(2000, 3)
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
  const noise = await station.addMaster('master.wav', 9)
  const startsAt = Date.now() + 2500
  await station.plan('alsa:pulse:station', [station.airing('a', noise, startsAt)])
  const first = station.start(sound.env)
  await station.entry('first-sample', 10_000)
  await delay(600)
  await station.kill(first, 'SIGKILL')
  const killedAt = Date.now()
  const capture = await sound.startCapture('station')
  station.start(sound.env)
  const again = await station.entry('first-sample', 8000, ({ at }) => at > killedAt)
  await station.entry('outcome', 20_000)
  const { samples, frameZeroMs } = await capture.stop()

  const zero = findNoise(samples, noise, 8 * 48_000)
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
  await station.plan('alsa:pulse:station', [station.airing('a', noise, Date.now() + 2500)])
  const child = station.start(sound.env)
  const capture = await sound.startCapture('station')
  await station.entry('first-sample', 10_000)
  await delay(600)
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
  await delay(1200)
  const entries = await station.journal()
  expect(entries.filter(({ event }) => event === 'command')).toHaveLength(1)
  expect(entries.filter(({ event }) => event === 'outcome')).toHaveLength(1)
  expect(entries.filter(({ event }) => event === 'first-sample')).toHaveLength(1)
})

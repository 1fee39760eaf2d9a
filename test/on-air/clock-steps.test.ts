import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { faketimeLibrary } from '../machine/needs.ts'
import { differing, findNoise, lastSound } from './noise.ts'
import { delay, type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation, type Station } from './station.ts'

let sound: SoundServer
beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['sounding', 'armed'] })
})
afterAll(() => sound.stop())

/** An on-air process whose wall clock, and nothing else, can be set. */
async function underSetClock(station: Station): Promise<(hours: number) => Promise<void>> {
  const library = faketimeLibrary()
  if (library === undefined) throw new Error('libfaketime is missing')
  const file = join(station.dataDir, 'clock')
  const set = (hours: number) => writeFile(file, `${hours < 0 ? '-' : '+'}${Math.abs(hours) * 3600}`)
  await set(0)
  station.start({
    ...sound.env,
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_NO_CACHE: '1',
    NO_FAKE_STAT: '1',
  })
  return set
}

describe.concurrent('when somebody sets the clock by an hour', () => {
  test('what sounds goes on to its end, unaltered', async ({ expect, onTestFinished }) => {
    const station = await makeStation()
    onTestFinished(() => station.remove())
    const noise = await station.addMaster('master.wav', 9)
    const startsAt = Date.now() + 5000
    await station.plan('alsa:pulse:sounding', [station.airing('a', noise, startsAt)])
    const set = await underSetClock(station)
    const capture = await sound.startCapture('sounding')
    await station.entry('first-sample', 10_000)
    await delay(1500)
    await set(1)
    await station.entry('clock-step', 4000, ({ details }) => Number(details.stepMs) > 3_590_000)
    await delay(1000)
    await set(-1)
    await station.entry('clock-step', 4000, ({ details }) => Number(details.stepMs) < -7_190_000)
    await station.entry('outcome', 12_000)
    const { samples, frameZeroMs } = await capture.stop()
    const zero = findNoise(samples, noise, 24_000)
    if (zero === undefined) throw new Error('not heard')
    expect(Math.abs(frameZeroMs + zero / 48 - startsAt)).toBeLessThan(250)
    expect(differing(samples, noise, zero)).toBe(0)
    expect(lastSound(samples)).toBe(zero + noise.frames - 1)
    expect(asRunOf('a', await station.journal())).toMatchObject({ outcome: 'aired', resumes: 0 })
    expect((await station.journal()).filter(({ event }) => event === 'first-sample')).toHaveLength(1)
  })

  test('an armed airing waits for its instant, and has it when the clock is right again', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await makeStation()
    onTestFinished(() => station.remove())
    const noise = await station.addMaster('master.wav', 2)
    const startsAt = Date.now() + 15_000
    await station.plan('alsa:pulse:armed', [station.airing('a', noise, startsAt)])
    const set = await underSetClock(station)
    const capture = await sound.startCapture('armed')
    await station.entry('armed', 12_000)
    await set(1)
    await delay(2000)
    await set(-1)
    await delay(2000)
    await set(0)
    await station.entry('outcome', 16_000)
    const { samples, frameZeroMs } = await capture.stop()
    const zero = findNoise(samples, noise, 24_000)
    if (zero === undefined) throw new Error('not heard')
    expect(Math.abs(frameZeroMs + zero / 48 - startsAt)).toBeLessThan(250)
    expect(differing(samples, noise, zero)).toBe(0)
    expect(lastSound(samples)).toBe(zero + noise.frames - 1)
    const entries = await station.journal()
    expect(entries.filter(({ event }) => event === 'outcome')).toHaveLength(1)
    expect(asRunOf('a', entries).outcome).toBe('aired')
  })
})

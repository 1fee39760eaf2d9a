import { afterAll, beforeAll, describe, test } from 'vitest'
import { isAlive } from '../../server/playout/index.ts'
import { differing, findNoise } from './noise.ts'
import { delay, type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation } from './station.ts'

let sound: SoundServer
beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['station'] })
})
afterAll(() => sound.stop())

describe('a hung on-air process', () => {
  test('is found within five seconds and sounds again, at the right place, at most three seconds later', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await makeStation()
    onTestFinished(() => station.remove())
    const noise = await station.addMaster('master.wav', 14)
    const startsAt = Date.now() + 3000
    await station.plan('alsa:pulse:station', [station.airing('a', noise, startsAt)])
    station.supervise(sound.env)
    await station.entry('first-sample', 10_000)
    await delay(700)
    const pid = await station.onAirPid()
    process.kill(pid, 'SIGSTOP')
    const stoppedMs = performance.now()
    while (isAlive(pid) && performance.now() - stoppedMs < 8000) await delay(20)
    const foundMs = performance.now() - stoppedMs
    const killedAt = Date.now()
    const capture = await sound.startCapture('station')
    const again = await station.entry('first-sample', 8000, ({ at }) => at > killedAt)
    await delay(1000)
    const { samples, frameZeroMs } = await capture.stop()
    process.stdout.write(`hang found after ${foundMs.toFixed(0)} ms, heard again ${again.at - killedAt} ms later\n`)
    expect(foundMs).toBeLessThan(5000)
    expect(again.at - killedAt).toBeLessThan(3000)
    const from = Math.round((again.at - startsAt) * 48) + 24_000
    const zero = findNoise(samples, noise, from)
    if (zero === undefined) throw new Error('not heard again')
    expect(Math.abs(frameZeroMs + zero / 48 - startsAt)).toBeLessThan(500)
    expect(differing(samples, noise, zero, from, from + 9600)).toBe(0)
  })
})

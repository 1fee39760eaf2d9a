import { afterAll, beforeAll, describe, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { differing, findNoise } from './noise.ts'
import { start } from './run.ts'
import { delay, type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation } from './station.ts'

let sound: SoundServer
beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['station'] })
})
afterAll(() => sound.stop())

const ROOT = new URL('../..', import.meta.url).pathname

/** npm does not hand SIGTERM on to what it started; all of them are one group. */
async function endGroup(leader: number): Promise<void> {
  const signal = (name: NodeJS.Signals | 0) => {
    try {
      return process.kill(-leader, name)
    } catch {
      return false
    }
  }
  signal('SIGTERM')
  for (let waited = 0; waited < 12_000 && signal(0); waited += 100) await delay(100)
  signal('SIGKILL')
}

describe('in the middle of a programme', () => {
  test('a sound server that crashes and comes back is sounded on again, on the timeline', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await makeStation()
    onTestFinished(() => station.remove())
    const noise = await station.addMaster('master.wav', 14)
    const startsAt = Date.now() + 4000
    await station.plan('alsa:pulse:station', [station.airing('a', noise, startsAt)])
    station.start(sound.env)
    await station.entry('first-sample', 12_000)
    await delay(1500)
    await sound.kill()
    await delay(1500)
    await sound.restart()
    const backAt = Date.now()
    const capture = await sound.startCapture('station')
    await station.entry('outcome', 20_000)
    const { samples, frameZeroMs } = await capture.stop()
    const zero = findNoise(samples, noise, 13 * 48_000)
    if (zero === undefined) throw new Error('not heard again')
    const again = samples.findIndex((sample) => sample !== 0) >> 1
    const errorMs = frameZeroMs + zero / 48 - startsAt
    const againMs = frameZeroMs + again / 48 - backAt
    process.stdout.write(
      `heard again ${againMs.toFixed(0)} ms after the server was back, off by ${errorMs.toFixed(1)} ms\n`,
    )
    expect(againMs).toBeLessThan(3000)
    expect(Math.abs(errorMs)).toBeLessThan(250)
    expect(differing(samples, noise, zero, again - zero + 480)).toBe(0)
    const run = asRunOf('a', await station.journal())
    expect(run.outcome).toBe('partial')
    expect(run.resumes).toBeGreaterThan(0)
  })

  test('“npm start” is heard within ten seconds, at the place where it should be', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await makeStation()
    const noise = await station.addMaster('master.wav', 40)
    const startsAt = Date.now() - 5000
    await station.plan('alsa:pulse:station', [station.airing('a', noise, startsAt)])
    const typedAt = Date.now()
    const npm = start('npm', ['start'], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...sound.env,
        LEN_SONG_DATA: station.dataDir,
        LEN_SONG_PORT: '0',
        LEN_SONG_HTTPS_PORT: '0',
        LEN_SONG_HOST: '127.0.0.1',
      },
      stdio: 'ignore',
      detached: true,
    })
    onTestFinished(async () => {
      await endGroup(npm.pid ?? 0)
      await station.endAll()
      await station.remove()
    })
    const capture = await sound.startCapture('station')
    const first = await station.entry('first-sample', 20_000)
    await delay(800)
    const { samples, frameZeroMs } = await capture.stop()
    process.stdout.write(`heard ${(first.at - typedAt).toFixed(0)} ms after “npm start”\n`)
    expect(first.at - typedAt).toBeLessThan(10_000)
    const probe = Math.round((first.at - startsAt + 300) * 48)
    const zero = findNoise(samples, noise, probe)
    if (zero === undefined) throw new Error('not heard')
    expect(Math.abs(frameZeroMs + zero / 48 - startsAt)).toBeLessThan(500)
  })
})

import { afterAll, beforeAll, describe, test } from 'vitest'
import { asRunOf, type DisplacedRule } from '../../schedules/index.ts'
import { differing, findNoise, lastSound, type Noise } from './noise.ts'
import { type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation } from './station.ts'

let sound: SoundServer
beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['resume', 'rejoin', 'reschedule'] })
})
afterAll(() => sound.stop())

const FRAMES_PER_MS = 48
const ORDINARY_S = 14
const URGENT_S = 2
const APART_MS = 3000

/** An ordinary airing, and one of priority that begins three seconds later, as they are heard. */
async function heard(rule: DisplacedRule, onTestFinished: (end: () => Promise<void>) => void) {
  const station = await makeStation()
  onTestFinished(() => station.remove())
  const ordinary = await station.addMaster('ordinary.wav', ORDINARY_S, 5)
  const urgent = await station.addMaster('urgent.wav', URGENT_S, 6)
  const startsAt = Date.now() + 5000
  const urgentAt = startsAt + APART_MS
  const latestEndAt = startsAt + 60_000
  await station.plan(`alsa:pulse:${rule}`, [
    station.airing('ordinary', ordinary, startsAt, { displaced: rule, latestEndAt }),
    station.airing('urgent', urgent, urgentAt, { priority: 'high' }),
  ])
  station.start(sound.env)
  const capture = await sound.startCapture(rule)
  await station.entry('outcome', 12_000, ({ airingId }) => airingId === 'urgent')
  await station.entry('outcome', 20_000, ({ airingId }) => airingId === 'ordinary')
  const { samples, frameZeroMs } = await capture.stop()
  const errorMs = (zero: number, instant: number) => frameZeroMs + zero / FRAMES_PER_MS - instant
  const first = found(samples, ordinary, 48_000)
  const broughtIn = found(samples, urgent, 24_000)
  return {
    samples,
    ordinary,
    urgent,
    first,
    broughtIn,
    /** Where the end of the ordinary one lies, by the frame at which its frame 0 would. */
    rest: findNoise(samples, ordinary, 13 * 48_000, broughtIn),
    startErrorMs: errorMs(first, startsAt),
    urgentErrorMs: errorMs(broughtIn, urgentAt),
    journal: await station.journal(),
  }
}

function found(samples: Float32Array, noise: Noise, probe: number): number {
  const zero = findNoise(samples, noise, probe)
  if (zero === undefined) throw new Error('not all of it was heard')
  return zero
}

describe.concurrent('an airing of priority over an ordinary one', () => {
  test('begins at its instant, unaltered, and the ordinary one goes on where it was cut', async ({
    expect,
    onTestFinished,
  }) => {
    const { samples, ordinary, urgent, first, broughtIn, rest, startErrorMs, urgentErrorMs, journal } = await heard(
      'resume',
      onTestFinished,
    )
    process.stdout.write(`began ${startErrorMs.toFixed(2)} ms, the urgent one ${urgentErrorMs.toFixed(2)} ms off\n`)
    expect(Math.abs(startErrorMs)).toBeLessThan(20)
    expect(Math.abs(urgentErrorMs)).toBeLessThan(20)
    expect(differing(samples, urgent, broughtIn)).toBe(0)
    if (rest === undefined) throw new Error('the ordinary one did not go on')
    let cut = 48_000
    while (differing(samples, ordinary, first, cut, cut + 1) === 0) cut++
    let resumed = broughtIn + urgent.frames - rest
    while (differing(samples, ordinary, rest, resumed, resumed + 48) > 0) resumed += 48
    expect(Math.abs(resumed - cut) / FRAMES_PER_MS).toBeLessThan(500)
    expect(differing(samples, ordinary, rest, resumed)).toBe(0)
    expect(lastSound(samples)).toBe(rest + ordinary.frames - 1)
    expect(asRunOf('urgent', journal).outcome).toBe('aired')
    expect(asRunOf('ordinary', journal).outcome).toBe('aired')
    expect(journal.find(({ event }) => event === 'displaced')?.details).toMatchObject({ by: 'urgent', rule: 'resume' })
  })

  test('leaves the ordinary one to join again where it would be by then', async ({ expect, onTestFinished }) => {
    const { samples, ordinary, first, rest, journal } = await heard('rejoin', onTestFinished)
    if (rest === undefined) throw new Error('the ordinary one did not go on')
    expect(Math.abs(rest - first) / FRAMES_PER_MS).toBeLessThan(20)
    expect(lastSound(samples)).toBe(rest + ordinary.frames - 1)
    expect(asRunOf('ordinary', journal).outcome).toBe('partial')
  })

  test('or ends it, to be given another time', async ({ expect, onTestFinished }) => {
    const { samples, urgent, broughtIn, rest, journal } = await heard('reschedule', onTestFinished)
    expect(rest).toBeUndefined()
    expect(lastSound(samples)).toBe(broughtIn + urgent.frames - 1)
    expect(asRunOf('ordinary', journal)).toMatchObject({ outcome: 'partial', reason: 'displaced' })
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPlayer, listDevices, type Player, PlayerError, type PlayerEvent, playOnce } from '../../audio/index.ts'
import { differing, findNoise, lastSound, type Noise, writeNoise } from '../on-air/noise.ts'
import { delay, type SoundServer, soundHere, startSoundServer, wallAnchor } from '../on-air/sound-server.ts'

let sound: SoundServer
let folder: string
let putBack: () => void

beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['station', 'other'] })
  folder = await mkdtemp(join(tmpdir(), 'len-song-player-'))
  putBack = soundHere(sound)
})
afterAll(async () => {
  putBack()
  await sound.stop()
  await rm(folder, { recursive: true })
})

/** A player whose events are kept and can be waited for. */
function listening(): {
  player: Player
  events: PlayerEvent[]
  until: (type: PlayerEvent['type'], ms: number) => Promise<PlayerEvent>
} {
  const events: PlayerEvent[] = []
  const player = createPlayer({ onEvent: (event) => events.push(event) })
  return {
    player,
    events,
    async until(type, ms) {
      const end = performance.now() + ms
      while (performance.now() < end) {
        const found = events.find((event) => event.type === type)
        if (found !== undefined) return found
        await delay(20)
      }
      throw new Error(`no ${type}: ${JSON.stringify(events)}`)
    },
  }
}

function wallNow(): number {
  return performance.now() + wallAnchor()
}

/** Where frame 0 of the noise was heard, in ms after `instant`. */
function heardAfter(
  capture: { samples: Float32Array; frameZeroMs: number },
  noise: Noise,
  probe: number,
  instant: number,
  from = 0,
) {
  const zero = findNoise(capture.samples, noise, probe, from)
  if (zero === undefined) throw new Error(`frame ${probe} was not heard`)
  return { zero, ms: capture.frameZeroMs + zero / 48 - instant }
}

test('the list names the sinks, the devices of the configuration and, last, the null device', async () => {
  const { devices, problem } = await listDevices()
  expect(problem).toBeUndefined()
  expect(devices).toContainEqual({ id: 'alsa:station', name: 'Loa station', system: 'alsa', isNull: false })
  expect(devices.map(({ id }) => id)).toEqual(expect.arrayContaining(['alsa:pulse:station', 'alsa:pulse:other']))
  expect(devices.at(-1)).toEqual({
    id: 'null',
    name: 'Không phát ra loa (thiết bị rỗng)',
    system: 'null',
    isNull: true,
  })
})

test('two cues one behind the other sound each at its instant, without a sample between or altered', async () => {
  const one = await writeNoise(join(folder, 'one.wav'), 1.5, 11)
  const two = await writeNoise(join(folder, 'two.wav'), 1, 12)
  const { player, events, until } = listening()
  const capture = await sound.startCapture('station')
  const startsAtMs = wallNow() + 2500
  await player.arm('alsa:pulse:station', { id: 'one', wavPath: one.path, startsAtMs })
  await player.arm('alsa:pulse:station', { id: 'two', wavPath: two.path, startsAtMs: startsAtMs + 1500 })
  await until('first-sample', 5000)
  await delay(2900)
  const captured = await capture.stop()
  const first = heardAfter(captured, one, 10_000, startsAtMs)
  const second = heardAfter(captured, two, 10_000, startsAtMs + 1500)
  process.stdout.write(`start error ${first.ms.toFixed(2)} ms and ${second.ms.toFixed(2)} ms\n`)
  expect(Math.abs(first.ms)).toBeLessThan(20)
  expect(second.zero - first.zero).toBe(one.frames)
  expect(differing(captured.samples, one, first.zero)).toBe(0)
  expect(differing(captured.samples, two, second.zero)).toBe(0)
  expect(lastSound(captured.samples)).toBe(second.zero + two.frames - 1)
  expect(events.filter((event) => event.type === 'ended').map((event) => event.how)).toEqual(['complete', 'complete'])
  expect(player.status().state).toBe('closed')
  await player.close()
})

test('a stream goes away with its sink, never to another one, and goes on when its own is back', async () => {
  const noise = await writeNoise(join(folder, 'long.wav'), 7, 13)
  const { player, until } = listening()
  const startsAtMs = wallNow() + 1500
  await player.arm('alsa:pulse:station', { id: 'a', wavPath: noise.path, startsAtMs })
  await until('first-sample', 5000)
  await delay(300)
  await sound.removeSink('station')
  const lost = await until('device-lost', 3500)
  expect(lost).toMatchObject({ code: 'device-lost', details: { device: 'station' } })
  const wrong = await sound.capture('other', 300)
  expect(lastSound(wrong.samples.subarray(wrong.samples.length / 2))).toBe(-1)
  await sound.addSink('station')
  const capture = await sound.startCapture('station')
  await until('resumed', 3000)
  await until('ended', 9000)
  const { ms } = heardAfter(await capture.stop(), noise, Math.round(6.5 * 48_000), startsAtMs)
  process.stdout.write(`after the sink came back: off the timeline by ${ms.toFixed(2)} ms\n`)
  expect(Math.abs(ms)).toBeLessThan(50)
  await player.close()
})

test('after a crash of the sound server the sound goes on where it belongs', async () => {
  const noise = await writeNoise(join(folder, 'crash.wav'), 5, 14)
  const { player, events, until } = listening()
  const startsAtMs = wallNow() + 1500
  await player.arm('alsa:pulse:station', { id: 'a', wavPath: noise.path, startsAtMs })
  await until('first-sample', 5000)
  await delay(300)
  await sound.kill()
  await until('device-lost', 3000)
  await sound.restart()
  const capture = await sound.startCapture('station')
  await until('device-back', 3000)
  await until('ended', 9000)
  const { ms } = heardAfter(await capture.stop(), noise, Math.round(4.5 * 48_000), startsAtMs)
  process.stdout.write(`after the crash: off the timeline by ${ms.toFixed(2)} ms\n`)
  expect(Math.abs(ms)).toBeLessThan(50)
  expect(events.filter((event) => event.type === 'first-sample')).toHaveLength(1)
  await player.close()
})

test('a server frozen for a second costs that second and no more', async () => {
  const noise = await writeNoise(join(folder, 'frozen.wav'), 4, 15)
  const { player, until } = listening()
  const startsAtMs = wallNow() + 1500
  const capture = await sound.startCapture('station')
  await player.arm('alsa:pulse:station', { id: 'a', wavPath: noise.path, startsAtMs })
  await until('first-sample', 5000)
  await delay(500)
  sound.freeze()
  await delay(1000)
  sound.thaw()
  await until('ended', 9000)
  const captured = await capture.stop()
  const { ms } = heardAfter(captured, noise, Math.round(3.5 * 48_000), startsAtMs)
  process.stdout.write(`after the freeze: off the timeline by ${ms.toFixed(2)} ms\n`)
  expect(Math.abs(ms)).toBeLessThan(50)
  await player.close()
})

test('a test tone plays from its beginning, ends when asked, and says why it cannot', async () => {
  const noise = await writeNoise(join(folder, 'tone.wav'), 6, 16)
  const capture = await sound.startCapture('other')
  const enough = new AbortController()
  setTimeout(() => enough.abort(), 2500)
  const { soundedMs } = await playOnce('alsa:pulse:other', noise.path, { signal: enough.signal })
  const { samples } = await capture.stop()
  expect(soundedMs).toBeLessThan(4000)
  const zero = findNoise(samples, noise, 0)
  expect(zero).toBeDefined()
  expect(differing(samples, noise, zero ?? 0, 0, 12_000)).toBe(0)
  const refused = async (device: string, path: string) => {
    const error = await playOnce(device, path).catch((reason: unknown) => reason)
    return error instanceof PlayerError ? error.code : error
  }
  expect(await refused('alsa:pulse:nowhere', noise.path)).toBe('device-absent')
  expect(await refused('alsa:plughw:CARD=NONE,DEV=0', noise.path)).toBe('device-absent')
  expect(await refused('null', join(folder, 'missing.wav'))).toBe('file-missing')
})

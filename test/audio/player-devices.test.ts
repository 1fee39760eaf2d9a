import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createPlayer,
  type HandedLevels,
  machineDeviceClock,
  PlayerError,
  type PlayerEvent,
} from '../../audio/index.ts'
import { differing, findNoise, lastSound, type Noise, writeNoise } from '../on-air/noise.ts'
import { end, start } from '../on-air/run.ts'
import {
  type Capture,
  delay,
  type SoundServer,
  soundHere,
  startSoundServer,
  wallAnchor,
} from '../on-air/sound-server.ts'

let sound: SoundServer
let folder: string
let putBack: () => void

beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['main', 'reserve', 'mic'] })
  folder = await mkdtemp(join(tmpdir(), 'len-song-devices-'))
  putBack = soundHere(sound)
})
afterAll(async () => {
  putBack()
  await sound.stop()
  await rm(folder, { recursive: true })
})

function listening(onHanded?: (levels: HandedLevels) => void) {
  const events: (PlayerEvent & { seenMs: number })[] = []
  const player = createPlayer({
    onEvent: (event) => events.push({ ...event, seenMs: performance.now() }),
    ...(onHanded && { onHanded }),
  })
  const until = async (type: PlayerEvent['type'], ms: number, sinceMs = 0) => {
    const last = performance.now() + ms
    while (performance.now() < last) {
      const found = events.find((event) => event.type === type && event.seenMs >= sinceMs)
      if (found !== undefined) return found
      await delay(20)
    }
    throw new Error(`no ${type}: ${JSON.stringify(events)}`)
  }
  return { player, events, until }
}

const wallNow = () => performance.now() + wallAnchor()

/** Where a stretch of the noise lies on the timeline, ms after `instant`; undefined when it was not captured. */
function offTimeline(capture: Capture, noise: Noise, probeMs: number, instant: number): number | undefined {
  const zero = findNoise(capture.samples, noise, Math.round(probeMs * 48))
  return zero === undefined ? undefined : capture.frameZeroMs + zero / 48 - instant
}

/** The first and the last frame of the noise that a capture holds, by steps of 5 ms. */
function stretch(capture: Capture, noise: Noise): { from: number; to: number } {
  const held: number[] = []
  for (let probe = 0; probe + 32 <= noise.frames; probe += 240) {
    if (findNoise(capture.samples, noise, probe, Math.max(0, (held.at(-1) ?? 0) - 48_000)) !== undefined)
      held.push(probe)
  }
  return { from: held[0] ?? Number.NaN, to: held.at(-1) ?? Number.NaN }
}

test('taken to another device while it sounds it goes on there, on its timeline, and nothing sounds twice', async () => {
  const noise = await writeNoise(join(folder, 'switched.wav'), 3, 21)
  const levels: HandedLevels[] = []
  const { player, events, until } = listening((block) => levels.push(block))
  const [one, two] = await Promise.all([sound.startCapture('main'), sound.startCapture('reserve')])
  const startsAtMs = wallNow() + 1500
  await player.arm('alsa:pulse:main', { id: 'a', wavPath: noise.path, startsAtMs })
  await until('first-sample', 4000)
  await delay(700)
  // What is told of the position is what is heard, at any instant.
  const positions: number[] = []
  for (let i = 0; i < 10; i++) {
    await delay(23)
    positions.push((player.status().positionMs ?? Number.NaN) - (wallNow() - startsAtMs))
  }
  expect(player.status()).toMatchObject({ sink: 'main', deviceId: 'alsa:pulse:main', cueId: 'a', durationMs: 3000 })
  player.useDevice('alsa:pulse:reserve')
  const refusal = await player
    .arm('alsa:pulse:main', { id: 'b', wavPath: noise.path, startsAtMs: undefined })
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(PlayerError)
  expect(refusal).toMatchObject({ code: 'device-busy' })
  await until('resumed', 2000)
  const ended = await until('ended', 4000)
  const captured = await Promise.all([one.stop(), two.stop()])

  const offs = [offTimeline(captured[0], noise, 500, startsAtMs), offTimeline(captured[1], noise, 2800, startsAtMs)]
  process.stdout.write(`off the timeline before and after: ${offs.map((off) => off?.toFixed(2)).join(' and ')} ms\n`)
  for (const off of offs) expect(Math.abs(off ?? 99)).toBeLessThan(20)
  const positionOff = Math.max(...positions.map((position) => Math.abs(position + (offs[0] ?? 0))))
  process.stdout.write(`position told against position heard: at most ${positionOff.toFixed(1)} ms apart\n`)
  expect(positionOff).toBeLessThan(50)
  const heard = captured.map((capture) => stretch(capture, noise))
  expect(heard[1]?.from).toBeGreaterThanOrEqual(heard[0]?.to ?? Number.NaN)
  const gapMs = ((heard[1]?.from ?? 0) - (heard[0]?.to ?? 0)) / 48
  process.stdout.write(`the change of the device left out ${gapMs.toFixed(0)} ms\n`)
  expect(gapMs).toBeLessThan(900)
  expect(ended).toMatchObject({ how: 'complete', endedAtMs: 3000 })
  expect(ended.type === 'ended' && Math.abs(ended.soundedMs + ended.skippedMs - 3000)).toBeLessThan(150)
  expect(events.map(({ type }) => type)).toEqual(['device-opened', 'first-sample', 'device-opened', 'resumed', 'ended'])

  // The levels handed over are those of the master, where they were heard.
  const blocks = levels.filter(({ deviceId }) => deviceId === 'alsa:pulse:main')
  const anchorMs = machineDeviceClock().measureAnchorMs(12)
  const loud = blocks.flatMap(({ heardAtMs, rms }) =>
    [...rms].flatMap((level, i) => (level > 0 ? [{ level, atMs: heardAtMs + i * 20 + anchorMs }] : [])),
  )
  expect(Math.abs((loud[0]?.atMs ?? 0) - startsAtMs)).toBeLessThan(21)
  expect(loud[5]?.level).toBeCloseTo(Math.sqrt(1 / 24), 2)
  await player.close()
})

test('from a device that cannot be opened, and to the same one opened anew', async () => {
  const noise = await writeNoise(join(folder, 'anew.wav'), 2.5, 22)
  const { player, events, until } = listening()
  const capture = await sound.startCapture('reserve')
  const startsAtMs = wallNow() + 1500
  await player.arm('alsa:pulse:nowhere', { id: 'a', wavPath: noise.path, startsAtMs })
  await until('device-refused', 2000)
  player.useDevice('alsa:pulse:reserve')
  await until('first-sample', 4000)
  await delay(400)
  player.useDevice('alsa:pulse:reserve')
  // Again while it is opening.
  await delay(30)
  player.useDevice('alsa:pulse:reserve')
  await until('resumed', 2000)
  await until('ended', 4000)
  const captured = await capture.stop()
  const before = offTimeline(captured, noise, 200, startsAtMs)
  const after = offTimeline(captured, noise, 2400, startsAtMs)
  for (const off of [before, after]) expect(Math.abs(off ?? 99)).toBeLessThan(20)
  expect(events.filter(({ type }) => type === 'first-sample')).toHaveLength(1)
  await player.close()
})

test('stopped while its file is still being opened, it ends at once and may be armed again', async () => {
  const noise = await writeNoise(join(folder, 'early.wav'), 1, 31)
  const { player, events, until } = listening()
  const cue = { id: 'early', wavPath: noise.path, startsAtMs: wallNow() + 800 }
  const first = player.arm('null', cue)
  player.stop('early')
  const again = player.arm('null', cue)
  await Promise.all([first, again])
  expect(events.filter(({ type }) => type === 'ended')).toMatchObject([{ how: 'stopped', soundedMs: 0 }])
  await until('first-sample', 3000)
  player.stop('early')
  await delay(600)
  expect(events.filter(({ type }) => type === 'ended')).toHaveLength(2)
  await player.close()
})

test('an input is heard a fraction of a second behind the microphone until it is stopped, and tells when it goes', async () => {
  const noise = await writeNoise(join(folder, 'voice.wav'), 5, 23)
  const { player, events, until } = listening()
  const refusal = await player
    .arm('alsa:pulse:main', { id: 'x', inputId: 'alsa:pulse:nothing', startsAtMs: undefined })
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(PlayerError)
  await player.arm('alsa:pulse:main', { id: 'live', inputId: 'alsa:pulse:mic.monitor', startsAtMs: undefined })
  await until('first-sample', 3000)
  const [said, heard] = await Promise.all([sound.startCapture('mic'), sound.startCapture('main')])
  const voice = start('paplay', ['--device=mic', noise.path], {
    env: { ...process.env, ...sound.env },
    stdio: 'ignore',
  })
  await delay(2200)
  expect(player.status()).toMatchObject({ cueId: 'live', durationMs: undefined })
  player.stop('live', 100)
  const ended = await until('ended', 2000)
  expect(ended).toMatchObject({ how: 'stopped', endedAtMs: undefined })
  const captured = await Promise.all([said.stop(), heard.stop()])
  await end(voice, 'SIGKILL')
  const [at, later] = captured.map((capture) => offTimeline(capture, noise, 1500, 0))
  const behindMs = (later ?? Number.NaN) - (at ?? 0)
  process.stdout.write(`heard ${behindMs.toFixed(0)} ms after it was said, of which the device holds 200 ms\n`)
  expect(behindMs).toBeGreaterThan(100)
  expect(behindMs).toBeLessThan(600)
  const zero = findNoise(captured[1].samples, noise, 72_000) ?? 0
  expect(differing(captured[1].samples, noise, zero, 72_000, 96_000)).toBe(0)

  await player.arm('alsa:pulse:main', { id: 'again', inputId: 'alsa:pulse:mic.monitor', startsAtMs: undefined })
  const goneAt = performance.now()
  await sound.removeSink('mic')
  const trouble = await until('input-trouble', 4000, goneAt)
  expect(trouble).toMatchObject({ cueId: 'again' })
  await sound.addSink('mic')
  await delay(300)
  const back = await sound.startCapture('main')
  const more = start('paplay', ['--device=mic', noise.path], { env: { ...process.env, ...sound.env }, stdio: 'ignore' })
  await delay(1800)
  const again = await back.stop()
  await end(more, 'SIGKILL')
  expect(lastSound(again.samples)).toBeGreaterThan(0)
  expect(events.filter(({ type }) => type === 'input-trouble')).toHaveLength(1)
  await player.close()
})

test('a stream of ALSA’s plugin that the server moves is taken off the wrong sink, and goes on when its own is back', async () => {
  const noise = await writeNoise(join(folder, 'moved.wav'), 7, 13)
  const { player, until } = listening()
  const startsAtMs = wallNow() + 1500
  await player.arm('alsa:main', { id: 'a', wavPath: noise.path, startsAtMs })
  await until('first-sample', 5000)
  await delay(1500)
  await sound.removeSink('main')
  expect(await until('device-lost', 3500)).toMatchObject({ code: 'device-lost', details: { from: 'main' } })
  const wrong = await sound.capture('reserve', 300)
  expect(lastSound(wrong.samples.subarray(wrong.samples.length / 2))).toBe(-1)
  await sound.addSink('main')
  const capture = await sound.startCapture('main')
  await until('resumed', 3000)
  await until('ended', 9000)
  expect(Math.abs(offTimeline(await capture.stop(), noise, 6500, startsAtMs) ?? 99)).toBeLessThan(50)
  await player.close()
})

test('a sound server that hangs is noticed within five seconds, in sounding and in opening; then it goes on', async () => {
  const noise = await writeNoise(join(folder, 'hung.wav'), 12, 24)
  const { player, until } = listening()
  const startsAtMs = wallNow() + 1000
  await player.arm('alsa:pulse:main', { id: 'a', wavPath: noise.path, startsAtMs })
  await until('first-sample', 4000)
  const frozenAt = performance.now()
  sound.freeze()
  const lost = await until('device-lost', 5000)
  // Another player that wants it now hangs in opening.
  const other = listening()
  const armedAt = performance.now()
  await other.player.arm('alsa:pulse:reserve', { id: 'b', wavPath: noise.path, startsAtMs: wallNow() })
  const refused = await other.until('device-refused', 5000)
  process.stdout.write(
    `the hang was seen after ${(lost.seenMs - frozenAt).toFixed(0)} ms, in opening after ${(refused.seenMs - armedAt).toFixed(0)} ms\n`,
  )
  sound.thaw()
  const thawedAt = performance.now()
  const capture = await sound.startCapture('main')
  const back = await until('resumed', 5000, thawedAt)
  await other.until('first-sample', 5000)
  process.stdout.write(`heard again ${(back.seenMs - thawedAt).toFixed(0)} ms after it answered\n`)
  await delay(700)
  const captured = await capture.stop()
  const position = back.type === 'resumed' ? back.offsetMs + 500 : 0
  expect(Math.abs(offTimeline(captured, noise, position, startsAtMs) ?? 99)).toBeLessThan(20)
  await Promise.all([player.close(), other.player.close()])
})

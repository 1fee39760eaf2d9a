import { readFile, rm, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  compareWithMaster,
  createOutputWatch,
  createPlayer,
  type OutputWatch,
  type Player,
  probe,
} from '../../audio/index.ts'
import { LISTEN_RATE, openCaptureFile } from '../../audio/output/capture-file.ts'
import { createEnvelope, levelOf, stepAt } from '../../audio/output/envelope.ts'
import { MOST_LAG_STEPS, similarityOf } from '../../audio/output/similarity.ts'
import { machineDeviceClock } from '../../audio/system/index.ts'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import { until } from '../builders.ts'
import { start } from '../on-air/run.ts'
import { delay, type SoundServer, soundHere, startSoundServer, wallAnchor } from '../on-air/sound-server.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'
import { Material } from './material.ts'

let material: Material
beforeAll(async () => {
  material = await Material.open()
})
afterAll(() => material.close())

/** A read of the demo, 48 kHz stereo. */
async function read(place: number, name: string, ...options: string[]): Promise<string> {
  const item = DEMO_SCRIPT[place]
  if (item === undefined) throw new Error(`no read ${place}`)
  return material.convert(readPath(item), name, ...options)
}

describe('against a real sound server', () => {
  let sound: SoundServer
  let putBack: () => void
  const watches: OutputWatch[] = []
  let player: Player | undefined
  beforeAll(async () => {
    sound = await startSoundServer({ sinks: ['station', 'other', 'spare'] })
    putBack = soundHere(sound)
  })
  afterAll(async () => {
    await player?.close()
    for (const watch of watches) watch.rest()
    await delay(300)
    putBack()
    await sound.stop()
  })

  test('it knows its own programme, hears another one on a return input, silence, a lost source and its return', async () => {
    const master = await read(1, 'master.wav', '-t', '14', '-ac', '2', '-ar', '48000', '-c:a', 'pcm_s16le')
    const foreign = await read(2, 'foreign.wav', '-ac', '2', '-ar', '48000', '-c:a', 'pcm_s16le')
    const clock = machineDeviceClock()
    const monitor = createOutputWatch({ clock, sinkOf: () => 'station' })
    const desk = createOutputWatch({ clock, sinkOf: () => 'station' })
    watches.push(monitor, desk)
    let beganAt = 0
    player = createPlayer({
      onEvent: (event) => {
        if (event.type === 'first-sample') beganAt = event.at - event.offsetMs
      },
      onHanded: (block) => {
        monitor.handed(block)
        desk.handed(block)
      },
    })
    const wallNow = () => performance.now() + wallAnchor()
    const capture = material.path('capture.wav')
    monitor.listen('alsa:pulse:station', undefined)
    monitor.keep(capture)
    const keptFrom = wallNow()
    desk.listen('alsa:pulse:station', 'alsa:pulse:other.monitor')
    const other = start('paplay', ['--device=other', foreign], { env: { ...process.env }, stdio: 'ignore' })
    await player.arm('alsa:pulse:station', { id: 'a', wavPath: master, startsAtMs: wallNow() + 2500 })
    await delay(11_500)

    const right = monitor.reading()
    expect(right).toMatchObject({ source: 'monitor', name: 'station' })
    expect(right.similarity).toBeGreaterThan(0.85)
    const wrong = desk.reading()
    expect(wrong).toMatchObject({ source: 'return-input', name: 'other.monitor' })
    expect(wrong.similarity).toBeLessThan(0.5)
    expect(wrong.heardDbfs).toBeGreaterThan(-40)
    const { handedDbfs, heardDbfs = [] } = monitor.takeLevels()
    expect(handedDbfs.length).toBeGreaterThanOrEqual(8)
    expect(heardDbfs).toHaveLength(handedDbfs.length)
    for (const [second, level] of handedDbfs.entries()) {
      // Narrower by the octaves above 4 kHz, which 8 kHz do not carry.
      if (level > -30) expect(Math.abs((heardDbfs[second] ?? 0) - level)).toBeLessThan(3)
    }

    await sound.pactl('set-sink-mute', 'station', '1')
    await delay(1800)
    const muted = monitor.reading()
    expect(muted.heardDbfs).toBeLessThanOrEqual(-80)
    expect(muted.expectedDbfs).toBeGreaterThan(-40)
    await sound.pactl('set-sink-mute', 'station', '0')

    // The desk's source goes away although others are there; it must not listen to one of those instead.
    await sound.removeSink('other')
    await until('the loss of the source', () => (desk.reading().source === 'none' ? true : undefined), 8000)
    expect(desk.reading()).toMatchObject({ name: undefined, heardDbfs: undefined, similarity: undefined })
    await sound.addSink('other')
    await until('the return of the source', () => (desk.reading().source === 'none' ? undefined : true), 8000)
    other.kill()

    monitor.keep(undefined)
    await delay(400)
    const proof = await compareWithMaster(
      { masterPath: master, recordingPath: capture },
      { ffmpeg: await ffmpegUnderTest() },
    )
    expect(proof).toMatchObject({ found: true, times: 1 })
    // The monitor gives sound up to 50 ms before it is heard.
    expect(Math.abs((proof.offsetMs ?? 0) - (beganAt - keptFrom))).toBeLessThan(70)
    expect(proof.missing.some(({ fromMs, toMs }) => toMs - fromMs > 1000)).toBe(true)
    await player.close()
  })

  test('a tone is heard at its level within 0.5 dB', async () => {
    const tone = await material.ffmpeg(
      'tone.wav',
      ...['-f', 'lavfi', '-i', "aevalsrc='0.1*sin(2*PI*1000*t)|0.1*sin(2*PI*1000*t)':s=48000:d=5", '-c:a', 'pcm_s16le'],
    )
    const watch = createOutputWatch({ clock: machineDeviceClock(), sinkOf: () => 'station' })
    watches.push(watch)
    player = createPlayer({ onEvent: () => undefined, onHanded: watch.handed })
    watch.listen('alsa:pulse:station', undefined)
    await player.arm('alsa:pulse:station', { id: 'tone', wavPath: tone, startsAtMs: undefined })
    await delay(3500)
    const { heardDbfs, expectedDbfs } = watch.reading()
    expect(Math.abs((heardDbfs ?? 0) - -23.01)).toBeLessThan(0.5)
    expect(Math.abs((expectedDbfs ?? 0) - -23.01)).toBeLessThan(0.5)
    await player.close()
  })

  test('a device of which the sink is not known, and one that passes no sound server, are not measured', async () => {
    const watch = createOutputWatch({ clock: machineDeviceClock(), sinkOf: () => undefined })
    watches.push(watch)
    watch.listen('alsa:pulse:station', undefined)
    expect(watch.reading().source).toBe('none')
    watch.listen('alsa:plughw:CARD=PCH,DEV=0', undefined)
    expect(watch.reading()).toEqual({
      source: 'none',
      name: undefined,
      heardDbfs: undefined,
      expectedDbfs: undefined,
      similarity: undefined,
    })
  })
})

/** What a tuner on the other side of the town gives back: narrow, coloured, compressed, 300 ms late, with noise. */
const TUNER =
  'highpass=f=300,lowpass=f=3200,equalizer=f=1200:t=q:w=1:g=6,acompressor=threshold=0.03:ratio=4:attack=10:release=150,adelay=300'

test('a programme is known through a tuner, another one by the same kind of voice is not', async () => {
  const sent = [
    envelopeOf(await read(1, 'sent.wav', '-ac', '1'), 48_000),
    envelopeOf(await read(2, 'sent-2.wav', '-ac', '1'), 48_000),
  ]
  const tuner = ['-af', TUNER, '-ac', '1', '-ar', '8000']
  const heard = (await envelopeOf(await read(1, 'tuner.wav', ...tuner), 8000)).map((rms) => Math.hypot(rms, 0.004))
  const [own = new Float32Array(), foreign = new Float32Array()] = await Promise.all(sent)
  const own10: number[] = []
  const foreign10: number[] = []
  for (let end = 560; end + 40 < Math.min(heard.length, own.length, foreign.length); end += 97) {
    const last = heard.subarray(end - 500, end)
    const around = (of: Float32Array) => of.subarray(end - 500 - MOST_LAG_STEPS, end + MOST_LAG_STEPS)
    own10.push(similarityOf(last, around(own)) ?? Number.NaN)
    foreign10.push(similarityOf(last, around(foreign)) ?? Number.NaN)
  }
  expect(own10.length).toBeGreaterThan(10)
  expect(Math.min(...own10)).toBeGreaterThan(0.75)
  expect(Math.max(...foreign10)).toBeLessThan(0.5)
})

test('silence where a programme should be is not like it; a quiet or steady passage says nothing', () => {
  const sent = Float32Array.from({ length: 560 }, (_, i) => 0.1 * (1 + Math.sin(i / 3) * Math.sin(i / 17)))
  expect(similarityOf(new Float32Array(500), sent)).toBe(0)
  expect(
    similarityOf(
      new Float32Array(500),
      sent.map((rms) => rms / 1000),
    ),
  ).toBeUndefined()
  const steady = new Float32Array(560).fill(0.1)
  expect(similarityOf(steady.subarray(60), steady)).toBeUndefined()
  expect(similarityOf(new Float32Array(200), sent.subarray(0, 260))).toBeUndefined()
})

test('an envelope forgets what is older than ten minutes and knows no step that was not told', () => {
  const envelope = createEnvelope()
  expect(envelope.end()).toBeUndefined()
  envelope.put(1000, [0.5, 0.5])
  envelope.put(1080, [0.25])
  expect([...envelope.steps(stepAt(1000), 5)]).toEqual([0.5, 0.5, Number.NaN, Number.NaN, 0.25])
  envelope.put(1000 + 600_020, [1])
  expect(envelope.steps(stepAt(1000), 2)).toEqual(new Float32Array([Number.NaN, Number.NaN]))
  expect(levelOf(envelope.steps(stepAt(601_020), 1))).toBe(0)
  expect(levelOf(new Float32Array(50))).toBe(-96)
})

test('a capture stands on the clock, is silent where nothing was heard, and is whole at every instant', async () => {
  const path = material.path('kept.wav')
  const loud = (frames: number) => new Int16Array(frames).fill(8000)
  const file = openCaptureFile(path, 1000)
  // Begun 100 ms before the file's instant; then a second is lost; then the clocks drift a little.
  file.add(900, loud(1600))
  file.add(2100, loud(1600))
  file.add(2301, loud(1600))
  const ffmpeg = await ffmpegUnderTest()
  expect((await probe(path, ffmpeg)).durationMs).toBe(1500)
  const again = openCaptureFile(path, 1000)
  again.add(3000, loud(800))
  again.close()
  const bytes = await readFile(path)
  expect(bytes.readUInt32LE(40)).toBe((await stat(path)).size - 44)
  expect((await probe(path, ffmpeg)).durationMs).toBe(2100)
  const sample = (ms: number) => bytes.readInt16LE(44 + 2 * Math.round((ms * LISTEN_RATE) / 1000))
  expect([
    sample(0),
    sample(99),
    sample(101),
    sample(1099),
    sample(1101),
    sample(1499),
    sample(1501),
    sample(2001),
  ]).toEqual([8000, 8000, 0, 0, 8000, 8000, 0, 8000])
  file.close()
  await rm(path)
})

/** RMS in steps of 20 ms. */
async function envelopeOf(path: string, rate: number): Promise<Float32Array> {
  const bytes = await readFile(path)
  const from = bytes.indexOf('data') + 8
  const step = rate / 50
  const rms = new Float32Array(Math.floor((bytes.length - from) / 2 / step))
  for (let i = 0; i < rms.length; i++) {
    let sum = 0
    for (let k = i * step; k < (i + 1) * step; k++) sum += (bytes.readInt16LE(from + 2 * k) / 32_768) ** 2
    rms[i] = Math.sqrt(sum / step)
  }
  return rms
}

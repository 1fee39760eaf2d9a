import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDevices, listInputs, openInput, type PcmInput, PlayerError } from '../../audio/index.ts'
import { machineDeviceClock, openOutput, sinksOfProcess, sourcesOfProcess } from '../../audio/system/index.ts'
import { differing, findNoise, writeNoise } from '../on-air/noise.ts'
import { type SoundServer, soundHere, startSoundServer } from '../on-air/sound-server.ts'

let sound: SoundServer
let folder: string
let putBack: () => void
const clock = machineDeviceClock()

beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['station', 'other'] })
  folder = await mkdtemp(join(tmpdir(), 'len-song-inputs-'))
  putBack = soundHere(sound)
})
afterAll(async () => {
  putBack()
  await sound.stop()
  await rm(folder, { recursive: true })
})

/** Everything that an input has now, at the end of `into`. */
function drain(input: PcmInput, into: Int16Array[], block: Int16Array): number {
  let frames = 0
  for (let got = input.read(block); got !== 0; got = input.read(block)) {
    if (got === 'xrun') throw new Error('overrun')
    into.push(block.slice(0, got * input.channels))
    frames += got
  }
  return frames
}

function joined(blocks: Int16Array[]): Float32Array {
  const samples = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const block of blocks) {
    for (const value of block) samples[at++] = value / 32_768
  }
  return samples
}

/** Null sinks called as a technician would call them. */
async function addSink(name: string, description: string): Promise<void> {
  const properties = `sink_properties='device.description="${description}"'`
  await sound.pactl('load-module', 'module-null-sink', `sink_name=${name}`, 'rate=48000', properties)
}

function refusal(act: () => unknown): PlayerError {
  try {
    act()
  } catch (error) {
    if (error instanceof PlayerError) return error
    throw error
  }
  throw new Error('it was not refused')
}

test('the monitor of a sink gives back every sample that was played, and when it was there', async () => {
  const noise = await writeNoise(join(folder, 'noise.wav'), 1.2, 21)
  const output = openOutput('alsa:pulse:station', clock)
  const input = openInput('alsa:pulse:station.monitor', { rate: 48_000, channels: 2 })
  const blocks: Int16Array[] = []
  const block = new Int16Array(9600)
  const heardZeros: number[] = []
  const readZeros: number[] = []
  let written = 0
  let read = 0
  const silence = new Int16Array(480 * 2)
  const endMs = clock.monotonicMs() + 2200
  while (clock.monotonicMs() < endMs) {
    expect(output.wait(500)).toBe(true)
    const from = written * 2
    const chunk = from < noise.samples.length ? noise.samples.subarray(from, from + 960) : silence
    const result = output.write(chunk)
    if (result.kind === 'xrun') throw new Error('underrun')
    written += result.frames
    const delay = output.delayFrames()
    if (delay !== undefined) heardZeros.push(clock.monotonicMs() - (written - delay) / 48)
    const got = drain(input, blocks, block)
    read += got
    const age = input.delayFrames()
    if (got > 0 && age !== undefined) readZeros.push(clock.monotonicMs() - (read + age) / 48)
  }
  output.close()
  input.close()

  const samples = joined(blocks)
  const zero = findNoise(samples, noise, 10_000)
  if (zero === undefined) throw new Error('the noise was not captured')
  expect(differing(samples, noise, zero)).toBe(0)
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
  const apartMs = middle(readZeros) + zero / 48 - middle(heardZeros)
  process.stdout.write(`captured ${apartMs.toFixed(2)} ms after it was heard, by both delays\n`)
  // A monitor gives sound before it is heard, by the sink's own buffer.
  expect(apartMs).toBeGreaterThan(-100)
  expect(apartMs).toBeLessThan(20)
})

test('an input gives the rate and the channels that were asked for', () => {
  const input = openInput('alsa:pulse:station.monitor', { rate: 8000, channels: 1 })
  const block = new Int16Array(8000)
  const startedMs = clock.monotonicMs()
  let frames = 0
  while (clock.monotonicMs() - startedMs < 1000) {
    input.wait(100)
    const got = input.read(block)
    if (got === 'xrun') throw new Error('overrun')
    frames += got
  }
  input.close()
  expect(input).toMatchObject({ rate: 8000, channels: 1 })
  expect(frames).toBeGreaterThan(7000)
  expect(frames).toBeLessThan(9000)
})

test('inputs are listed by names that tell them apart, monitors as what leaves a device, nothing of ALSA’s own', async () => {
  await addSink('phuong', 'Loa phường Tân Quy Đông')
  const { inputs, problem } = await listInputs()
  expect(problem).toBeUndefined()
  expect(inputs).toEqual([
    { id: 'alsa:pulse:station.monitor', name: 'Tiếng ra của Null Output (station.monitor)' },
    { id: 'alsa:pulse:other.monitor', name: 'Tiếng ra của Null Output (other.monitor)' },
    { id: 'alsa:pulse:phuong.monitor', name: 'Tiếng ra của Loa phường Tân Quy Đông' },
  ])
  await sound.removeSink('phuong')
})

test('a sink that comes back under another name, with marks, is the same device and can be sounded', async () => {
  const listed = async () => (await listDevices()).devices.find(({ id }) => id === 'alsa:pulse:amply')
  await addSink('amply', 'Âm ly tầng một')
  expect(await listed()).toEqual({ id: 'alsa:pulse:amply', name: 'Âm ly tầng một', system: 'alsa', isNull: false })
  await sound.removeSink('amply')
  expect(await listed()).toBeUndefined()
  await addSink('amply', 'Âm ly ‘phòng máy’')
  expect((await listed())?.name).toBe('Âm ly ‘phòng máy’')
  const output = openOutput('alsa:pulse:amply', clock)
  expect(output.wait(500)).toBe(true)
  expect(output.write(new Int16Array(960))).toEqual({ kind: 'written', frames: 480 })
  expect(await sinksOfProcess(process.pid)).toEqual(['amply'])
  output.close()
  await sound.removeSink('amply')
})

test('an input that is not there, and one that goes away, say so', async ({ onTestFinished }) => {
  onTestFinished(async () => {
    await sound.kill()
    await sound.restart()
  })
  const absent = refusal(() => openInput('alsa:pulse:khong-co.monitor', { rate: 48_000, channels: 2 }))
  expect(absent.code).toBe('device-absent')
  expect(refusal(() => openInput('alsa:plughw:CARD=Nothing,DEV=0', { rate: 48_000, channels: 2 })).code).toBe(
    'device-absent',
  )
  expect(refusal(() => openInput('nowhere:x', { rate: 48_000, channels: 2 })).code).toBe('device-absent')

  const input = openInput('alsa:pulse:other.monitor', { rate: 48_000, channels: 2 })
  const block = new Int16Array(9600)
  expect(input.wait(1000)).toBe(true)
  expect(await sourcesOfProcess(process.pid)).toEqual(['other.monitor'])
  // The sound server moves it in silence while there is another source, and ends it when there is none.
  await sound.removeSink('other')
  expect(await sourcesOfProcess(process.pid)).toEqual(['station.monitor'])
  await sound.removeSink('station')
  const lost = refusal(() => {
    for (let i = 0; i < 100; i++) {
      input.wait(50)
      input.read(block)
    }
  })
  input.close()
  expect(lost.code).toBe('device-lost')
})

test('without a sound server the list says why it is empty', async ({ onTestFinished }) => {
  onTestFinished(() => sound.restart())
  await sound.kill()
  expect(refusal(() => openInput('alsa:pulse:station.monitor', { rate: 48_000, channels: 2 })).code).toBe(
    'no-sound-system',
  )
  expect(await listInputs()).toEqual({ inputs: [], problem: 'device-absent' })
})

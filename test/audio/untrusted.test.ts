import { chmod, readdir } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFfmpeg } from '../../audio/ffmpeg.ts'
import { AudioError, type Ffmpeg, probe } from '../../audio/index.ts'
import { isOddFormat, longestSoundMs } from '../../audio/probe/index.ts'
import { readTags } from '../../audio/probe/tags.ts'
import { tell } from '../../server/errors.ts'
import { wav } from '../sounds.ts'
import { Material } from './material.ts'

let material: Material
let sound: string

beforeAll(async () => {
  material = await Material.open()
  sound = await material.write('sound.wav', wav(new Float32Array(48_000)))
})

afterAll(() => material.close())

/** A program that says it is FFmpeg and does one thing. */
async function pretender(name: string, script: string): Promise<Ffmpeg> {
  const path = await material.write(name, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
  return { path, version: name, origin: 'configured', lacks: [] }
}

async function refusal(work: Promise<unknown>): Promise<AudioError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AudioError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('an FFmpeg that comes to harm over a file', () => {
  test.each(['SEGV', 'ABRT', 'KILL'])('is told as crashed by SIG%s, whatever it said before', async (signal) => {
    const ffmpeg = await pretender(
      `crash-${signal}`,
      `echo 'Invalid data found when processing input' >&2; kill -${signal} $$`,
    )
    const error = await refusal(probe(sound, ffmpeg))
    expect(error.code).toBe('decode-crashed')
    expect(error.details).toMatchObject({ signal: `SIG${signal}` })
  })

  test('is told as wanting too much memory', async () => {
    const ffmpeg = await pretender('greedy', `echo '[mov] Cannot allocate memory' >&2; exit 1`)
    expect((await refusal(probe(sound, ffmpeg))).code).toBe('decode-memory')
  })

  test('may leave no core file, and ends by itself when nobody is left to stop it', async () => {
    const limits = await pretender('limits', 'ulimit -c >&2; ulimit -t >&2; ulimit -v >&2; exit 1')
    const job = { inputs: [{ path: sound }], outputs: [{ path: material.path('none'), options: [] }] }
    const { details } = await refusal(runFfmpeg(limits, { ...job, untrusted: true, timeLimitMs: 5_000 }))
    const [core, seconds, kibibytes] = String(details.log).trim().split('\n').slice(-3).map(Number)
    expect(core).toBe(0)
    expect(seconds).toBeLessThan(5 * 256 + 11)
    expect(kibibytes).toBe(2 * 1024 ** 2)
    expect((await readdir(material.folder)).filter((name) => name.startsWith('core'))).toEqual([])
  })
})

describe('a file whose tags are hard to find', () => {
  test('keeps nobody busy after the time limit', async () => {
    const frames = Buffer.from('fff17c8001fffc'.repeat(500_000), 'hex')
    const path = await material.write('endless.aac', frames)
    expect(await readTags(path, 300)).toEqual({ problem: 'time limit' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const before = performance.eventLoopUtilization()
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5)
  })
})

describe('what is refused although it is sound', () => {
  test('a rate and a number of channels that nobody records at', () => {
    expect([8_000, 22_050, 48_000, 192_000].map((sampleRateHz) => isOddFormat({ sampleRateHz, channels: 2 }))).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect([1, 3_999, 400_000].map((sampleRateHz) => isOddFormat({ sampleRateHz, channels: 1 }))).toEqual([
      true,
      true,
      true,
    ])
    expect([0, 9, 255].map((channels) => isOddFormat({ sampleRateHz: 48_000, channels }))).toEqual([true, true, true])
  })

  test('the sentence names the longest sound that is taken in', () => {
    expect(tell('too-long', { fileName: 'a.mp3' }).message).toContain(`${longestSoundMs / 3_600_000} giờ`)
  })
})

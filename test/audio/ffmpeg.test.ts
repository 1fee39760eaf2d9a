import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFfmpeg } from '../../audio/ffmpeg.ts'
import { AudioError, type Ffmpeg, findFfmpeg } from '../../audio/index.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'
import { Material } from './material.ts'

let material: Material
let ffmpeg: Ffmpeg
let long: string
let short: string

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  long = await material.ffmpeg('long.wav', '-f', 'lavfi', '-i', 'anoisesrc=d=300:r=48000:a=0.1', '-ac', '2')
  short = await material.ffmpeg('short.wav', '-f', 'lavfi', '-i', 'sine=d=2:r=48000')
})

afterAll(() => material.close())

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(AudioError)
    return error instanceof AudioError ? error.code : undefined
  }
}

/** Processes of this machine that mention our folder, as /proc tells it. */
async function processesOn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (commandLine.includes(folder) && commandLine.includes('-progress')) found.push(pid)
  }
  return found
}

const encode = (path: string) => ({ path, options: ['-c:a', 'libmp3lame', '-b:a', '128k'] })

describe('one run of FFmpeg', () => {
  test('gives fractions of the known length that only grow and end at one', async () => {
    const fractions: number[] = []
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: long }],
      outputs: [{ path: material.path('long.f32'), options: ['-t', '120', '-f', 'f32le'] }],
      untrusted: true,
      timeLimitMs: 60_000,
      durationMs: 120_000,
      onProgress: (fraction) => fractions.push(fraction),
    })
    expect(fractions.at(-1)).toBeCloseTo(1, 3)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    await rm(material.path('long.f32'))
  })

  test('hands over every byte that was written to its output', async () => {
    let bytes = 0
    const slowly = async (chunk: Buffer): Promise<void> => {
      bytes += chunk.length
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: short }],
      outputs: [{ onChunk: slowly, options: ['-f', 's16le'] }],
      untrusted: true,
      timeLimitMs: 30_000,
    })
    expect(bytes).toBe(2 * 48_000 * 2)
  })

  test('keeps an option whose value has one space as one option', async () => {
    const path = material.path('titled.flac')
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: short }],
      outputs: [{ path, options: ['-metadata', 'title=Xin chào'] }],
      untrusted: true,
      timeLimitMs: 30_000,
    })
    expect(await readFile(path, 'utf8')).toContain('Xin chào')
  })

  test('is cancelled within a second and leaves no process', async () => {
    const abort = new AbortController()
    const running = codeOf(
      runFfmpeg(ffmpeg, {
        inputs: [{ path: long }],
        outputs: [encode(material.path('a.mp3'))],
        untrusted: true,
        timeLimitMs: 60_000,
        signal: abort.signal,
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    const cancelledAt = performance.now()
    abort.abort()
    expect(await running).toBe('cancelled')
    expect(performance.now() - cancelledAt).toBeLessThan(1_000)
    expect(await processesOn(material.folder)).toEqual([])
  })

  test('a signal that has already fired starts nothing', async () => {
    const job = {
      inputs: [{ path: long }],
      outputs: [encode(material.path('b.mp3'))],
      untrusted: true,
      timeLimitMs: 1_000,
      signal: AbortSignal.abort(),
    }
    expect(await codeOf(runFfmpeg(ffmpeg, job))).toBe('cancelled')
  })

  test('ends at its time limit', async () => {
    const job = {
      inputs: [{ path: long }],
      outputs: [encode(material.path('c.mp3'))],
      untrusted: true,
      timeLimitMs: 200,
    }
    expect(await codeOf(runFfmpeg(ffmpeg, job))).toBe('decode-timeout')
  })

  test('a consumer that throws ends the run with its own reason', async () => {
    const onChunk = (): void => {
      throw new AudioError('silent')
    }
    const job = {
      inputs: [{ path: long }],
      outputs: [{ onChunk, options: ['-f', 's16le'] }],
      untrusted: true,
      timeLimitMs: 30_000,
    }
    expect(await codeOf(runFfmpeg(ffmpeg, job))).toBe('silent')
  })

  test('that reads untrusted bytes may take no more than 2 GiB of memory', async () => {
    const limits: string[] = []
    const onChunk = async (): Promise<void> => {
      if (limits.length === 0)
        for (const pid of await processesOn(material.folder)) limits.push(await readFile(`/proc/${pid}/limits`, 'utf8'))
    }
    await runFfmpeg(ffmpeg, {
      inputs: [{ path: long }],
      outputs: [{ onChunk, options: ['-f', 's16le'] }],
      untrusted: true,
      timeLimitMs: 30_000,
    })
    expect(limits).toHaveLength(1)
    expect(limits[0]).toMatch(/Max address space +2147483648 /)
  })

  test('a full disk is told as one', async () => {
    const job = {
      inputs: [{ path: short }],
      outputs: [{ path: '/dev/full', options: ['-f', 's16le'] }],
      untrusted: true,
      timeLimitMs: 30_000,
    }
    expect(await codeOf(runFfmpeg(ffmpeg, job))).toBe('disk-full')
  })

  test.each([true, false])('a program that is gone is told as missing (untrusted: %s)', async (untrusted) => {
    const job = { inputs: [{ path: short }], outputs: [encode(material.path('d.mp3'))], untrusted, timeLimitMs: 30_000 }
    expect(await codeOf(runFfmpeg({ ...ffmpeg, path: '/không/có/ffmpeg' }, job))).toBe('ffmpeg-missing')
  })

  test('a playlist never opens the files it names, whatever it calls itself', async () => {
    const list = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${short}\n#EXT-X-ENDLIST\n`
    for (const name of ['list.mp3', 'list.m3u8']) {
      const path = await material.write(name, list)
      expect(
        await codeOf(
          runFfmpeg(ffmpeg, {
            inputs: [{ path }],
            outputs: [encode(material.path('e.mp3'))],
            untrusted: true,
            timeLimitMs: 30_000,
          }),
        ),
      ).toBe('not-audio')
    }
  })
})

describe('the choice of an FFmpeg', () => {
  test('falls to the bundled one where the search path has none, and it lacks nothing', async () => {
    expect(await findFfmpeg({ searchPath: material.folder })).toMatchObject({ origin: 'bundled', lacks: [] })
  })

  test('takes the configured one and says so', async () => {
    expect(await findFfmpeg({ configuredPath: ffmpeg.path, searchPath: '' })).toMatchObject({
      origin: 'configured',
      path: ffmpeg.path,
      lacks: [],
    })
  })

  test('a configured one that does not run is an error, not a silent substitute', async () => {
    expect(await codeOf(findFfmpeg({ configuredPath: material.path('nowhere') }))).toBe('ffmpeg-missing')
  })

  test.each([
    ['older than 5.1', 'ffmpeg version 4.4.2\nlibavutil      56. 70.100 / 56. 70.100'],
    ['without the filters and codecs we need', 'ffmpeg version 7.1\nlibavutil      59. 39.100 / 59. 39.100'],
    ['that is no FFmpeg', 'hello'],
  ])('passes over one on the search path %s', async (_case, answer) => {
    const name = `bin-${answer.length}`
    await mkdir(material.path(name), { recursive: true })
    const path = await material.write(join(name, 'ffmpeg'), `#!/bin/sh\ncat <<'END'\n${answer}\nEND\n`)
    await chmod(path, 0o755)
    expect((await findFfmpeg({ searchPath: material.path(name) })).origin).toBe('bundled')
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { type FfmpegJob, runFfmpeg } from '../../audio/ffmpeg.ts'
import { housePcmInput } from '../../audio/house-format.ts'
import { AudioError, type Ffmpeg } from '../../audio/index.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'

let ffmpeg: Ffmpeg
beforeAll(async () => {
  ffmpeg = await ffmpegUnderTest()
})

const secondOfSound = Buffer.alloc(48_000 * 8, 1)

/** A source of seconds that tells how far it was asked and whether it was closed. */
function source(seconds: number, fault?: Error) {
  const state = { given: 0, closed: false }
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      yield Buffer.alloc(0)
      for (; state.given < seconds; state.given++) {
        if (fault !== undefined && state.given === 2) throw fault
        yield secondOfSound
      }
    } finally {
      state.closed = true
    }
  }
  return { state, chunks: chunks() }
}

function job(chunks: AsyncIterable<Buffer>, more: Partial<FfmpegJob>): FfmpegJob {
  return {
    inputs: [{ chunks, options: housePcmInput }],
    filterGraph: '[0:a:0]anull[out]',
    outputs: [],
    untrusted: false,
    timeLimitMs: 20_000,
    ...more,
  }
}

const raw = ['-map', '[out]', '-c:a', 'pcm_f32le', '-f', 'f32le']

describe('sound that is fed to FFmpeg as it is made', () => {
  test('comes out whole, empty chunks included', async () => {
    const { chunks, state } = source(3)
    let bytes = 0
    const onChunk = (chunk: Buffer): void => {
      bytes += chunk.length
    }
    await runFfmpeg(ffmpeg, job(chunks, { outputs: [{ onChunk, options: raw }] }))
    expect(bytes).toBe(3 * secondOfSound.length)
    expect(state).toEqual({ given: 3, closed: true })
  })

  test('is asked for no faster than it is taken', async () => {
    const { chunks, state } = source(3_600)
    const abort = new AbortController()
    let isHeld = true
    const onChunk = (): Promise<void> | undefined => (isHeld ? wait(600) : undefined)
    const running = runFfmpeg(ffmpeg, job(chunks, { outputs: [{ onChunk, options: raw }], signal: abort.signal }))
    running.catch(() => undefined)
    await wait(500)
    expect(state.given).toBeLessThan(60)
    isHeld = false
    abort.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(state.closed).toBe(true)
  })

  test.each([
    ['of the sound rooms', new AudioError('input-missing', { pcmPath: 'x' }), 'input-missing'],
    ['of any other kind', new Error('giữa chừng'), 'decode-failed'],
  ])('that fails with an error %s ends the run with it', async (_kind, fault, code) => {
    const { chunks, state } = source(3_600, fault)
    const failed = runFfmpeg(ffmpeg, job(chunks, { outputs: [{ onChunk: () => undefined, options: raw }] }))
    await expect(failed).rejects.toMatchObject({ code })
    expect(state.closed).toBe(true)
  })

  test('is told when FFmpeg ends before it', async () => {
    const { chunks, state } = source(3_600)
    const short = ['-map', '[out]', '-t', '1', '-c:a', 'pcm_f32le', '-f', 'f32le']
    await runFfmpeg(ffmpeg, job(chunks, { outputs: [{ onChunk: () => undefined, options: short }] }))
    expect(state.closed).toBe(true)
    expect(state.given).toBeLessThan(3_600)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AudioError, type Ffmpeg, type Probe, peaks, plainlyPlayable, probe } from '../../audio/index.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'
import { Material } from './material.ts'

let material: Material
let ffmpeg: Ffmpeg
let speech: string
let speechMs: number

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  speech = await material.speech('speech.wav')
  speechMs = (await probe(speech, ffmpeg)).durationMs
})

afterAll(() => material.close())

function codes({ warnings }: Probe): string[] {
  return warnings.map(({ code }) => code)
}

async function refusal(path: string, options = {}): Promise<string | undefined> {
  try {
    await probe(path, ffmpeg, options)
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(AudioError)
    return error instanceof AudioError ? error.code : undefined
  }
}

describe('every accepted kind of file', () => {
  test.each([
    ['wav', 'WAV', 'pcm_s16le', []],
    ['mp3', 'MP3', 'mp3', []],
    ['m4a', 'MP4', 'aac', []],
    ['aac', 'AAC', 'aac', []],
    ['flac', 'FLAC', 'flac', []],
    ['ogg', 'Ogg', 'vorbis', ['-c:a', 'libvorbis']],
    ['opus', 'Ogg', 'opus', []],
    ['wma', 'ASF', 'wmav2', []],
    ['amr', 'AMR', 'amr_nb', ['-ar', '8000', '-ac', '1']],
    ['mp4', 'MP4', 'aac', []],
    ['webm', 'Matroska', 'opus', []],
  ] as const)(
    '%s is recognised, its tags read, its length counted, without a warning',
    async (ending, container, codec, options) => {
      const path = await material.convert(
        speech,
        `kind.${ending}`,
        '-metadata',
        'title=Cải cách hành chính',
        ...options,
      )
      const found = await probe(path, ffmpeg)
      expect(found).toMatchObject({ container, codec, hasVideo: false, channels: 1, warnings: [] })
      expect(Math.abs(found.durationMs - speechMs)).toBeLessThan(150)
      if (ending !== 'amr' && ending !== 'aac') expect(found.tags?.title).toBe('Cải cách hành chính')
    },
  )

  test.each([8_000, 11_025, 44_100, 96_000])('at %i Hz the length stays the same', async (rate) => {
    const found = await probe(await material.sox(speech, `rate${rate}.wav`, 'rate', String(rate), 'gain', '-3'), ffmpeg)
    expect(found.sampleRateHz).toBe(rate)
    expect(Math.abs(found.durationMs - speechMs)).toBeLessThanOrEqual(1)
  })

  test('a live WebM that carries no length has the length of its sound', async () => {
    const path = await material.convert(speech, 'live.webm', '-live', '1', '-f', 'webm')
    expect(Math.abs((await probe(path, ffmpeg)).durationMs - speechMs)).toBeLessThan(50)
  })
})

describe('odd files are used, and it is said what is odd', () => {
  test('a video gives its sound track', async () => {
    const path = await material.ffmpeg(
      'video.mp4',
      '-f',
      'lavfi',
      '-i',
      'testsrc=d=3:s=160x120',
      '-i',
      speech,
      '-shortest',
    )
    const found = await probe(path, ffmpeg)
    expect(found.hasVideo).toBe(true)
    expect(codes(found)).toEqual(['has-video'])
  })

  test('a cover picture is no video', async () => {
    const cover = await material.ffmpeg('cover.jpg', '-f', 'lavfi', '-i', 'color=s=64x64', '-frames:v', '1')
    const path = await material.ffmpeg(
      'cover.mp3',
      '-i',
      speech,
      '-i',
      cover,
      '-map',
      '0:a',
      '-map',
      '1:v',
      '-disposition:v:0',
      'attached_pic',
    )
    expect(await probe(path, ffmpeg)).toMatchObject({ hasVideo: false, warnings: [] })
  })

  test('a name that says something else than the content', async () => {
    const path = await material.convert(speech, 'truth.flac')
    const found = await probe(path, ffmpeg, { fileName: 'bài đọc.mp3' })
    expect(found).toMatchObject({
      container: 'FLAC',
      warnings: [{ code: 'name-does-not-match-content', details: { fileName: 'bài đọc.mp3', container: 'FLAC' } }],
    })
  })

  test('a stored file without an ending contradicts nothing', async () => {
    expect(codes(await probe(await material.convert(speech, 'stored', '-f', 'flac'), ffmpeg))).toEqual([])
  })

  test.each(['wav', 'mp3', 'flac', 'opus', 'wma', 'aac', 'webm'])('a %s that was cut off', async (ending) => {
    const whole = await material.convert(speech, `whole.${ending}`)
    const found = await probe(await material.cut(whole, `cut.${ending}`, 0.5), ffmpeg)
    expect(codes(found)).toContain('truncated')
    expect(found.durationMs).toBeLessThan(speechMs * 0.75)
  })

  test('a recording that was overdriven', async () => {
    expect(codes(await probe(await material.sox(speech, 'clipped.wav', 'gain', '18'), ffmpeg))).toEqual(['clipped'])
  })

  test('a recording that is hardly there', async () => {
    expect(codes(await probe(await material.sox(speech, 'quiet.wav', 'gain', '-40'), ffmpeg))).toEqual(['too-quiet'])
  })

  test('a recording that is mostly silence', async () => {
    expect(codes(await probe(await material.sox(speech, 'sparse.wav', 'pad', '60', '0'), ffmpeg))).toEqual([
      'mostly-silent',
    ])
  })

  test('a stereo recording with a dead channel, named', async () => {
    const found = await probe(await material.sox(speech, 'dead.wav', 'remix', '1', '0'), ffmpeg)
    expect(found.warnings).toEqual([{ code: 'one-channel-dead', details: { dead: 'right' } }])
  })
})

describe('what is no sound is refused with its reason', () => {
  test.each([
    ['0 bytes', 'empty-file', ''],
    ['text', 'not-audio', 'Kính thưa quý vị và các bạn.\n'.repeat(40)],
    ['a web page', 'not-audio', '<!doctype html><title>404</title>'],
    [
      'noise',
      'not-audio',
      Buffer.from(Array.from({ length: 20_000 }, (_byte, index) => (index * index * 31 + index * 7) % 251)),
    ],
  ] as const)('%s named .mp3 is %s', async (_what, code, content) => {
    expect(await refusal(await material.write(`refused-${content.length}.mp3`, content))).toBe(code)
  })

  test('a video without a sound track', async () => {
    expect(await refusal(await material.ffmpeg('mute.mp4', '-f', 'lavfi', '-i', 'testsrc=d=1:s=160x120'))).toBe(
      'no-audio-stream',
    )
  })

  test('an .m4a whose index was cut off with its end', async () => {
    const whole = await material.convert(speech, 'whole.m4a')
    expect(await refusal(await material.cut(whole, 'cut.m4a', 0.6))).toBe('truncated')
  })

  test('a file that is not there', async () => {
    expect(await refusal(material.path('nowhere.mp3'))).toBe('input-missing')
  })

  test('a fired signal and a time limit', async () => {
    expect(await refusal(speech, { signal: AbortSignal.abort() })).toBe('cancelled')
    const long = await material.ffmpeg('long.flac', '-f', 'lavfi', '-i', 'sine=d=400:r=48000')
    expect(await refusal(long, { timeLimitMs: 60 })).toBe('decode-timeout')
  })
})

describe('the waveform', () => {
  test('shows silence flat and a full-scale tone full, twenty pairs a second', async () => {
    const path = await material.ffmpeg(
      'half.wav',
      '-f',
      'lavfi',
      '-i',
      'aevalsrc=if(lt(t\\,1)\\,0\\,0.99*sin(2*PI*440*t)):d=2:s=44100',
    )
    const { perSecond, pairs } = await peaks(path, ffmpeg)
    expect(perSecond).toBe(20)
    expect(pairs).toHaveLength(2 * 40)
    expect(pairs.slice(0, 38).every((value) => value === 0)).toBe(true)
    expect(pairs.slice(44)).toEqual(Array.from({ length: 36 }, (_value, index) => (index % 2 === 0 ? -126 : 126)))
  })

  test('comes with the probe', async () => {
    expect((await probe(speech, ffmpeg)).peaks).toEqual(await peaks(speech, ffmpeg))
  })
})

test('browsers play an MP3 as it is, an AMR and a video not', () => {
  expect(plainlyPlayable({ container: 'MP3', codec: 'mp3', hasVideo: false })).toBe(true)
  expect(plainlyPlayable({ container: 'AMR', codec: 'amr_nb', hasVideo: false })).toBe(false)
  expect(plainlyPlayable({ container: 'MP4', codec: 'aac', hasVideo: true })).toBe(false)
  expect(plainlyPlayable({ hasVideo: false })).toBe(false)
})

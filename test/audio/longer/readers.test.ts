import { mkdtemp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPartStore, type Ffmpeg, planRecipe, type Rendered, render, shippedTunes } from '../../../audio/index.ts'
import { runProgram } from '../../../audio/run.ts'
import { ffmpegUnderTest } from '../ffmpeg-under-test.ts'
import { openLibebur128, type Reading } from '../libebur128.ts'
import { Material, sha256 } from '../material.ts'

/** The distribution's, which has mutagen; another Python on PATH may not. */
const python = '/usr/bin/python3'
const targetLufs = -18
const titles = ['Nhạc hiệu mở đầu', 'Cấp đổi căn cước: “hẹn giờ” ở phường 1', 'Đường dây nóng – giải đáp thắc mắc']
const tags = {
  title: 'Một cửa, nhiều việc: “hẹn giờ” ở phường 1',
  artist: 'Đài Truyền thanh Sa Đéc',
  album: 'Cải cách hành chính và cuộc sống',
  date: '2026-11-15',
  comment: 'Bản phát 15/11/2026, thể hiện: Nguyễn Thị Ngọc Ẩn',
}

let material: Material
let ffmpeg: Ffmpeg
let rendered: Rendered
let picture: string

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  const first = await material.speech('first.wav', 1)
  const second = await material.sox(await material.speech('second.wav', 2, { pitch: 80 }), 'soft.wav', 'gain', '-14')
  const cover = await material.ffmpeg('cover.png', '-f', 'lavfi', '-i', 'testsrc=s=200x200:d=1', '-frames:v', '1')
  picture = await sha256(cover)
  const intro = shippedTunes().find(({ role }) => role === 'intro')?.path ?? ''
  const files = new Map([[picture, cover]])
  const slots = []
  for (const [place, path] of [intro, first, second].entries()) {
    const hash = await sha256(path)
    files.set(hash, path)
    const role = place === 0 ? ('intro' as const) : ('item' as const)
    slots.push({ role, title: titles[place] ?? '', sha256: hash, gapAfterMs: 500 })
  }
  const withPicture = { ...tags, picture: { sha256: picture, mediaType: 'image/png' as const } }
  const recipe = planRecipe(slots, { targetLufs, tags: withPicture })
  const parts = await createPartStore({ folder: material.path('parts'), maxBytes: 100_000_000, ffmpeg })
  const workDir = await mkdtemp(material.path('render-'))
  rendered = await render(recipe, { ffmpeg, parts, workDir, pathOf: (hash) => files.get(hash) ?? '' })
})

afterAll(() => material.close())

describe('the deliveries as other programs read them', () => {
  test.each(['mp3', 'mono'] as const)('mp3val finds nothing wrong with %s', async (file) => {
    const said = await output('mp3val', [rendered[file].path])
    expect(said).toMatch(/INFO: .*MPEG frames \(MPEG 1 Layer III\), \+ID3v2.*CBR/)
    expect(said).not.toMatch(/WARNING|ERROR/)
  })

  test.each([
    ['mp3', '128000', '2'],
    ['mono', '64000', '1'],
  ] as const)(
    'mediainfo reads title, programme, station and length of %s in Vietnamese',
    async (file, rate, channels) => {
      const { general, audio } = await mediainfo(rendered[file].path)
      expect(general).toMatchObject({ Title: tags.title, Album: tags.album, Performer: tags.artist })
      expect(audio).toMatchObject({ BitRate: rate, BitRate_Mode: 'CBR', Channels: channels, SamplingRate: '48000' })
      expect(Math.abs(Number(general.Duration) - rendered.master.durationMs / 1000)).toBeLessThan(0.1)
    },
  )

  test.each([
    ['mp3', 128_000, 2],
    ['mono', 64_000, 1],
  ] as const)(
    'mutagen reads ID3v2.3 with chapters, their table and the picture in %s',
    async (file, bitrate, channels) => {
      const said = await scripted('read-tags.py', rendered[file].path)
      const { title, artist, album, comment } = tags
      expect(said).toMatchObject({ version: [2, 3, 0], title, artist, album, comment, bitrate, channels })
      expect(said.bitrateMode).toContain('CBR')
      expect(Math.abs(said.seconds - rendered[file].frames / 48_000)).toBeLessThan(0.03)
      const [contents] = said.contents
      expect(said.contents).toHaveLength(1)
      expect(contents?.isTop).toBe(true)
      const chapters = (contents?.children ?? []).map((id) => said.chapters[id])
      expect(chapters.map((chapter) => chapter?.title)).toEqual(titles)
      for (const [place, { startFrame, frames }] of rendered.parts.entries()) {
        const chapter = chapters[place]
        expect(Math.abs((chapter?.startMs ?? -1_000) - startFrame / 48)).toBeLessThanOrEqual(25)
        expect(chapter?.endMs).toBeGreaterThanOrEqual(Math.floor((startFrame + frames) / 48) - 25)
      }
      expect(said.pictures).toEqual([{ type: 'image/png', kind: 3, sha256: picture }])
    },
  )

  test.each(['mp3', 'mono'] as const)('the FFmpeg of the distribution reads the chapters of %s', async (file) => {
    const asked = ['-v', 'error', '-show_chapters', '-of', 'json', rendered[file].path]
    const { chapters } = JSON.parse(await output('/usr/bin/ffprobe', asked)) as {
      chapters: { tags: { title: string } }[]
    }
    expect(chapters.map((chapter) => chapter.tags.title)).toEqual(titles)
  })

  test('SoX and mediainfo open the master; its length is the planned one', async () => {
    const { path, frames, durationMs } = rendered.master
    expect(await output('soxi', ['-s', path])).toBe(`${frames}\n`)
    expect(await output('soxi', ['-r', path])).toBe('48000\n')
    const { general, audio } = await mediainfo(path)
    expect(audio).toMatchObject({ Format: 'PCM', BitDepth: '16', Channels: '2', SamplingCount: String(frames) })
    expect(general.Producer ?? general.Originator).toBe('Dai Truyen thanh Sa Dec')
    expect(Math.round(Number(general.Duration) * 1000)).toBe(durationMs)
  })

  test('the bext chunk carries title, station, date and the figures of the master', async () => {
    const said = await scripted('read-wave.py', rendered.master.path)
    const { frames, figures } = rendered.master
    expect(said).toMatchObject({ riff: 'RIFF', form: 'WAVE', sizeIsTrue: true })
    expect(said.sound).toEqual({ channels: 2, rate: 48_000, bytes: 2, frames })
    expect(said.bext).toMatchObject({ originator: 'Dai Truyen thanh Sa Dec', date: '2026-11-15', version: 2 })
    expect(said.bext.description).toContain('Mot cua, nhieu viec: "hen gio" o phuong 1')
    for (const figure of ['integratedLufs', 'rangeLu', 'truePeakDbtp', 'maxMomentaryLufs', 'maxShortTermLufs'] as const)
      expect(said.bext[figure]).toBeCloseTo(figures[figure] ?? Number.NaN, 2)
    expect(said.bext.history).toContain('F=48000')
  })

  test('the cart chunk carries title, station and where the sound begins and ends', async () => {
    const { cart, bext } = await scripted('read-wave.py', rendered.master.path)
    expect(cart).toMatchObject({ version: '0101', artist: bext.originator, levelReference: 32_768 })
    expect(cart.title).toBe('Mot cua, nhieu viec: "hen gio" o phuong 1')
    expect(cart.timers).toMatchObject({ AUDs: 0, AUDe: rendered.master.frames })
  })

  test.each([
    ['master', 2],
    ['mp3', 2],
    ['mono', 1],
  ] as const)('libebur128 reads the %s on target, and what the render says of it', async (file, channels) => {
    const { path, frames, figures } = rendered[file]
    const meter = openLibebur128()
    expect(meter).toBeDefined()
    const reading: Reading | undefined = await meter?.readFile(path, channels, ffmpeg.path)
    expect(reading?.frames).toBe(frames)
    expect(Math.abs((reading?.integratedLufs ?? 0) - targetLufs)).toBeLessThanOrEqual(0.2)
    expect(reading?.truePeakDbtp).toBeLessThanOrEqual(-1)
    expect(Math.abs((reading?.integratedLufs ?? 0) - (figures.integratedLufs ?? 0))).toBeLessThan(0.05)
    expect(Math.abs((reading?.truePeakDbtp ?? 0) - (figures.truePeakDbtp ?? 0))).toBeLessThan(0.2)
    // It looks every second, ours ten times: Tech 3342 allows both, and 1 LU between them.
    expect(Math.abs((reading?.rangeLu ?? 0) - (figures.rangeLu ?? 0))).toBeLessThanOrEqual(1)
  })
})

interface TagsAsRead {
  version: number[]
  bitrateMode: string
  seconds: number
  contents: { isTop: boolean; children: string[] }[]
  chapters: Record<string, { startMs: number; endMs: number; title: string }>
  pictures: unknown[]
}

interface WaveAsRead {
  sound: unknown
  bext: Record<'integratedLufs' | 'rangeLu' | 'truePeakDbtp' | 'maxMomentaryLufs' | 'maxShortTermLufs', number> &
    Record<'description' | 'originator' | 'history', string>
  cart: { title: string; timers: Record<string, number> }
}

async function scripted(script: 'read-tags.py', path: string): Promise<TagsAsRead>
async function scripted(script: 'read-wave.py', path: string): Promise<WaveAsRead>
async function scripted(script: string, path: string): Promise<unknown> {
  return JSON.parse(await output(python, ['-I', fileURLToPath(new URL(script, import.meta.url)), path]))
}

async function mediainfo(path: string): Promise<Record<'general' | 'audio', Record<string, unknown>>> {
  const { media } = JSON.parse(await output('mediainfo', ['--Output=JSON', path])) as {
    media: { track: Record<string, unknown>[] }
  }
  const track = (type: string): Record<string, unknown> => media.track.find((one) => one['@type'] === type) ?? {}
  return { general: track('General'), audio: track('Audio') }
}

async function output(program: string, args: string[]): Promise<string> {
  const result = await runProgram(program, args, { timeLimitMs: 30_000 })
  if (result.outcome !== 'exited' || result.exitCode !== 0) throw new Error(`${program}: ${JSON.stringify(result)}`)
  return result.stdout
}

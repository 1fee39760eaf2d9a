import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPartStore, type Ffmpeg, measure, type Rendered, render } from '../../audio/index.ts'
import { ffmpegOfTests } from '../builders.ts'
import { longProgramme, recipeOf, type Sound, typed } from './long-material.ts'
import { found, otherNormalisers } from './normalisers.ts'
import { withPeakMemory } from './peak-memory.ts'

/**
 * How long a verified render of master, MP3 128 and MP3 64 mono takes, from nothing, beside what a careful person would type
 * (a concat, loudnorm in two passes and an MP3) of the same sounds with the same FFmpeg, in turn; how far both are from their
 * target, and the most memory that was taken. `npm run bench -- render [minutes…, default 5 15 30 60]`.
 */
export async function run(options: string[]): Promise<void> {
  const lengths = options.map(Number).filter((minutes) => minutes > 0)
  const ffmpeg = await ffmpegOfTests()
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  try {
    say(`FFmpeg ${ffmpeg.version}. Lên Sóng: bản gốc, MP3 128 và MP3 64 mono, giải mã và đo lại từng tệp.`)
    say('phút | đích | Lên Sóng s | loudnorm hai lượt s | tỉ số | lệch MP3, mono LU | lệch loudnorm LU | MB | lượt')
    for (const minutes of lengths.length > 0 ? lengths : [5, 15, 30, 60]) {
      const place = join(folder, String(minutes))
      await mkdir(place)
      const sounds = await longProgramme(minutes, place, ffmpeg.path)
      for (const target of [-23, -16]) await compare(minutes, sounds, ffmpeg, target, place)
      await rm(place, { recursive: true, force: true })
    }
    for (const name of otherNormalisers)
      say(`${name}: ${(await found(name)) ? 'có trên máy, chạy riêng để so' : 'không có trên máy này'}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function compare(minutes: number, sounds: Sound[], ffmpeg: Ffmpeg, target: number, place: string): Promise<void> {
  const workDir = await mkdtemp(join(place, 'ours-'))
  const ours = await timed(() => withPeakMemory(() => renderOurs(sounds, ffmpeg, workDir, target)))
  const { result: rendered, peakMb } = ours.result
  const peer = join(place, `peer${target}.mp3`)
  const theirs = await timed(() => twoPasses(sounds, ffmpeg.path, peer, target))
  const off = (value: number | undefined) => (value === undefined ? '?' : (value - target).toFixed(2))
  const { master, mp3, mono } = rendered.rounds
  say(
    [
      minutes,
      target,
      ours.seconds.toFixed(1),
      theirs.seconds.toFixed(1),
      (ours.seconds / theirs.seconds).toFixed(2),
      `${off(rendered.mp3.figures.integratedLufs)}, ${off(rendered.mono.figures.integratedLufs)}`,
      off((await measure(peer, ffmpeg)).integratedLufs),
      peakMb.toFixed(0),
      `${master}+${mp3}+${mono}`,
    ].join(' | '),
  )
  await rm(workDir, { recursive: true, force: true })
}

async function renderOurs(
  sounds: readonly Sound[],
  ffmpeg: Ffmpeg,
  workDir: string,
  targetLufs: number,
): Promise<Rendered> {
  const parts = await createPartStore({ folder: join(workDir, 'parts'), maxBytes: 1e11, ffmpeg })
  const stretches = { folder: join(workDir, 'stretches'), maxBytes: 1e10 }
  const paths = new Map(sounds.map(({ sha256, path }) => [sha256, path]))
  return render(recipeOf(sounds, targetLufs), {
    ffmpeg,
    parts,
    stretches,
    workDir,
    // As the peer has it: what else runs on the machine weighs on both alike.
    niceness: 0,
    pathOf: (sha256) => paths.get(sha256) ?? '',
  })
}

/** What a careful person types: everything to one format, joined, loudnorm measured, then applied, then MP3. */
async function twoPasses(parts: readonly Sound[], ffmpegPath: string, out: string, target: number): Promise<void> {
  const inputs = parts.flatMap(({ path }) => ['-i', path])
  const joined = `${parts.map((_, i) => `[${i}:a]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo[p${i}]`).join(';')};${parts.map((_, i) => `[p${i}]`).join('')}concat=n=${parts.length}:v=0:a=1`
  const measuring = `${joined},loudnorm=I=${target}:TP=-1:LRA=11:print_format=json`
  const first = await typed(ffmpegPath, [...inputs, '-filter_complex', measuring, '-f', 'null', '-'])
  const told = JSON.parse(first.slice(first.lastIndexOf('{'), first.lastIndexOf('}') + 1)) as Record<string, string>
  const measured = `measured_I=${told.input_i}:measured_TP=${told.input_tp}:measured_LRA=${told.input_lra}:measured_thresh=${told.input_thresh}:offset=${told.target_offset}`
  const applying = `${joined},loudnorm=I=${target}:TP=-1:LRA=11:${measured}:linear=true,aresample=48000`
  await typed(ffmpegPath, [...inputs, '-filter_complex', applying, '-b:a', '128k', '-y', out])
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const from = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - from) / 1000 }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Ffmpeg, measure } from '../../audio/index.ts'
import { ffmpegOfTests } from '../builders.ts'
import { isInstalled } from './installed.ts'
import { joining, longProgramme, recipeOf, type Sound, typed } from './long-material.ts'
import { NORMALISERS } from './normalisers.ts'
import { renderAlone, type Task } from './render-alone.ts'

/** Wall time against two passes of loudnorm and an MP3 (the issue of record: master + MP3 128, with the mono, at −16 LUFS). */
const BARS = { withoutMono: 1, quiet: 1.2, loud: 2, memoryMb: 300 }

/**
 * How long a verified render takes, from nothing, beside what a careful person would type (a concat, loudnorm in two passes
 * and an MP3) of the same sounds with the same FFmpeg, in turn: of master and MP3 128 at −23 LUFS, and with the MP3 64 mono at
 * −23 and −16; how far all are from their target, and the most memory that was taken. Other normalisers of Debian run on the
 * shortest length. `npm run bench -- render [minutes…, default 5 15 30 60]`. Ends with 1 when a bar is broken.
 */
export async function run(options: string[]): Promise<void> {
  const lengths = options.map(Number).filter((minutes) => minutes > 0)
  const ffmpeg = await ffmpegOfTests()
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  let isBroken = false
  try {
    say(`FFmpeg ${ffmpeg.version}. Lên Sóng giải mã và đo lại từng tệp; loudnorm hai lượt và MP3 128 không đo lại.`)
    say(
      'phút | đích | Lên Sóng làm | Lên Sóng s | loudnorm s | tỉ số (mức) | lệch đích LU | lệch loudnorm LU | MB | lượt',
    )
    const wanted = lengths.length > 0 ? lengths : [5, 15, 30, 60]
    for (const minutes of wanted) {
      const place = join(folder, String(minutes))
      await mkdir(place)
      const sounds = await longProgramme(minutes, place, ffmpeg.path)
      for (const target of [-23, -16]) {
        if (!(await compare(minutes, sounds, ffmpeg, target, place))) isBroken = true
      }
      if (minutes === Math.min(...wanted)) await compareOthers(minutes, sounds, ffmpeg, place)
      await rm(place, { recursive: true, force: true })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  if (isBroken) process.exitCode = 1
}

/** One length at one target: whether every bar held. */
async function compare(minutes: number, sounds: Sound[], ffmpeg: Ffmpeg, target: number, place: string) {
  const peer = join(place, `peer${target}.mp3`)
  const theirs = await timed(() => twoPasses(sounds, ffmpeg.path, peer, target))
  const theirsOff = (await measure(peer, ffmpeg)).integratedLufs
  const told = (what: string, made: Awaited<ReturnType<typeof ours>>, bar: number): boolean => {
    const ratio = made.seconds / theirs.seconds
    say(
      [
        minutes,
        target,
        what,
        made.seconds.toFixed(1),
        theirs.seconds.toFixed(1),
        `${ratio.toFixed(2)} (≤ ${bar.toFixed(1)})`,
        made.lufs.map((lufs) => off(lufs, target)).join(', '),
        off(theirsOff, target),
        made.peakMb.toFixed(0),
        made.rounds,
      ].join(' | '),
    )
    return ratio <= bar && made.peakMb <= BARS.memoryMb
  }
  const isWithin: boolean[] = []
  if (target === -23)
    isWithin.push(told('gốc, 128', await ours(sounds, ffmpeg, place, target, 'mp3'), BARS.withoutMono))
  const all = await ours(sounds, ffmpeg, place, target, 'mp3 and mono')
  isWithin.push(told('gốc, 128, 64 mono', all, target === -23 ? BARS.quiet : BARS.loud))
  return !isWithin.includes(false)
}

/** Renders in a folder of its own, from nothing. */
async function ours(
  sounds: readonly Sound[],
  ffmpeg: Ffmpeg,
  place: string,
  target: number,
  deliveries: Task['deliveries'],
) {
  const workDir = await mkdtemp(join(place, 'ours-'))
  const paths = Object.fromEntries(sounds.map(({ sha256, path }) => [sha256, path]))
  const task = { recipe: recipeOf(sounds, target), paths, ffmpeg, workDir, deliveries }
  const made = await renderAlone(task, join(dirname(place), 'compiled'))
  await rm(workDir, { recursive: true, force: true })
  return made
}

/** Other free programs that level sound to EBU R 128, the join and the MP3 before or after them counted. */
async function compareOthers(minutes: number, sounds: Sound[], ffmpeg: Ffmpeg, place: string): Promise<void> {
  say('chương trình khác | phút | đích | s | lệch đích LU')
  for (const { program, note, make } of NORMALISERS) {
    if (!(await isInstalled(program))) {
      say(`${program} | không có trên máy này (not installed)`)
      continue
    }
    for (const target of [-23, -16]) {
      const folder = await mkdtemp(join(place, 'other-'))
      const made = await timed(() => make({ sounds, ffmpegPath: ffmpeg.path, folder, target }))
      const { path, gainDb } = made.result
      const lufs = (await measure(path, ffmpeg)).integratedLufs
      const heard = lufs === undefined ? undefined : lufs + gainDb
      say([`${program} (${note})`, minutes, target, made.seconds.toFixed(1), off(heard, target)].join(' | '))
    }
  }
}

/** What a careful person types: everything to one format, joined, loudnorm measured, then applied, then MP3. */
async function twoPasses(parts: readonly Sound[], ffmpegPath: string, out: string, target: number): Promise<void> {
  const { inputs, joined } = joining(parts)
  const measuring = `${joined},loudnorm=I=${target}:TP=-1:LRA=11:print_format=json`
  const first = await typed(ffmpegPath, [...inputs, '-filter_complex', measuring, '-f', 'null', '-'])
  const told = JSON.parse(first.slice(first.lastIndexOf('{'), first.lastIndexOf('}') + 1)) as Record<string, string>
  const measured = `measured_I=${told.input_i}:measured_TP=${told.input_tp}:measured_LRA=${told.input_lra}:measured_thresh=${told.input_thresh}:offset=${told.target_offset}`
  const applying = `${joined},loudnorm=I=${target}:TP=-1:LRA=11:${measured}:linear=true,aresample=48000`
  await typed(ffmpegPath, [...inputs, '-filter_complex', applying, '-b:a', '128k', '-y', out])
}

function off(lufs: number | undefined, target: number): string {
  return lufs === undefined ? '?' : (lufs - target).toFixed(2)
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const from = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - from) / 1000 }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

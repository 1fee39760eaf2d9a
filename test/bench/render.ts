import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ffmpeg, measure, planRecipe, type Rendered, render, shippedTunes } from '../../audio/index.ts'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import { ffmpegOfTests } from '../builders.ts'
import { end, start } from '../on-air/run.ts'

/**
 * How long a verified render takes beside what a careful person would type: a concat, loudnorm in two passes and an MP3,
 * of the same reads and tunes, with the same FFmpeg, in turn. `npm run bench -- render [rounds, default 3]`.
 */
export async function run([rounds = '3']: string[]): Promise<void> {
  const count = Math.max(1, Number.parseInt(rounds, 10))
  const ffmpeg = await ffmpegOfTests()
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  try {
    const parts = await materials()
    say(`FFmpeg ${ffmpeg.version}, ${parts.length} phần, ${count} lượt mỗi cách; giây là giây đồng hồ.`)
    say('đích LUFS | Lên Sóng s | hai lượt loudnorm s | tỉ số | lệch của Lên Sóng LU | lệch của loudnorm LU')
    for (const target of [-23, -18, -16]) {
      const ours: number[] = []
      const theirs: number[] = []
      let rendered: Rendered | undefined
      let peer = ''
      for (let round = 0; round < count; round++) {
        const workDir = join(folder, `${target}-${round}`)
        await mkdir(workDir)
        ours.push(await seconds(async () => (rendered = await renderOurs(parts, ffmpeg, workDir, target))))
        peer = join(folder, `peer-${target}-${round}.mp3`)
        theirs.push(await seconds(() => twoPasses(parts, ffmpeg.path, peer, target)))
      }
      const off = (value: number | undefined) => (value === undefined ? '?' : (value - target).toFixed(2))
      const peerFigures = await measure(peer, ffmpeg)
      say(
        [
          target,
          median(ours).toFixed(2),
          median(theirs).toFixed(2),
          (median(ours) / median(theirs)).toFixed(2),
          off(rendered?.mp3.figures.integratedLufs),
          off(peerFigures.integratedLufs),
        ].join(' | '),
      )
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Part {
  role: 'intro' | 'item' | 'outro'
  title: string
  path: string
  sha256: string
}

/** The demo's reads between the shipped tunes: about four and a half minutes. */
async function materials(): Promise<Part[]> {
  const tune = (role: 'intro' | 'outro') => shippedTunes().filter((one) => one.role === role)
  const wanted = [
    ...tune('intro').map(({ title, path }) => ({ role: 'intro' as const, title, path })),
    ...DEMO_SCRIPT.map((item) => ({ role: 'item' as const, title: item.title, path: readPath(item) })),
    ...tune('outro').map(({ title, path }) => ({ role: 'outro' as const, title, path })),
  ]
  return Promise.all(
    wanted.map(async (part) => ({
      ...part,
      sha256: createHash('sha256')
        .update(await readFile(part.path))
        .digest('hex'),
    })),
  )
}

function renderOurs(parts: readonly Part[], ffmpeg: Ffmpeg, workDir: string, targetLufs: number): Promise<Rendered> {
  const recipe = planRecipe(
    parts.map(({ role, title, sha256 }) => ({ role, title, sha256, gapAfterMs: 0 })),
    { targetLufs, tags: { title: 'Đo tốc độ', artist: 'Lên Sóng', album: 'Đo tốc độ', date: '2026-11-01' } },
  )
  const paths = new Map(parts.map(({ sha256, path }) => [sha256, path]))
  return render(recipe, { ffmpeg, workDir, pathOf: (sha256) => paths.get(sha256) ?? '' })
}

/** What a careful person types: everything to one format, joined, loudnorm measured, then applied, then MP3. */
async function twoPasses(parts: readonly Part[], ffmpegPath: string, out: string, target: number): Promise<void> {
  const inputs = parts.flatMap(({ path }) => ['-i', path])
  const joined = `${parts.map((_, i) => `[${i}:a]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo[p${i}]`).join(';')};${parts.map((_, i) => `[p${i}]`).join('')}concat=n=${parts.length}:v=0:a=1`
  const first = await ffmpeg(ffmpegPath, [
    ...inputs,
    '-filter_complex',
    `${joined},loudnorm=I=${target}:TP=-1:LRA=11:print_format=json`,
    '-f',
    'null',
    '-',
  ])
  const told = JSON.parse(first.slice(first.lastIndexOf('{'), first.lastIndexOf('}') + 1)) as Record<string, string>
  const measured = `measured_I=${told.input_i}:measured_TP=${told.input_tp}:measured_LRA=${told.input_lra}:measured_thresh=${told.input_thresh}:offset=${told.target_offset}`
  await ffmpeg(ffmpegPath, [
    ...inputs,
    '-filter_complex',
    `${joined},loudnorm=I=${target}:TP=-1:LRA=11:${measured}:linear=true,aresample=48000`,
    '-b:a',
    '128k',
    '-y',
    out,
  ])
}

async function ffmpeg(path: string, args: string[]): Promise<string> {
  const child = start(path, ['-hide_banner', '-nostdin', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr?.on('data', (part: Buffer) => {
    text += part
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  await end(child, 'SIGKILL')
  if (code !== 0) throw new Error(text.slice(-500))
  return text
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

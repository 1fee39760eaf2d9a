import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPartStore, previewMix, type Rendered, render } from '../../audio/index.ts'
import { ffmpegOfTests } from '../builders.ts'
import { longProgramme, recipeOf, type Sound, withOneExchanged } from './long-material.ts'

/**
 * What exchanging one read of a rendered programme costs: until the changed mix is heard from there on, and until all three
 * files stand verified again; beside a render from nothing of the same changed programme.
 * `npm run bench -- incremental [minutes, default 30]`.
 */
export async function run([given = '30']: string[]): Promise<void> {
  const minutes = Math.max(2, Number(given))
  const ffmpeg = await ffmpegOfTests()
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  try {
    const before = await longProgramme(minutes, folder, ffmpeg.path)
    const after = await withOneExchanged(before, folder, ffmpeg.path)
    const paths = new Map([...before, ...after].map(({ sha256, path }) => [sha256, path]))
    const pathOf = (sha256: string): string => paths.get(sha256) ?? ''
    say(`FFmpeg ${ffmpeg.version}, ${minutes} phút, ${before.length} phần, thay một bản đọc ở giữa.`)
    say('đích | dựng lại từ đầu s | nghe được bản mới s | dựng lại phần đổi s | nghe | dựng | cùng bản gốc | lượt')
    for (const target of [-23, -16]) {
      const stores = async (name: string) => ({
        parts: await createPartStore({ folder: join(folder, name, 'parts'), maxBytes: 1e11, ffmpeg }),
        stretches: { folder: join(folder, name, 'stretches'), maxBytes: 1e10 },
      })
      const make = async (sounds: readonly Sound[], name: string, kept: Awaited<ReturnType<typeof stores>>) => {
        const workDir = join(folder, name)
        await mkdir(workDir, { recursive: true })
        return timed(() => render(recipeOf(sounds, target), { ffmpeg, ...kept, workDir, pathOf, niceness: 0 }))
      }
      const full = await make(after, `full${target}`, await stores(`cold${target}`))
      const warm = await stores(`warm${target}`)
      await make(before, `before${target}`, warm)
      const fromMs = startOf(
        full.result,
        after.findIndex(({ sha256 }) => !before.some((one) => one.sha256 === sha256)),
      )
      const heard = await firstSound((onChunk, signal) =>
        previewMix(recipeOf(after, target), { parts: warm.parts, pathOf, ffmpeg, fromMs, onChunk, signal }),
      )
      const again = await make(after, `again${target}`, await stores(`warm${target}`))
      const isSame = again.result.master.sha256 === full.result.master.sha256
      const { master, mp3, mono } = again.result.rounds
      say(
        [
          target,
          full.seconds.toFixed(1),
          heard.toFixed(2),
          again.seconds.toFixed(1),
          `${((heard / full.seconds) * 100).toFixed(0)} %`,
          `${((again.seconds / full.seconds) * 100).toFixed(0)} %`,
          isSame ? 'từng byte' : 'KHÁC',
          `${master}+${mp3}+${mono}`,
        ].join(' | '),
      )
      for (const name of ['cold', 'warm', 'full', 'before', 'again'])
        await rm(join(folder, `${name}${target}`), { recursive: true, force: true })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function startOf({ parts }: Rendered, place: number): number {
  return Math.floor((parts[place]?.startFrame ?? 0) / 48)
}

/** Seconds until the first bytes come; then it is ended. */
async function firstSound(
  listen: (onChunk: (chunk: Buffer) => void, signal: AbortSignal) => Promise<void>,
): Promise<number> {
  const stop = new AbortController()
  const from = performance.now()
  let seconds = Number.NaN
  const onChunk = (): void => {
    if (Number.isNaN(seconds)) seconds = (performance.now() - from) / 1000
    stop.abort()
  }
  await listen(onChunk, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  return seconds
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const from = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - from) / 1000 }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

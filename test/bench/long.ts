import { mkdtemp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AudioError, createPartStore, planRecipe, probe, render, shippedTunes } from '../../audio/index.ts'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import { decoded, openLibebur128, type Reading } from '../audio/libebur128.ts'
import { Material, sha256 } from '../audio/material.ts'
import { ffmpegOfTests } from '../builders.ts'
import { descendantsOf, pssBytesOf, pssBytesWithDescendants } from './memory.ts'

const MEMORY_BAR_BYTES = 300_000_000
const TOLERANCE_LU = 0.2
const HIGHEST_DBTP = -1
const READ_MINUTES = 3

/**
 * A programme as long as a station ever airs, at −16 LUFS, from nothing kept: does its length hold to the sample, its loudness
 * by libebur128, its memory (this process and every FFmpeg of it together, shared pages by their share), and is nothing left behind?
 * `npm run bench -- long [minutes, default 90]`. Ends with 1 when a bar is broken.
 */
export async function run([minutes = '90']: string[]): Promise<void> {
  const ffmpeg = await ffmpegOfTests()
  const meter = openLibebur128()
  if (meter === undefined) throw new Error('apt-get install libebur128-1')
  const material = await Material.open()
  try {
    const paths = await programme(material, Math.max(READ_MINUTES, Number.parseInt(minutes, 10)))
    const hashes = await Promise.all(paths.map((path) => sha256(path)))
    const slots = hashes.map((hash, place) => ({
      role: 'item' as const,
      title: `Phần ${place + 1}`,
      sha256: hash,
      gapAfterMs: place === hashes.length - 1 ? 0 : 700,
    }))
    const tags = { title: 'Chương trình dài', artist: 'Lên Sóng', album: 'Đo bộ nhớ', date: '2026-11-01' }
    const recipe = planRecipe(slots, { targetLufs: -16, tags })
    const lengths: number[] = []
    for (const path of paths) lengths.push((await probe(path, ffmpeg)).durationMs)
    const planned = lengths.reduce((sum, length) => sum + length, 0) + 700 * (paths.length - 1)

    const workDir = await mkdtemp(material.path('work-'))
    const parts = await createPartStore({ folder: material.path('parts'), maxBytes: 10e9, ffmpeg })
    const memory = new MemoryWatch()
    const begun = performance.now()
    const pathOf = (hash: string): string => paths[hashes.indexOf(hash)] ?? ''
    const rendered = await render(recipe, { ffmpeg, parts, pathOf, workDir }).finally(() => memory.end())
    const seconds = (performance.now() - begun) / 1000

    const lines: [what: string, value: string, passed: boolean][] = []
    const lengthMs = rendered.master.frames / 48
    lines.push([
      'độ dài',
      `${(lengthMs / 60_000).toFixed(2)} phút, lệch kế hoạch ${(lengthMs - planned).toFixed(1)} ms`,
      // Each part's length is known to a millisecond.
      Math.abs(lengthMs - planned) <= paths.length,
    ])
    for (const [name, file, channels] of [
      ['thành phẩm WAV', rendered.master, 2],
      ['MP3 128', rendered.mp3, 2],
      ['MP3 64 một kênh', rendered.mono, 1],
    ] as const) {
      const reading = await meter.read(decoded(file.path, channels, ffmpeg.path), channels)
      lines.push([name, told(reading), holds(reading, file.frames)])
    }
    lines.push([
      'bộ nhớ cao nhất',
      `${Math.round(memory.highest / 1e6)} MB (riêng Node ${Math.round(memory.ownAtHighest / 1e6)} MB, trước khi dựng ${Math.round(memory.atStart / 1e6)} MB)`,
      memory.highest <= MEMORY_BAR_BYTES,
    ])
    const left = (await readdir(workDir)).toSorted()
    lines.push(['tệp còn lại', left.join(', '), left.length === 3])
    lines.push([
      'tiến trình còn lại',
      String((await descendantsOf(process.pid)).length),
      (await descendantsOf(process.pid)).length === 0,
    ])
    say(
      `FFmpeg ${ffmpeg.version}, ${paths.length} phần, dựng và kiểm trong ${seconds.toFixed(1)} s (${(lengthMs / 1000 / seconds).toFixed(0)}× thời gian thật)`,
    )
    for (const [what, value, passed] of lines) say(`${what} | ${value} | ${passed ? 'PASS' : 'FAIL'}`)
    if (lines.some(([, , passed]) => !passed)) process.exitCode = 1
  } catch (error) {
    if (!(error instanceof AudioError)) throw error
    say(`FAIL: ${error.message}`)
    process.exitCode = 1
  } finally {
    await material.close()
  }
}

/** Tunes around reads of three minutes, each of the demo's reads in another order. */
async function programme(material: Material, minutes: number): Promise<string[]> {
  const tune = (role: string): string => shippedTunes().find((one) => one.role === role)?.path ?? ''
  const voices = await Promise.all(
    DEMO_SCRIPT.map((item, place) => material.convert(readPath(item), `voice-${place}.wav`)),
  )
  const reads: string[] = []
  for (let place = 0; place < minutes / READ_MINUTES; place++) {
    const turned = [...voices.slice(place % voices.length), ...voices.slice(0, place % voices.length)]
    const inputs = turned.flatMap((path) => ['-i', path])
    const name = join('.', `read-${place}.flac`)
    const length = ['-t', String(READ_MINUTES * 60 - (place % 7))]
    reads.push(
      await material.ffmpeg(name, ...inputs, '-filter_complex', `concat=n=${turned.length}:v=0:a=1`, ...length),
    )
  }
  return [tune('intro'), ...reads, tune('outro')]
}

/** Looks ten times a second at what this process and all that it started hold in memory. */
class MemoryWatch {
  highest = 0
  ownAtHighest = 0
  atStart = 0
  readonly #timer = setInterval(() => void this.#look(), 100)

  end(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const own = await pssBytesOf(process.pid)
    const all = await pssBytesWithDescendants(process.pid)
    if (this.atStart === 0) this.atStart = own
    if (all <= this.highest) return
    this.highest = all
    this.ownAtHighest = own
  }
}

function told({ integratedLufs, truePeakDbtp, frames }: Reading): string {
  return `${integratedLufs.toFixed(2)} LUFS, ${truePeakDbtp.toFixed(2)} dBTP, ${frames} mẫu`.replaceAll('-', '−')
}

function holds(reading: Reading, frames: number): boolean {
  return (
    Math.abs(reading.integratedLufs + 16) <= TOLERANCE_LU &&
    reading.truePeakDbtp <= HIGHEST_DBTP &&
    reading.frames === frames
  )
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

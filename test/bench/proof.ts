import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareWithMaster, type MasterStretch, type ProofResult } from '../../audio/index.ts'
import { Editions, mulberry, THE_BAR } from '../audio/editions.ts'
import { ffmpegOfTests } from '../builders.ts'

const WITHIN_S = 10
const START_WITHIN_MS = 50
const EDGE_WITHIN_MS = 200
/** Words of an edition of ten minutes, and of others that fill the hour. */
const EDITION_WORDS = 2210
const LONG_WORDS = 4700

/**
 * A 10-minute edition in an hour of other editions by the same voice, received through MP3 64k, ±3 dB, a hum and 0.1 % of
 * speed: time, start error, where missing stretches are found, and another edition that must be refused.
 * `npm run bench -- proof [rounds, default 3]`.
 */
export async function run([rounds = '3']: string[]): Promise<void> {
  const count = Math.max(1, Number.parseInt(rounds, 10))
  const ffmpeg = await ffmpegOfTests()
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  try {
    const make = new Editions(folder, ffmpeg.path)
    say('Đang tạo một giờ phát thanh bằng giọng máy…')
    const own = await make.edition('own', 1, EDITION_WORDS)
    const absent = await make.edition('absent', 2, EDITION_WORDS)
    const before = await make.edition('before', 3, LONG_WORDS)
    const after = await make.edition('after', 4, LONG_WORDS)
    const hour = await make.received(await make.joined('hour.wav', before, own, after), 'hour.mp3', THE_BAR)
    const { path: holed, holes } = await withHoles(make, own, before)
    const worn = await make.received(await make.joined('worn.wav', before, holed, after), 'worn.mp3', THE_BAR)
    const beforeMs = (await compared(before, before)).result.masterMs

    async function compared(
      masterPath: string,
      recordingPath: string,
    ): Promise<{ result: ProofResult; seconds: number }> {
      const from = performance.now()
      const result = await compareWithMaster({ masterPath, recordingPath, sharedPaths: make.tunes() }, { ffmpeg })
      return { result, seconds: (performance.now() - from) / 1000 }
    }

    say(
      `FFmpeg ${ffmpeg.version}, ${cpus().length} nhân, ${count} lượt mỗi phép so; giây là giây đồng hồ, kể cả giải mã.`,
    )
    say(
      'phép so | tìm thấy | khớp % | giây (ngưỡng 10) | lệch đầu ms (ngưỡng 50) | tốc độ ppm (thật 1000) | đoạn thiếu',
    )
    let isGood = true
    for (let round = 0; round < count; round++) {
      for (const [what, master, recording, wanted] of [
        ['kỳ 10 phút trong 60 phút', own, hour, true],
        ['cùng bản thu, kỳ bị mất từng đoạn', own, worn, true],
        ['kỳ khác, cùng giọng', absent, hour, false],
      ] as const) {
        const { result, seconds } = await compared(master, recording)
        const startErrorMs = result.found ? (result.offsetMs ?? 0) - beforeMs / THE_BAR.speed : undefined
        const edges = recording === worn ? edgeErrors(holes, result.missing) : undefined
        const passed =
          result.found === wanted &&
          seconds < WITHIN_S &&
          Math.abs(startErrorMs ?? 0) <= START_WITHIN_MS &&
          (edges === undefined || (edges.unfound === 0 && edges.beyond === 0))
        isGood &&= passed
        const share = (100 * result.matched).toFixed(1)
        const missing =
          edges === undefined
            ? result.found
              ? String(result.missing.length)
              : result.onlyShared
                ? 'chỉ trùng nhạc hiệu'
                : 'tất cả'
            : `${holes.length - edges.unfound}/${holes.length} đoạn; mép lệch giữa ${edges.median} ms, nhiều nhất ${edges.most} ms, quá 200 ms: ${edges.beyond}`
        const cells = [what, result.found ? 'có' : 'không', share, seconds.toFixed(2), figure(startErrorMs)]
        say([...cells, figure(result.speedPpm), missing, passed ? 'đạt' : 'KHÔNG ĐẠT'].join(' | '))
      }
    }
    if (!isGood) process.exitCode = 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The edition with stretches of 1 to 3 s gone: every other one silent, the rest other speech of the same voice. */
async function withHoles(
  make: Editions,
  own: string,
  foreign: string,
): Promise<{ path: string; holes: MasterStretch[] }> {
  const random = mulberry(5)
  const holes: MasterStretch[] = []
  const parts: string[] = []
  let at = 0
  for (let k = 0; k < 24; k++) {
    const from = 20 + k * 22 + Math.round(random() * 9000) / 1000
    const length = 1 + Math.round(random() * 2000) / 1000
    parts.push(await make.cut(own, `kept-${k}.wav`, at, from - at))
    parts.push(
      k % 2 ? await make.cut(foreign, `hole-${k}.wav`, 60 + from, length) : await make.silence(`hole-${k}.wav`, length),
    )
    at = from + length
    holes.push({ fromMs: from * 1000, toMs: at * 1000 })
  }
  parts.push(await make.cut(own, 'kept-last.wav', at))
  return { path: await make.joined('holed.wav', ...parts), holes }
}

function edgeErrors(holes: readonly MasterStretch[], found: readonly MasterStretch[]) {
  const errors: number[] = []
  let unfound = 0
  for (const { fromMs, toMs } of holes) {
    const inside = found.filter((stretch) => stretch.fromMs < toMs && stretch.toMs > fromMs)
    const [first, last] = [inside[0], inside.at(-1)]
    if (first === undefined || last === undefined) unfound++
    else errors.push(Math.abs(first.fromMs - fromMs), Math.abs(last.toMs - toMs))
  }
  errors.sort((a, b) => a - b)
  return {
    unfound,
    median: Math.round(errors[errors.length >> 1] ?? 0),
    most: Math.round(errors.at(-1) ?? 0),
    beyond: errors.filter((error) => error > EDGE_WITHIN_MS).length,
  }
}

function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(1)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

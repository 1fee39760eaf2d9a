import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runFfmpeg } from '../../audio/ffmpeg.ts'
import {
  AudioError,
  createPartStore,
  type Ffmpeg,
  measure,
  planRecipe,
  type Rendered,
  render,
} from '../../audio/index.ts'
import { MeterReader, meterFilters, SampleMeter } from '../../audio/loudness/index.ts'
import { integratedLufs, truePeakDbtp } from '../audio/bs1770.ts'
import { type CaseReading, type CaseTrace, EBU_CASES, type EbuCase, readCase } from '../audio/ebu-cases.ts'
import { type Libebur128, openLibebur128, type Reading } from '../audio/libebur128.ts'
import { Material, sha256 } from '../audio/material.ts'
import { ffmpegOfTests } from '../builders.ts'
import { type BenchInput, loudnessInputs } from './loudness-inputs.ts'
import { twoPassLoudnorm } from './loudnorm.ts'

const TARGETS = [-23, -18, -16]
/** EBU R 128 v5 for the delivered programme; true peak as every programme's. */
const TOLERANCE_LU = 0.2
const HIGHEST_DBTP = -1

/**
 * Two questions. Does our meter read what EBU Tech 3341 and 3342 say? Do the three deliveries of unruly sounds lie on target
 * by a meter that is neither ours nor FFmpeg's, and where would two passes of loudnorm have put them?
 * `npm run bench -- loudness [parts of inputs' names]`. Ends with 1 when a bar is broken.
 */
export async function run(only: string[]): Promise<void> {
  const ffmpeg = await ffmpegOfTests()
  const material = await Material.open()
  const meter = openLibebur128()
  let broken = 0
  try {
    say(`FFmpeg ${ffmpeg.version}. Máy đo độc lập: ${meter === undefined ? 'test/audio/bs1770.ts' : 'libebur128'}.\n`)
    if (only.length === 0) broken += await conformance(material, ffmpeg)
    broken += await deliveries(material, ffmpeg, meter, only)
  } finally {
    await material.close()
  }
  say(broken === 0 ? '\nMọi mức đều đạt.' : `\nKhông đạt: ${broken}.`)
  if (broken > 0) process.exitCode = 1
}

async function conformance(material: Material, ffmpeg: Ffmpeg): Promise<number> {
  say('EBU Tech 3341 và 3342, máy đo của Lên Sóng; (FFmpeg ebur128 trong ngoặc, để so)')
  say('ca | gì | phải đọc | sai số cho phép | đọc được | kết quả')
  let broken = 0
  for (const one of EBU_CASES) {
    const ours = readCase(one, ours48)
    const passed = ours.every((reading) => isWithin(one, reading))
    if (!passed) broken++
    const theirs = isForFilter(one) ? ` (${span(await throughFilter(material, ffmpeg, one))})` : ''
    const wanted =
      one.expected.length === 1 ? number(one.expected[0]) : `${number(one.expected[0])}…${number(one.expected.at(-1))}`
    say(
      [
        one.id,
        one.what,
        wanted,
        `+${one.above}/−${one.below}`,
        `${span(ours)}${theirs}`,
        passed ? 'PASS' : 'FAIL',
      ].join(' | '),
    )
  }
  const surround = await fiveChannels(material, ffmpeg)
  const passed = Math.abs(surround + 23) <= 0.1
  if (!passed) broken++
  say(
    `3341-6 | năm kênh, bằng bộ lọc ebur128 | −23.0 | +0.1/−0.1 | ${number(surround, 2)} | ${passed ? 'PASS' : 'FAIL'}`,
  )
  say('3341-7, 3341-8, 3342-5, 3342-6 | chương trình thật của EBU | không tạo lại được bằng máy\n')
  return broken
}

function ours48(samples: Float32Array): CaseTrace {
  const meter = new SampleMeter({ truePeaks: true })
  meter.push(samples)
  return meter.result()
}

/** The filter looks every 100 ms: what needs more is not asked of it. */
function isForFilter({ figure }: EbuCase): boolean {
  return figure !== 'momentary' && figure !== 'short-term'
}

async function throughFilter(material: Material, ffmpeg: Ffmpeg, one: EbuCase): Promise<CaseReading[]> {
  const [signal = new Float32Array(0)] = one.signals()
  const bytes = Buffer.from(signal.buffer, signal.byteOffset, signal.byteLength)
  const path = await material.write('case.f32', bytes)
  const trace = await metered(ffmpeg, path, 2)
  return readCase({ ...one, signals: () => [signal] }, () => trace)
}

/** Case 6: left and right −28, centre −24, surrounds −30 dBFS, which count more. */
async function fiveChannels(material: Material, ffmpeg: Ffmpeg): Promise<number> {
  const levels = [-28, -28, -24, -30, -30].map((dbfs) => 10 ** (dbfs / 20))
  const samples = new Float32Array(20 * 48_000 * 5)
  for (let place = 0; place < samples.length; place++)
    samples[place] = (levels[place % 5] ?? 0) * Math.sin((2 * Math.PI * Math.floor(place / 5)) / 48)
  const path = await material.write('case6.f32', Buffer.from(samples.buffer))
  return (await metered(ffmpeg, path, 5)).integratedLufs ?? Number.NaN
}

async function metered(ffmpeg: Ffmpeg, path: string, channels: 2 | 5): Promise<CaseTrace> {
  const meter = new MeterReader()
  const layout = channels === 2 ? 'stereo' : '5.0(side)'
  const { log } = await runFfmpeg(ffmpeg, {
    inputs: [{ path, options: ['-f', 'f32le', '-ar', '48000', '-ac', String(channels)] }],
    filterGraph: `[0:a]aformat=channel_layouts=${layout},${meterFilters}[metered]`,
    outputs: [{ onChunk: (chunk) => meter.push(chunk), options: ['-map', '[metered]', '-f', 'null'] }],
    untrusted: false,
    timeLimitMs: 120_000,
  })
  return meter.result(log)
}

async function deliveries(
  material: Material,
  ffmpeg: Ffmpeg,
  meter: Libebur128 | undefined,
  only: readonly string[],
): Promise<number> {
  const isWanted = ({ name }: BenchInput): boolean => only.length === 0 || only.some((part) => name.includes(part))
  const inputs = (await loudnessInputs(material)).filter(isWanted)
  say(
    `Bản giao của ${inputs.length} loại âm thanh ở ba mức. Mỗi ô: lệch đích LU, đỉnh thật dBTP; phải trong ±${TOLERANCE_LU} LU, ≤ ${number(HIGHEST_DBTP)} dBTP`,
  )
  say('âm thanh | đích | thành phẩm WAV | MP3 128 | MP3 64 một kênh | hai lượt loudnorm | kết quả')
  const read = (path: string, channels: 1 | 2) => independent(meter, material, ffmpeg, path, channels)
  const worst = { ours: 0, loudnorm: 0 }
  let broken = 0
  const parts = await createPartStore({ folder: material.path('parts'), maxBytes: 3e9, ffmpeg })
  for (const input of inputs) {
    for (const target of TARGETS) {
      const workDir = await mkdtemp(material.path('delivery-'))
      const peerPath = join(workDir, 'loudnorm.mp3')
      const peer = await twoPassLoudnorm(ffmpeg.path, input.paths, target, peerPath).then(
        () => read(peerPath, 2),
        () => undefined,
      )
      if (peer !== undefined) worst.loudnorm = Math.max(worst.loudnorm, Math.abs(peer.integratedLufs - target))
      const rendered = await deliver(input, target, { ffmpeg, parts, workDir })
      const cells: string[] = []
      let passed = !(rendered instanceof AudioError)
      if (rendered instanceof AudioError)
        cells.push(`từ chối: ${rendered.code} ${JSON.stringify(rendered.details.what ?? '')}`, '', '')
      else {
        for (const [file, channels] of [
          [rendered.master, 2],
          [rendered.mp3, 2],
          [rendered.mono, 1],
        ] as const) {
          const reading = await read(file.path, channels)
          const off = Math.abs(reading.integratedLufs - target)
          worst.ours = Math.max(worst.ours, off)
          passed &&= off <= TOLERANCE_LU && reading.truePeakDbtp <= HIGHEST_DBTP && reading.frames === file.frames
          cells.push(
            cell(reading, target) + (reading.frames === file.frames ? '' : ` ${reading.frames}≠${file.frames}`),
          )
        }
        if (rendered.limited) cells[0] += ' (hạn đỉnh)'
      }
      if (!passed) broken++
      say(
        [
          input.name,
          number(target),
          ...cells,
          peer === undefined ? 'không làm được' : cell(peer, target),
          passed ? 'PASS' : 'FAIL',
        ].join(' | '),
      )
      await rm(workDir, { recursive: true, force: true })
    }
  }
  say(`Lệch nhiều nhất: Lên Sóng ${number(worst.ours, 2)} LU, hai lượt loudnorm ${number(worst.loudnorm, 2)} LU.`)
  return broken
}

interface Surroundings {
  ffmpeg: Ffmpeg
  parts: Awaited<ReturnType<typeof createPartStore>>
  workDir: string
}

async function deliver(input: BenchInput, targetLufs: number, io: Surroundings): Promise<Rendered | AudioError> {
  const hashes = await Promise.all(input.paths.map((path) => sha256(path)))
  const slots = hashes.map((hash) => ({ role: 'item' as const, title: input.name, sha256: hash, gapAfterMs: 0 }))
  const tags = { title: input.name, artist: 'Lên Sóng', album: 'Đo độ to', date: '2026-11-01' }
  const pathOf = (hash: string): string => input.paths[hashes.indexOf(hash)] ?? ''
  try {
    return await render(planRecipe(slots, { targetLufs, tags }), { ...io, pathOf })
  } catch (error) {
    if (error instanceof AudioError) return error
    throw error
  }
}

/** A file by the meter that is not ours; where there is none, by the one that the tests wrote from the standard. */
async function independent(
  meter: Libebur128 | undefined,
  material: Material,
  ffmpeg: Ffmpeg,
  path: string,
  channels: 1 | 2,
): Promise<Reading> {
  if (meter !== undefined) return meter.readFile(path, channels, ffmpeg.path)
  const mono = channels === 1 ? ['-af', 'pan=stereo|c0=c0|c1=c0'] : []
  const stereo = await material.convert(path, 'independent.wav', ...mono, '-c:a', 'pcm_f32le')
  const samples = await material.samples(stereo)
  const { rangeLu = 0 } = await measure(stereo, ffmpeg)
  const frames = samples.length / 2
  return { integratedLufs: integratedLufs(samples), rangeLu, truePeakDbtp: truePeakDbtp(samples), frames }
}

function isWithin({ below, above }: EbuCase, { lowest, highest, expected }: CaseReading): boolean {
  return lowest >= expected - below && highest <= expected + above
}

function span(readings: readonly CaseReading[]): string {
  const off = readings.flatMap(({ lowest, highest, expected }) => [lowest - expected, highest - expected])
  const [first] = readings
  if (readings.length === 1 && first !== undefined && first.lowest === first.highest) return number(first.lowest, 2)
  return `lệch ${signed(Math.min(...off))}…${signed(Math.max(...off))}`
}

function cell({ integratedLufs: lufs, truePeakDbtp: peak }: Reading, target: number): string {
  return `${signed(lufs - target)}, ${number(peak, 2)}`
}

function signed(value: number): string {
  return value < 0 ? number(value, 2) : `+${number(value, 2)}`
}

function number(value: number | undefined, digits = 1): string {
  return (value ?? Number.NaN).toFixed(digits).replace('-', '−')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

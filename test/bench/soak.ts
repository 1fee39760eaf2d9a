import { fileURLToPath } from 'node:url'
import { readStatus } from '../../server/handover/index.ts'
import { raisePriority } from '../../server/playout/index.ts'
import type { Noise } from '../on-air/noise.ts'
import { type ChildProcess, end, record } from '../on-air/run.ts'
import { delay, type SoundServer, startSoundServer, wallAnchor } from '../on-air/sound-server.ts'
import { makeStation, type Station } from '../on-air/station.ts'
import { stretchesOf } from './chaos-judge.ts'
import { pssBytesOf } from './memory.ts'
import { childrenOf, cpuMsOf, type Growth, growthOf } from './soak-figures.ts'
import { startOrdinary } from './start-ways.ts'

/**
 * `npm run bench -- soak [hours, default 1]`: the whole station as `npm start` runs it, half-minute editions back to back
 * on a null sink. Every 30 s the memory of both processes (sum of PSS), the processor time of the on-air process, the
 * device's drift; all along gaps, and every edition captured and compared sample by sample. Ends with 1 when a bar is
 * broken: 256 MB, 5 % growth over the run, 3 % of a core, one altered sample, one gap.
 */
export async function run([hours = '1']: string[]): Promise<void> {
  const lastsMs = Math.max(0.02, Number(hours.replace(',', '.'))) * 3_600_000
  // The recorder must not be what drops samples; the station itself is started as it is ordinarily.
  await raisePriority().catch((error: unknown) => process.stdout.write(`priority not raised: ${error}\n`))
  const sound = await startSoundServer({ sinks: ['soak'] })
  const station = await makeStation()
  let whole: ChildProcess | undefined
  try {
    const even = await station.addMaster('even.wav', EDITION_MS / 1000, 3)
    const odd = await station.addMaster('odd.wav', EDITION_MS / 1000, 4)
    const startStation = () =>
      startOrdinary(process.execPath, [fileURLToPath(new URL('../../server/start.ts', import.meta.url))], {
        ...process.env,
        ...sound.env,
        LEN_SONG_DATA: station.dataDir,
        LEN_SONG_PORT: '0',
        LEN_SONG_HTTPS_PORT: '0',
        LEN_SONG_HOST: '127.0.0.1',
      })
    // The first start of all compiles; what is measured is every later one.
    await station.plan('alsa:soak', [station.airing('warm-up', odd, Date.now() + 8000)])
    whole = startStation()
    await station.entry('process-started', 20_000)
    await delay(COMPILED_MS)
    await end(whole, 'SIGTERM')
    const noiseOf = (n: number) => (n % 2 === 0 ? even : odd)
    const firstAt = Date.now() + WARM_UP_MS
    const editions = Math.floor(lastsMs / EDITION_MS)
    const airings = Array.from({ length: editions }, (_, n) =>
      station.airing(`soak-${n}`, noiseOf(n), firstAt + n * EDITION_MS),
    )
    await station.plan('alsa:soak', airings)
    whole = startStation()
    const listening = listenTo(sound, 'soak')
    const samples: Sample[] = []
    const heard: Heard[] = []
    let judged = 0
    await delay(firstAt - Date.now() + 5000)
    for (;;) {
      samples.push(await sampleOf(station, whole.pid ?? 0))
      for (; judged < editions && Date.now() > firstAt + (judged + 1) * EDITION_MS + 2000; judged++) {
        heard.push(listening.judge(noiseOf(judged), firstAt + judged * EDITION_MS))
      }
      if (judged >= editions) break
      await delay(SAMPLE_MS)
    }
    await listening.stop()
    const xruns = (await station.journal()).filter(({ event }) => event === 'xrun').length
    process.exitCode = tell(samples, heard, xruns, lastsMs) ? 0 : 1
  } finally {
    if (whole !== undefined) await end(whole, 'SIGTERM')
    await sound.stop()
    await station.remove()
  }
}

const EDITION_MS = 30_000
const SAMPLE_MS = 30_000
/** The pages may have to be built first. */
const WARM_UP_MS = 60_000
const FRAMES_PER_MS = 48
const FRAME_BYTES = 4
const MEGABYTE = 1024 ** 2
/** Both processes write down what was compiled within ten seconds of their start; the pages may be built first. */
const COMPILED_MS = 60_000

interface Sample {
  atMs: number
  onAirBytes: number
  webBytes: number
  supervisorBytes: number
  onAirCpuMs: number
  onAirPid: number
  driftPpm: number | undefined
}

interface Heard {
  errorMs: number | undefined
  altered: number
  /** Where it slipped, when anything was altered. */
  slips?: string
}

async function sampleOf(station: Station, supervisor: number): Promise<Sample> {
  const onAirPid = await station.onAirPid()
  const { status } = await readStatus(station.dataDir, Date.now())
  const web = (await childrenOf(supervisor, 'server/main.ts'))[0] ?? 0
  return {
    atMs: performance.now(),
    onAirBytes: await pssBytesOf(onAirPid),
    webBytes: await pssBytesOf(web),
    supervisorBytes: await pssBytesOf(supervisor),
    onAirCpuMs: await cpuMsOf(onAirPid),
    onAirPid,
    driftPpm: status?.driftPpm,
  }
}

/** Keeps the last two minutes of a sink's monitor. */
function listenTo(sound: SoundServer, sink: string) {
  let bytes = Buffer.alloc(0)
  let droppedFrames = 0
  const blocks: Buffer[] = []
  const readings: { at: number; zero: number }[] = []
  const onError = (text: string) => {
    const at = performance.now()
    for (const [, seconds] of text.matchAll(/Time: ([\d.]+) sec/g))
      readings.push({ at, zero: at - Number(seconds) * 1000 })
    if (readings.length > 20_000) readings.splice(0, 10_000)
  }
  const args = [
    '-v',
    '-d',
    `${sink}.monitor`,
    '--raw',
    '--format=s16le',
    '--rate=48000',
    '--channels=2',
    '--latency-msec=50',
  ]
  const recorder = record('parec', args, { ...process.env, ...sound.env }, (block) => blocks.push(block), onError)
  return {
    judge(noise: Noise, startsAt: number): Heard {
      bytes = Buffer.concat([bytes, ...blocks.splice(0)])
      const nowMs = performance.now()
      const near = readings.filter(({ at }) => nowMs - at < 60_000).map(({ zero }) => zero)
      const zeroMs = (near.toSorted((a, b) => a - b)[near.length >> 1] ?? Number.NaN) + wallAnchor()
      const expected = Math.round((startsAt - zeroMs) * FRAMES_PER_MS)
      const samples = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / FRAME_BYTES) * 2)
      const zero = placeOf(samples, noise, expected - droppedFrames)
      let altered = noise.frames
      if (zero !== undefined) {
        altered = 0
        for (let i = 0; i < noise.samples.length; i++) if (samples[zero * 2 + i] !== noise.samples[i]) altered++
      }
      const slips = altered > 0 ? slipsOf(samples, noise, zero ?? expected - droppedFrames) : undefined
      // What lies before the next edition is not needed any more.
      const done = Math.max(0, Math.min(bytes.length, (expected - droppedFrames + noise.frames - 48_000) * FRAME_BYTES))
      bytes = Buffer.from(bytes.subarray(done))
      droppedFrames += done / FRAME_BYTES
      return {
        errorMs:
          zero === undefined ? undefined : (zero + droppedFrames - done / FRAME_BYTES - expected) / FRAMES_PER_MS,
        altered,
        slips,
      }
    },
    stop: () => end(recorder, 'SIGTERM'),
  }
}

/** The stretches of an altered edition: from where in it to where, and how far from their place. */
function slipsOf(samples: Int16Array, noise: Noise, zero: number): string {
  const from = Math.max(0, zero)
  const piece = samples.subarray(from * 2, (zero + noise.frames) * 2)
  const { stretches, unknownFrames } = stretchesOf(piece, from, noise, zero)
  const ms = (frames: number) => (frames / FRAMES_PER_MS).toFixed(0)
  const told = stretches.map(
    (one) => `${ms(one.from - one.zero)}–${ms(one.to - one.zero)} ms: ${one.zero - zero} frames`,
  )
  return `${told.slice(0, 8).join('; ')}; unknown ${ms(unknownFrames)} ms`
}

/** The frame at which the noise's frame 0 lies, at most 100 ms from where it is expected. */
function placeOf(samples: Int16Array, noise: Noise, expected: number): number | undefined {
  const probe = 48_000
  for (let off = 0; off <= 4800; off++) {
    for (const zero of [expected + off, expected - off]) {
      const at = (zero + probe) * 2
      let same = 0
      while (same < 32 && samples[at + same] === noise.samples[probe * 2 + same]) same++
      if (same === 32) return zero
    }
  }
  return undefined
}

function tell(samples: Sample[], heard: Heard[], xruns: number, lastsMs: number): boolean {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const both = growthOf(samples.map(({ atMs, onAirBytes, webBytes }) => ({ atMs, value: onAirBytes + webBytes })))
  const loads = samples.slice(1).flatMap((now, i) => {
    const before = samples[i]
    if (before === undefined || before.onAirPid !== now.onAirPid) return []
    return [(100 * (now.onAirCpuMs - before.onAirCpuMs)) / (now.atMs - before.atMs)]
  })
  const load = loads.toSorted((a, b) => a - b)
  const drifts = samples.flatMap(({ driftPpm }) => (driftPpm === undefined ? [] : [driftPpm]))
  const errors = heard.flatMap(({ errorMs }) => (errorMs === undefined ? [] : [Math.abs(errorMs)]))
  const altered = heard.reduce((sum, one) => sum + one.altered, 0)
  const median = load[load.length >> 1] ?? Number.NaN
  const mb = (bytes: number) => (bytes / MEGABYTE).toFixed(1)
  const last = samples.at(-1)
  say(`${(lastsMs / 3_600_000).toFixed(2)} giờ (hours), ${heard.length} kỳ nối nhau (editions back to back)`)
  say(
    `bộ nhớ hai tiến trình (memory of both, PSS): lớn nhất (max) ${mb(both.max)} MB, mức (bar) ≤ 256; ${growthWords(both)}`,
  )
  if (last !== undefined) {
    say(
      `  cuối cùng (at the end): phát sóng (on air) ${mb(last.onAirBytes)}, web ${mb(last.webBytes)}; trông nom (supervisor, beside them) ${mb(last.supervisorBytes)} MB`,
    )
  }
  say(
    `CPU tiến trình phát sóng (on air): trung vị (median) ${median.toFixed(2)} %, lớn nhất (max) ${(load.at(-1) ?? Number.NaN).toFixed(2)} % của một nhân (of a core), mức (bar) ≤ 3`,
  )
  say(
    `lệch nhịp thiết bị (drift): ${drifts.length === 0 ? '–' : `${Math.min(...drifts).toFixed(1)} … ${Math.max(...drifts).toFixed(1)} ppm`}`,
  )
  say(
    `hụt tiếng (underruns): ${xruns}; mẫu bị đổi (altered samples): ${altered}; lệch giờ lớn nhất (max start error): ${Math.max(...errors).toFixed(2)} ms`,
  )
  for (const [n, { slips }] of heard.entries()) if (slips !== undefined) say(`  kỳ ${n + 1}: ${slips}`)
  return both.max <= 256 * MEGABYTE && both.overRun < 0.05 && median <= 3 && xruns === 0 && altered === 0
}

function growthWords({ overRun, perDayBytes }: Growth): string {
  const perDay = (perDayBytes / MEGABYTE).toFixed(1)
  return `tăng (growth) ${(overRun * 100).toFixed(1)} % cả lượt (over the run), mức (bar) < 5 %; ${perDay} MB một ngày nếu cứ thế (a day at that rate)`
}

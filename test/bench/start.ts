import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { raisePriority } from '../../server/playout/index.ts'
import { type Noise, writeNoise } from '../on-air/noise.ts'
import { delay, type SoundServer, startSoundServer } from '../on-air/sound-server.ts'
import { isInstalled } from './installed.ts'
import { keepRendering } from './start-load.ts'
import { type Measured, measure, playReference } from './start-meter.ts'
import {
  printBars,
  printHistogram,
  printOutliers,
  printReference,
  printRows,
  type Reference,
  type Row,
  say,
} from './start-report.ts'
import { ARMED, OTHERS, type Way, wallNow } from './start-ways.ts'

/**
 * How late a planned instant is heard at the captured output: the armed engine, its device opened anew for each airing,
 * beside other programs on the same sound server; on a machine that is idle but for the measurement, then with renders
 * running. `npm run bench -- start [n of ours = 300] [n of each other = 12] [armed how many seconds ahead = 2.1; the station: 10] [idle | loaded]`.
 * Programs that are not installed are named and left out.
 */
export async function run([ours = '300', theirs = '12', ahead = '2.1', only]: string[]): Promise<void> {
  const count = Math.max(1, Number.parseInt(ours, 10))
  const others = Math.max(0, Number.parseInt(theirs, 10))
  const leadMs = Math.max(LEAD_MS, Number.parseFloat(ahead) * 1000)
  const ways: Way[] = []
  const missing: string[] = []
  for (const way of OTHERS) {
    if (way.program === undefined || (await isInstalled(way.program))) ways.push(way)
    else missing.push(way.program)
  }
  const sinks = Array.from({ length: LANES }, (_, i) => `sink${i + 1}`)
  const sound = await startSoundServer({ sinks })
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  Object.assign(process.env, sound.env)
  try {
    // As the on-air process does; what is started from here gets back what programs have ordinarily.
    await raisePriority().catch((error: unknown) => say(`Không nâng được mức ưu tiên (priority not raised): ${error}`))
    const noise = await writeNoise(join(folder, 'noise.wav'), 0.4, 5)
    const reference = await writeNoise(join(folder, 'reference.wav'), 1.2, 6)
    const bench: Bench = { sound, folder, noise, reference, sinks, ways, count, others, leadMs }
    say(
      `Lên Sóng ${count} lượt, mở thiết bị trước ${leadMs / 1000} s; mỗi cách khác ${others} lượt; ${LANES} đầu ra cùng lúc (sinks at once)`,
    )
    say('Giờ định phát → mẫu âm thanh đầu tiên ở đầu ra thu lại (planned instant → first sample captured), ms')
    if (missing.length > 0) say(`Không có trên máy này nên không đo (not installed here): ${missing.join(', ')}`)
    const idle = only === 'loaded' ? [] : await phase(bench, 'máy rảnh (idle)')
    const loaded = only === 'idle' ? [] : await phaseBesideRenders(bench)
    say('')
    printBars(idle, loaded)
  } finally {
    await sound.stop()
    await rm(folder, { recursive: true })
  }
}

interface Bench {
  sound: SoundServer
  folder: string
  noise: Noise
  reference: Noise
  sinks: string[]
  ways: Way[]
  count: number
  others: number
  leadMs: number
}

/** So many at once that three hundred take five minutes, so few that the sound server is not what is measured. */
const LANES = 3
const APART_MS = 1000
const LEAD_MS = 2100
/** Starts in one capture. */
const IN_CAPTURE = 12

async function phaseBesideRenders(bench: Bench): Promise<Measured[]> {
  const load = await keepRendering()
  await delay(1000)
  return phase(bench, `đang dựng ${load.renders} bản (renders running)`).finally(load.stop)
}

async function phase(bench: Bench, name: string): Promise<Measured[]> {
  const { sinks, count, others, ways } = bench
  const reference: Reference = { errorsMs: [], spreadMs: 0 }
  const before = loadavg()[0] ?? 0
  const measured = await Promise.all(
    sinks.map((sink, lane) => {
      const share = Math.floor(count / LANES) + (lane < count % LANES ? 1 : 0)
      return measureWay(bench, ARMED, sink, share, lane * APART_MS, reference)
    }),
  )
  const after = loadavg()[0] ?? 0
  const rows: Row[] = [{ name: `${ARMED.name} (mở thiết bị trước)`, measured: measured.flat() }]
  for (let from = 0; others > 0 && from < ways.length; from += LANES) {
    const group = ways.slice(from, from + LANES)
    rows.push(
      ...(await Promise.all(
        group.map(async (way, i) => ({
          name: way.name,
          measured: await measureWay(bench, way, sinks[i] ?? '', others, i * APART_MS),
        })),
      )),
    )
  }
  say('')
  say(`## ${name}; tải của máy (load average) ${before.toFixed(1)} → ${after.toFixed(1)}`)
  printRows(rows)
  printHistogram('Lên Sóng:', measured.flat())
  printOutliers(measured.flat())
  printReference(name, reference)
  return measured.flat()
}

/** One way on one sink, one start after another; captured and judged a dozen at a time. */
async function measureWay(
  { sound, folder, noise, reference, leadMs }: Bench,
  way: Way,
  sink: string,
  count: number,
  offsetMs: number,
  told?: Reference,
): Promise<Measured[]> {
  const own = join(folder, `${sink}-${way.program ?? 'armed'}`)
  await mkdir(own, { recursive: true })
  await delay(offsetMs)
  const open = await way.open({ sound, sink, noise, folder: own })
  const measured: Measured[] = []
  try {
    while (measured.length < count) {
      const recorder = await sound.startCapture(sink)
      const errorOfMeter = told && (await playReference(sound, sink, reference))
      const planned: { instant: number; said: string | undefined }[] = []
      while (planned.length < IN_CAPTURE && measured.length + planned.length < count) {
        // Never on the same phase of a period, a second or a millisecond.
        const instant =
          wallNow() + (way === ARMED ? leadMs : LEAD_MS) + ((planned.length * 37.37 + measured.length * 11.13) % 100)
        planned.push({ instant, said: await open.play(instant) })
      }
      const capture = await recorder.stop()
      for (const [i, { instant, said = '' }] of planned.entries()) {
        measured.push({ ...measure(capture, noise, instant), said: `${sink}, thứ ${i + 1} trong bản thu: ${said}` })
      }
      const error = errorOfMeter?.(capture)
      if (error !== undefined) told?.errorsMs.push(error)
      if (told) told.spreadMs = Math.max(told.spreadMs, capture.meterMs)
    }
  } finally {
    await open.close()
  }
  return measured
}

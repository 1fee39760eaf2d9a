import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPlayer } from '../../audio/index.ts'
import { differing, findNoise, type Noise, writeNoise } from '../on-air/noise.ts'
import { end, start } from '../on-air/run.ts'
import { type Capture, delay, type SoundServer, startSoundServer, wallAnchor } from '../on-air/sound-server.ts'

/**
 * How late a planned instant is heard: the armed engine beside programs started cold at that instant, each on a sink of
 * its own of one sound server, all of them in the same rounds. `npm run bench -- start [rounds, default 8]`.
 */
export async function run([rounds = '8']: string[]): Promise<void> {
  const count = Math.max(1, Number.parseInt(rounds, 10))
  const sound = await startSoundServer({ sinks: WAYS.map(({ sink }) => sink) })
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  Object.assign(process.env, sound.env)
  try {
    const noise = await writeNoise(join(folder, 'noise.wav'), 3)
    const captures = await Promise.all(WAYS.map(({ sink }) => sound.startCapture(sink)))
    const planned: number[] = []
    for (let i = 0; i < count; i++) {
      // Never on the same phase of a period, a second or a millisecond.
      const instant = performance.now() + wallAnchor() + LEAD_MS + 37.37 * i
      planned.push(instant)
      await Promise.all(WAYS.map((way) => way.play(sound, noise, instant, way.sink)))
      await delay(300)
    }
    const captured = await Promise.all(captures.map((capture) => capture.stop()))
    print(
      count,
      WAYS.map(({ name }, i) => ({ name, ...judge(captured[i], noise, planned) })),
    )
  } finally {
    await sound.stop()
    await rm(folder, { recursive: true })
  }
}

interface Way {
  name: string
  sink: string
  /** Resolves some time after the sound has ended. */
  play: (sound: SoundServer, noise: Noise, instant: number, sink: string) => Promise<void>
}

interface Judged {
  errors: number[]
  whole: number
  unheard: number
  meterMs: number
}

const LEAD_MS = 2300
const PROBE = 9600
const FRAMES_PER_MS = 48

const WAYS: Way[] = [
  { name: 'Lên Sóng (thiết bị mở sẵn)', sink: 'armed', play: playArmed },
  {
    name: 'ffmpeg -f pulse (chạy nguội)',
    sink: 'ffpulse',
    play: cold('ffmpeg', (path, sink) => [...FFMPEG, path, '-f', 'pulse', '-device', sink, 'bench']),
  },
  {
    name: 'ffmpeg -f alsa (chạy nguội)',
    sink: 'ffalsa',
    play: cold('ffmpeg', (path, sink) => [...FFMPEG, path, '-f', 'alsa', sink]),
  },
  { name: 'paplay (chạy nguội)', sink: 'paplay', play: cold('paplay', (path, sink) => [`--device=${sink}`, path]) },
]
const FFMPEG = ['-nostdin', '-loglevel', 'quiet', '-i']

async function playArmed(_: SoundServer, noise: Noise, instant: number, sink: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const player = createPlayer({ onEvent: (event) => event.type === 'ended' && resolve() })
  await player.arm(`alsa:pulse:${sink}`, { id: 'bench', wavPath: noise.path, startsAtMs: instant })
  await promise
  await player.close()
}

function cold(program: string, args: (path: string, sink: string) => string[]): Way['play'] {
  return async (sound, noise, instant, sink) => {
    await delay(instant - wallAnchor() - performance.now())
    const child = start(program, args(noise.path, sink), { env: { ...process.env, ...sound.env }, stdio: 'ignore' })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await Promise.race([ended, delay(noise.durationMs + 3000)])
    await end(child, 'SIGKILL')
  }
}

function judge(capture: Capture | undefined, noise: Noise, planned: number[]): Judged {
  const judged: Judged = { errors: [], whole: 0, unheard: 0, meterMs: capture?.meterMs ?? Number.NaN }
  for (const instant of planned) {
    if (capture === undefined) break
    const expected = Math.max(0, Math.round((instant - capture.frameZeroMs) * FRAMES_PER_MS) - 4800)
    const zero = findNoise(capture.samples.subarray(0, (expected + 6 * 48_000) * 2), noise, PROBE, expected)
    if (zero === undefined) {
      judged.unheard++
      continue
    }
    judged.errors.push(capture.frameZeroMs + zero / FRAMES_PER_MS - instant)
    if (differing(capture.samples, noise, zero) === 0) judged.whole++
  }
  return judged
}

function print(count: number, rows: (Judged & { name: string })[]): void {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  say(`Giờ định phát → mẫu âm thanh đầu tiên ở đầu ra thu lại, ${count} lượt (planned instant → first sample captured)`)
  say('')
  say('| | trung vị (median) ms | p5 … p95 ms | lớn nhất (max) ms | nguyên vẹn (whole) |')
  say('|---|---|---|---|---|')
  for (const { name, errors, whole, unheard } of rows) {
    const sorted = errors.toSorted((a, b) => a - b)
    const at = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(2) ?? '–'
    const largest = errors.length === 0 ? '–' : Math.max(...errors.map(Math.abs)).toFixed(2)
    const lost = unheard > 0 ? `, ${unheard} không nghe thấy (unheard)` : ''
    say(`| ${name} | ${at(0.5)} | ${at(0.05)} … ${at(0.95)} | ${largest} | ${whole}/${count}${lost} |`)
  }
  const meter = Math.max(...rows.map(({ meterMs }) => meterMs))
  say('')
  say(`Sai số của chính phép đo (the meter's own spread): ± ${meter.toFixed(2)} ms`)
}

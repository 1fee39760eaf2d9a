import { type FileHandle, link, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlayoutAiring } from '../../schedules/index.ts'
import { isAlive } from '../../server/playout/index.ts'
import { type Noise, writeNoise } from '../on-air/noise.ts'
import { delay, type SoundServer, startSoundServer } from '../on-air/sound-server.ts'
import { makeStation, type Station } from '../on-air/station.ts'
import { captureToFile } from './capture-to-file.ts'
import { readFrames, repeatedMs, stretchesOf } from './chaos-judge.ts'

/**
 * `npm run bench -- chaos [kills, default 100] [stations, default: as many as processors]`: kill −9 of the real on-air process at random
 * instants, under the real supervisor, on real sound; several stations side by side, each on a sink of its own that is
 * captured. Judged from journals and captures: every airing has exactly one outcome, none sounds at a wrong place
 * (0.5 s) or twice (0.5 s around a restart), a killed one is heard again within 3 s, and “missed” means that nothing of
 * it sounded. Ends with 1 when one of these is broken.
 */
export async function run([kills = '100', stations]: string[]): Promise<void> {
  const wanted = Math.max(1, Number.parseInt(kills, 10))
  // A process that comes back needs a processor to itself for half a second, as it has at a station.
  const count = Math.max(1, stations === undefined ? availableParallelism() : Number.parseInt(stations, 10))
  const sinks = Array.from({ length: count }, (_, n) => `chaos${n}`)
  const sound = await startSoundServer({ sinks })
  const folder = await mkdtemp(join(tmpdir(), 'len-song-chaos-'))
  const left = { kills: wanted }
  const results: Found[] = []
  try {
    const noises: Noise[] = []
    for (let n = 0; n < MASTERS; n++) noises.push(await writeNoise(join(folder, `${n}.wav`), AIRING_MS / 1000, n + 7))
    const share = Math.ceil(wanted / count)
    // As `npm start` has it: what Node made of the program at its first start is kept.
    const env = { ...sound.env, NODE_COMPILE_CACHE: join(folder, 'compiled') }
    await startOnce(env, noises[0])
    results.push(...(await Promise.all(sinks.map((sink) => torment(sound, env, folder, sink, noises, share, left)))))
  } finally {
    await sound.stop()
    await rm(folder, { recursive: true })
  }
  process.exitCode = tell(results, wanted) ? 0 : 1
}

interface Found {
  airings: number
  outcomes: Map<string, number>
  againMs: number[]
  offsetMs: number[]
  repeatedMs: number[]
  broken: string[]
}

const MASTERS = 4
const AIRING_MS = 20_000
const EVERY_MS = 22_000
const FIRST_MS = 8000
/** Up to so long after it began, a process is killed. */
const LIVES_MS = 7000
/** “Missed” is said half a minute after it is so. */
const SETTLE_MS = 45_000
const AGAIN_MS = 3000
const OFF_MS = 500
/** With less than this left, nothing is joined any more. */
const WORTH_MS = 5500
const FRAMES_PER_MS = 48

async function torment(
  sound: SoundServer,
  env: Record<string, string>,
  folder: string,
  sink: string,
  noises: Noise[],
  kills: number,
  left: { kills: number },
): Promise<Found> {
  const station = await makeStation()
  const captured = join(folder, `${sink}.raw`)
  try {
    const airings: PlayoutAiring[] = []
    const firstAt = Date.now() + FIRST_MS
    const many = Math.ceil((kills * (LIVES_MS + 4000)) / EVERY_MS) + 10
    for (let n = 0; n < many; n++) {
      const noise = noises[n % noises.length]
      if (noise === undefined) continue
      const path = join(station.dataDir, `${n % noises.length}.wav`)
      if (n < noises.length) await link(noise.path, path)
      // Never on the same phase of a second.
      airings.push(station.airing(`${sink}-${n}`, { ...noise, path }, firstAt + n * EVERY_MS + ((n * 37.37) % 100)))
    }
    await station.plan(`alsa:pulse:${sink}`, airings)
    const capture = await captureToFile(sound, sink, captured)
    station.supervise(env)
    const killedAt: number[] = []
    for (let last = 0; killedAt.length < kills && left.kills > 0; ) {
      const pid = await newHolder(station, last)
      await delay(Math.random() * LIVES_MS)
      if (!isAlive(pid)) continue
      process.kill(pid, 'SIGKILL')
      killedAt.push(Date.now())
      left.kills--
      last = pid
    }
    const until = Date.now()
    const begun = airings.filter(({ startsAt }) => startsAt < until)
    await station.plan(`alsa:pulse:${sink}`, begun)
    await delay(SETTLE_MS + AIRING_MS)
    const heard = await capture.stop()
    return await judge(station, captured, begun, noises, killedAt, heard)
  } finally {
    await station.remove()
    await rm(captured, { force: true })
  }
}

/** A start and an orderly end, with a second of sound. */
async function startOnce(env: Record<string, string>, noise: Noise | undefined): Promise<void> {
  if (noise === undefined) return
  const station = await makeStation()
  try {
    const path = join(station.dataDir, 'once.wav')
    await link(noise.path, path)
    await station.plan('alsa:chaos0', [station.airing('once', { ...noise, path }, Date.now() - 1000)])
    const child = station.start(env)
    await station.entry('first-sample', 30_000)
    await delay(1000)
    await station.kill(child, 'SIGTERM')
  } finally {
    await station.remove()
  }
}

/** The pid of another process than the last one, as soon as it holds the lock. */
async function newHolder(station: Station, last: number): Promise<number> {
  for (let i = 0; i < 3000; i++) {
    const pid = Number(await readFile(station.files.lock, 'utf8').catch(() => ''))
    if (pid > 0 && pid !== last && isAlive(pid)) return pid
    await delay(10)
  }
  throw new Error('the on-air process did not come back within 30 s')
}

async function judge(
  station: Station,
  captured: string,
  airings: PlayoutAiring[],
  noises: Noise[],
  killedAt: number[],
  zeroNear: (ms: number) => number,
): Promise<Found> {
  const found: Found = { airings: 0, outcomes: new Map(), againMs: [], offsetMs: [], repeatedMs: [], broken: [] }
  const journal = await station.journal()
  const file: FileHandle = await open(captured)
  try {
    for (const [n, { airingId, startsAt }] of airings.entries()) {
      const noise = noises[n % noises.length]
      if (noise === undefined) continue
      found.airings++
      const zeroMs = zeroNear(startsAt + AIRING_MS / 2)
      const frameAt = (ms: number) => Math.round((ms - zeroMs) * FRAMES_PER_MS)
      const from = Math.max(0, frameAt(startsAt - 900))
      const piece = await readFrames(file, from, (AIRING_MS + 1800) * FRAMES_PER_MS)
      const { stretches, unknownFrames } = stretchesOf(piece, from, noise, frameAt(startsAt))
      const outcomes = journal.filter((entry) => entry.event === 'outcome' && entry.airingId === airingId)
      const outcome = String(outcomes[0]?.details.outcome)
      found.outcomes.set(outcome, (found.outcomes.get(outcome) ?? 0) + 1)
      const broken = (what: string) => found.broken.push(`${airingId}: ${what}`)
      if (outcomes.length !== 1) broken(`${outcomes.length} outcomes`)
      if (outcome === 'missed' && stretches.length > 0) broken('missed, and yet something sounded')
      if (unknownFrames > (stretches.length + 1) * ENDS_FRAMES)
        broken(`${(unknownFrames / FRAMES_PER_MS).toFixed(0)} ms of something else`)

      for (const { zero } of stretches) found.offsetMs.push((zero - frameAt(startsAt)) / FRAMES_PER_MS)
      const repeated = repeatedMs(stretches)
      found.repeatedMs.push(repeated)
      if (repeated > OFF_MS) broken(`${repeated.toFixed(0)} ms sounded twice`)
      const heardMs = stretches.reduce((sum, one) => sum + (one.to - one.from), 0) / FRAMES_PER_MS
      if (outcome === 'aired' && heardMs < AIRING_MS - OFF_MS) broken(`aired, ${heardMs.toFixed(0)} ms heard`)

      const kills = killedAt.filter((at) => at > startsAt && at < startsAt + AIRING_MS - WORTH_MS - AGAIN_MS)
      for (const [k, at] of kills.entries()) {
        const again = stretches.find((one) => one.from > frameAt(at))
        const againMs = again === undefined ? Number.POSITIVE_INFINITY : (again.from - frameAt(at)) / FRAMES_PER_MS
        const next = kills[k + 1] ?? killedAt.find((later) => later > at)
        // Killed once more before it could be heard: that one counts.
        if (next !== undefined && next - at < againMs && next - at < AGAIN_MS) continue
        found.againMs.push(againMs)
        if (againMs > AGAIN_MS) broken(`heard again ${againMs.toFixed(0)} ms after a kill`)
      }
    }
  } finally {
    await file.close()
  }
  for (const off of found.offsetMs) if (Math.abs(off) > OFF_MS) found.broken.push(`${off.toFixed(0)} ms off its place`)
  return found
}

/** Of every stretch both ends may lie within a step of the judge, and be neither silence nor master there. */
const ENDS_FRAMES = 2 * 48

function tell(results: Found[], kills: number): boolean {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const all = (pick: (found: Found) => number[]) => results.flatMap(pick)
  const airings = results.reduce((sum, found) => sum + found.airings, 0)
  const outcomes = new Map<string, number>()
  for (const found of results) {
    for (const [outcome, n] of found.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + n)
  }
  say(`${kills} lần kill −9, ${airings} lượt phát (kills, airings); kết quả (outcomes):`)
  say(`  ${[...outcomes].map(([outcome, n]) => `${outcome} ${n}`).join(', ')}`)
  say('')
  say('| | n | trung vị (median) ms | p95 ms | p99 ms | lớn nhất (max) ms | mức (bar) |')
  say('|---|---|---|---|---|---|---|')
  row(
    'nghe lại sau khi bị kill (heard again)',
    all(({ againMs }) => againMs),
    '≤ 3000',
  )
  row(
    'lệch chỗ (offset error)',
    all(({ offsetMs }) => offsetMs.map(Math.abs)),
    '≤ 500',
  )
  row(
    'lặp lại mỗi lượt (sounded twice, an airing)',
    all(({ repeatedMs: ms }) => ms),
    '≤ 500',
  )
  const broken = results.flatMap((found) => found.broken)
  say('')
  say(broken.length === 0 ? 'Không vi phạm điều nào (nothing broken)' : `Vi phạm (broken), ${broken.length}:`)
  for (const what of broken.slice(0, 40)) say(`  ${what}`)
  return broken.length === 0

  function row(name: string, values: number[], bar: string): void {
    const sorted = values.toSorted((a, b) => a - b)
    const at = (part: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]?.toFixed(1) ?? '–'
    say(`| ${name} | ${sorted.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${at(1)} | ${bar} |`)
  }
}

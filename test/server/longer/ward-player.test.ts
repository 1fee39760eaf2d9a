import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Clock, dateAt, instantOf, systemClock, timeAt } from '../../../schedules/index.ts'
import type { Airing, Edition, WardStation } from '../../../server/contract/index.ts'
import { onAirFolder, readJournalSince, readPlan, readStatus } from '../../../server/handover/index.ts'
import { isAlive } from '../../../server/playout/index.ts'
import { playedBy, wardPlayers } from '../../../server/ward-players/index.ts'
import { TestStation, until } from '../../builders.ts'
import { faketimeLibrary } from '../../machine/needs.ts'
import { type ChildProcess, end, start } from '../../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../../on-air/sound-server.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const PROGRAM = new URL('../../../server/ward.ts', import.meta.url).pathname
const MINUTE_MS = 60_000
/** The ward's computer is so much fast, all the time. */
const FAST_MS = 423_000
/** Time for two processes to start on a busy machine before the airing. */
const LEAD_MS = 60_000

let sound: SoundServer
let dataDir: string
let stationDir: string
let clockDir: string
let station: TestStation | undefined
let ward: ChildProcess | undefined
let said = ''
beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['ward'] })
  dataDir = await mkdtemp(join(tmpdir(), 'len-song-ward-'))
  stationDir = await mkdtemp(join(tmpdir(), 'len-song-'))
  clockDir = await mkdtemp(join(tmpdir(), 'len-song-clock-'))
})
afterAll(async () => {
  await switchOff()
  await station?.close({ keepData: true })
  await sound.stop()
  await rm(dataDir, { recursive: true, force: true })
  await rm(stationDir, { recursive: true, force: true })
  await rm(clockDir, { recursive: true, force: true })
})

/** The ward's computer with its clock off by so much, as a person starts it there. */
async function switchOn(offMs: number, args: string[] = []): Promise<void> {
  const library = faketimeLibrary()
  if (library === undefined) throw new Error('libfaketime is missing')
  const file = join(clockDir, 'clock')
  await writeFile(file, `+${(offMs / 1000).toFixed(3)}`)
  ward = start(process.execPath, [PROGRAM, ...args], {
    env: {
      ...process.env,
      ...sound.env,
      LEN_SONG_DATA: dataDir,
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_NO_CACHE: '1',
      NO_FAKE_STAT: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const hear = (part: Buffer) => {
    said += part
  }
  ward.stdout?.on('data', hear)
  ward.stderr?.on('data', hear)
}

async function switchOff(): Promise<void> {
  if (ward !== undefined) await end(ward, 'SIGTERM')
  ward = undefined
  const pid = (await readStatus(dataDir, 0)).status?.pid ?? 0
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

/** The machine's clock, moved. */
function movedBy(ms: number): Clock {
  const clock = systemClock()
  return {
    ...clock,
    now: () => clock.now() + ms,
    wakeAt: (instantMs, fn) => clock.wakeAt(instantMs - ms, fn),
    sleepUntil: (instantMs, signal) => clock.sleepUntil(instantMs - ms, signal),
  }
}

/** What of a master is heard: 16 bit, interleaved stereo. */
async function masterOf(path: string): Promise<Int16Array> {
  const bytes = await readFile(path)
  // A broadcast wave: what it says of itself stands before its format.
  const format = bytes.indexOf('fmt ', 12, 'latin1') + 8
  const data = bytes.indexOf('data', format, 'latin1') + 8
  const width = bytes.readUInt16LE(format + 14) / 8
  const channels = bytes.readUInt16LE(format + 2)
  const frames = Math.floor((bytes.length - data) / width / channels)
  const samples = new Int16Array(frames * 2)
  for (let i = 0; i < frames * 2; i++) {
    const at = data + (Math.floor(i / 2) * channels + (channels === 2 ? i % 2 : 0)) * width
    samples[i] = width === 2 ? bytes.readInt16LE(at) : Math.round(bytes.readIntLE(at, 3) / 256)
  }
  return samples
}

const FULL_SCALE = 32_768
const PROBE = 128

/**
 * The frame of a capture at which frame 0 of a master lies, found by a stretch of it from frame `probe` on to within two steps
 * of 16 bit; undefined where it is not, or where that stretch is a pause, which is the same everywhere.
 */
function findSound(captured: Float32Array, master: Int16Array, probe: number): number | undefined {
  const wanted = Float32Array.from(master.subarray(probe * 2, probe * 2 + PROBE), (value) => value / FULL_SCALE)
  if (wanted.filter((value) => Math.abs(value) > 0.005).length < PROBE / 2) return undefined
  for (let i = 0; i + PROBE <= captured.length; i += 2) {
    let same = 0
    while (same < PROBE && Math.abs((captured[i + same] ?? 0) - (wanted[same] ?? 0)) < 2 / FULL_SCALE) same++
    if (same === PROBE) return i / 2 - probe
  }
  return undefined
}

it('plays a day later, on the station’s minute, with the station switched off and its own clock seven minutes fast; and tells it', async () => {
  station = await TestStation.open({ dataDir: stationDir })
  await station.setUp()
  const programme = await station.get<{ id: string }>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  const edition: Edition = await station.readyEdition(programme.id, dateAt(Date.now(), ZONE).slice(0, 7), 8)
  const slot = Date.now() + 24 * 60 * MINUTE_MS + 10 * MINUTE_MS
  const [date, time] = [dateAt(slot, ZONE), timeAt(slot, ZONE)]
  const [airing] = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
    slots: [{ date, time }],
    outsideWindowReason: 'Phát thử',
  })
  if (!airing) throw new Error('no airing')
  expect(airing.startsAt).toBe(instantOf(date, time, ZONE))
  const { linkPath } = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm Phường 1' })
  const origin = await station.app.listen({ host: '127.0.0.1', port: 0 })

  // An evening with a network: plan and file come home, the clock is known to be off.
  await switchOn(FAST_MS, [`${origin}${linkPath}`, '--thiet-bi', 'alsa:pulse:ward'])
  const planned = await until(
    'plan and file',
    async () => {
      const [only] = (await readPlan(onAirFolder(dataDir).plan))?.airings ?? []
      const file = only && (await stat(join(dataDir, only.masterPath)).catch(() => undefined))
      return file && only
    },
    90_000,
  ).catch((cause: unknown) => {
    throw new Error(`${cause}\n${said}`)
  })
  expect(Math.abs(planned.startsAt - airing.startsAt - FAST_MS)).toBeLessThan(200)
  expect(said).toContain('Đồng hồ máy này lệch giờ đài nhanh 7 phút 3 giây')
  await switchOff()
  await station.close({ keepData: true })
  station = undefined

  // The next day nobody answers; the computer is switched on by itself.
  const jumpMs = airing.startsAt - LEAD_MS - Date.now()
  const capture = await sound.startCapture('ward')
  await switchOn(FAST_MS + jumpMs)
  const journal = async () => (await readJournalSince(onAirFolder(dataDir).journal, 0)).entries
  const written = async () => `${said}\n${(await journal()).map((entry) => JSON.stringify(entry)).join('\n')}`
  const outcome = await until(
    'the end of the airing',
    async () => (await journal()).find(({ event }) => event === 'outcome'),
    LEAD_MS + 60_000,
  ).catch(async (cause: unknown) => {
    throw new Error(`${cause}\n${await written()}`)
  })
  // A busy machine keeps parts of it from the device; everything else would be the player's own doing.
  expect(outcome.details.reason ?? 'gaps', await written()).toBe('gaps')
  expect(['aired', 'partial']).toContain(outcome.details.outcome)
  const { samples, frameZeroNearMs } = await capture.stop()
  const master = await masterOf(join(dataDir, planned.masterPath))
  const frames = master.length / 2
  // One of many places: what a busy machine keeps from the device for a moment is left out there.
  const places = Array.from({ length: 20 }, (_, place) => Math.round((frames * (place + 5)) / 30))
  const [zero] = places.flatMap((probe) => findSound(samples, master, probe) ?? [])
  if (zero === undefined) throw new Error(`not heard\n${await written()}`)
  const dueMs = airing.startsAt - jumpMs
  const errorMs = frameZeroNearMs(dueMs) + zero / 48 - dueMs
  expect(Math.abs(errorMs)).toBeLessThan(250)

  // The station is back: the journal comes home.
  station = await TestStation.open({ dataDir: stationDir, clock: movedBy(jumpMs) })
  await station.app.listen({ host: '127.0.0.1', port: Number(new URL(origin).port) })
  const { db } = station
  const play = await until(
    'the journal at the station',
    async () => (await playedBy(db)).find((one) => one.outcome !== undefined),
    100_000,
  ).catch((cause: unknown) => {
    throw new Error(`${cause}\n${said}`)
  })
  expect(play).toMatchObject({
    airingId: airing.id,
    editionId: edition.id,
    outcome: outcome.details.outcome,
    isUnheard: false,
  })
  expect(Math.abs((play.startedAt ?? 0) - airing.startsAt)).toBeLessThan(250)
  expect(Math.abs(play.clockOffMs - FAST_MS)).toBeLessThan(200)
  const [player] = await wardPlayers({ db, clock: movedBy(jumpMs) })
  expect(player).toMatchObject({ state: 'alive', wardName: 'Trạm Phường 1' })
  expect(player?.problems.join(' ')).toContain('chạy nhanh 7 phút 3 giây')
}, 420_000)

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlayoutAiring, PlayoutFile, PlayoutPlan } from '../../schedules/index.ts'
import {
  type JournalEntry,
  makeOnAirFolder,
  type OnAirFolder,
  onAirFolder,
  readJournalSince,
  readStatus,
  writePlan,
} from '../../server/handover/index.ts'
import { isAlive } from '../../server/playout/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { type Noise, writeNoise } from './noise.ts'
import { type ChildProcess, end, start } from './run.ts'
import { delay } from './sound-server.ts'

/** A data folder with masters and a plan, and the real on-air process on it. */
export interface Station {
  dataDir: string
  files: OnAirFolder
  addMaster(name: string, seconds: number, seed?: number): Promise<Noise>
  airing(id: string, noise: Noise, startsAt: number, wanted?: Partial<PlayoutAiring>): PlayoutAiring
  plan(deviceId: string, airings: PlayoutAiring[], wanted?: Partial<PlayoutPlan>): Promise<PlayoutPlan>
  /** What of a plan is a master of this folder. */
  file(noise: Noise): PlayoutFile
  start(env?: Record<string, string>): ChildProcess
  /** The real supervisor with it, and a web process of a few lines. */
  supervise(env?: Record<string, string>): ChildProcess
  /** The pid of the on-air process, once it says so itself. */
  onAirPid(): Promise<number>
  journal(): Promise<JournalEntry[]>
  /** The first entry that fits, waited for. */
  entry(event: JournalEntry['event'], withinMs: number, fits?: (entry: JournalEntry) => boolean): Promise<JournalEntry>
  kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null>
  /** Ends whatever on-air process lives on the folder, whoever started it. */
  endAll(): Promise<void>
  remove(): Promise<void>
}

const PROGRAM = new URL('../../server/on-air.ts', import.meta.url).pathname
const SUPERVISOR = new URL('./programs/supervise.ts', import.meta.url).pathname

export async function makeStation(): Promise<Station> {
  const dataDir = await mkdtemp(join(tmpdir(), 'len-song-station-'))
  const files = await makeOnAirFolder(dataDir)
  const children = new Set<ChildProcess>()
  const supervisors = new Set<ChildProcess>()

  const station: Station = {
    dataDir,
    files: onAirFolder(dataDir),
    addMaster: (name, seconds, seed) => writeNoise(join(dataDir, name), seconds, seed),
    file: ({ path, sha256, frames, durationMs }) => ({
      durationMs,
      frames,
      masterPath: path.slice(dataDir.length + 1),
      masterSha256: sha256,
    }),
    airing: (airingId, noise, startsAt, wanted = {}) =>
      playoutAiring({
        airingId,
        title: 'Cải cách hành chính và cuộc sống',
        startsAt,
        ...station.file(noise),
        ...wanted,
      }),
    async plan(deviceId, airings, wanted = {}) {
      const plan = playoutPlan(airings, deviceId, { writtenAt: Date.now(), ...wanted })
      await writePlan(dataDir, plan)
      return plan
    },
    start(env = {}) {
      const child = start(process.execPath, [PROGRAM, dataDir], {
        env: { ...process.env, ...env },
        stdio: 'ignore',
        // As the supervisor starts it: a session of its own has its own share of the processor.
        detached: true,
      })
      children.add(child)
      child.once('exit', () => children.delete(child))
      return child
    },
    supervise(env = {}) {
      const child = start(process.execPath, [SUPERVISOR, dataDir], { env: { ...process.env, ...env }, stdio: 'ignore' })
      supervisors.add(child)
      return child
    },
    async onAirPid() {
      for (let i = 0; i < 200; i++) {
        const { status, stale } = await readStatus(dataDir, Date.now())
        if (!stale && status !== undefined && isAlive(status.pid)) return status.pid
        await delay(50)
      }
      throw new Error('no on-air process')
    },
    journal: async () => (await readJournalSince(files.journal, 0)).entries,
    async entry(event, withinMs, fits = () => true) {
      const until = performance.now() + withinMs
      while (performance.now() < until) {
        const found = (await station.journal()).find((entry) => entry.event === event && fits(entry))
        if (found !== undefined) return found
        await delay(30)
      }
      const seen = (await station.journal()).map((entry) => `${entry.event} ${JSON.stringify(entry.details)}`)
      throw new Error(`no “${event}” within ${withinMs} ms; the journal holds:\n${seen.join('\n')}`)
    },
    kill: end,
    async endAll() {
      const pid = (await readStatus(dataDir, 0)).status?.pid ?? 0
      for (let waited = 0; waited < 6000 && isAlive(pid); waited += 50) {
        if (waited === 0) process.kill(pid, 'SIGTERM')
        if (waited === 5000) process.kill(pid, 'SIGKILL')
        await delay(50)
      }
    },
    async remove() {
      for (const child of supervisors) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        await end(child, 'SIGTERM')
      }
      if (supervisors.size > 0) await station.endAll()
      for (const child of children) await station.kill(child, 'SIGKILL')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return station
}

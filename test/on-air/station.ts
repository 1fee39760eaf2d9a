import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlayoutAiring, PlayoutPlan } from '../../schedules/index.ts'
import {
  type JournalEntry,
  makeOnAirFolder,
  type OnAirFolder,
  onAirFolder,
  readJournal,
  writePlan,
} from '../../server/handover/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { type Noise, writeNoise } from './noise.ts'
import { type ChildProcess, end, start } from './run.ts'
import { delay } from './sound-server.ts'

/** A data folder with masters and a plan, and the real on-air process on it. */
export interface Station {
  dataDir: string
  files: OnAirFolder
  addMaster(name: string, seconds: number, seed?: number): Promise<Noise>
  airing(id: string, noise: Noise, startsAt: number): PlayoutAiring
  plan(deviceId: string, airings: PlayoutAiring[]): Promise<PlayoutPlan>
  start(env?: Record<string, string>): ChildProcess
  journal(): Promise<JournalEntry[]>
  /** The first entry that fits, waited for. */
  entry(event: JournalEntry['event'], withinMs: number, fits?: (entry: JournalEntry) => boolean): Promise<JournalEntry>
  kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null>
  remove(): Promise<void>
}

const PROGRAM = new URL('../../server/on-air.ts', import.meta.url).pathname

export async function makeStation(): Promise<Station> {
  const dataDir = await mkdtemp(join(tmpdir(), 'len-song-station-'))
  const files = await makeOnAirFolder(dataDir)
  const children = new Set<ChildProcess>()

  const station: Station = {
    dataDir,
    files: onAirFolder(dataDir),
    addMaster: (name, seconds, seed) => writeNoise(join(dataDir, name), seconds, seed),
    airing: (airingId, { path, sha256, frames, durationMs }, startsAt) =>
      playoutAiring({
        airingId,
        title: 'Cải cách hành chính và cuộc sống',
        startsAt,
        durationMs,
        frames,
        masterPath: path.slice(dataDir.length + 1),
        masterSha256: sha256,
      }),
    async plan(deviceId, airings) {
      const plan = playoutPlan(airings, deviceId, { writtenAt: Date.now() })
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
    journal: async () => (await readJournal(files.journal)).entries,
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
    async remove() {
      for (const child of children) await station.kill(child, 'SIGKILL')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return station
}

import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { schema, type WardPlan } from '../contract/index.ts'
import { readIfThere, writeAtomically } from '../handover/index.ts'
import type { ClockKept } from './station-clock.ts'

/** Which of a sound's files is fetched: the master as the station plays it, or an MP3 on a slow line. */
export const WARD_FORMS = ['wav', 'mp3', 'mono'] as const
export type WardForm = (typeof WARD_FORMS)[number]

const Device = Type.Object({ id: Type.String({ minLength: 1 }), name: Type.String() })
const Settings = Type.Object({
  playerId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  link: Type.String({ minLength: 1 }),
  device: Device,
  form: Type.Union([Type.Literal('wav'), Type.Literal('mp3'), Type.Literal('mono')]),
})
const Kept = Type.Object({ offMs: Type.Number(), withinMs: Type.Number(), stationAt: Type.Number() })
const Fetched = Type.Object({ tag: Type.Optional(Type.String()), at: Type.Number(), plan: schema.WardPlan })
const Home = Type.Object({
  /** How far the journal's file with this mark is at the station. */
  places: Type.Record(Type.String(), Type.Number()),
  /** What the clock was off by in the last line that was sent. */
  clockOffMs: Type.Number(),
})
const Corrections = Type.Record(Type.String(), Type.Number())
const Decoded = Type.Record(
  Type.String(),
  Type.Object({
    sha256: schema.Sha256,
    bytes: Type.Number(),
    frames: Type.Integer({ minimum: 1 }),
    durationMs: Type.Number(),
  }),
)

/** What this player is told once: whose it is, where it sounds, what it fetches. */
export type WardSettings = Static<typeof Settings>
/** The plan as the station gave it last, and when by the station's clock. */
export type FetchedPlan = { tag?: string; at: number; plan: WardPlan }
export type JournalHome = Static<typeof Home>
/** MP3s that were made ready for the device, by the MP3's SHA-256. */
export type DecodedFiles = Static<typeof Decoded>

const shapes = {
  'settings.json': Compile(Settings),
  'clock.json': Compile(Kept),
  'plan.json': Compile(Fetched),
  'journal-home.json': Compile(Home),
  'corrections.json': Compile(Corrections),
  'decoded.json': Compile(Decoded),
}

/** The small files of a ward's player beside its journal and media: each whole or not there. */
export interface WardFolder {
  readSettings(): Promise<WardSettings | undefined>
  writeSettings(settings: WardSettings): Promise<void>
  readClock(): Promise<ClockKept | undefined>
  writeClock(kept: ClockKept): Promise<void>
  readPlan(): Promise<FetchedPlan | undefined>
  writePlan(fetched: FetchedPlan): Promise<void>
  readHome(): Promise<JournalHome>
  writeHome(home: JournalHome): Promise<void>
  /** By what a plan (its `writtenAt`) was moved, so that the journal's instants can be told in the station's time. */
  readCorrections(): Promise<Record<string, number>>
  writeCorrections(corrections: Record<string, number>): Promise<void>
  readDecoded(): Promise<DecodedFiles>
  writeDecoded(decoded: DecodedFiles): Promise<void>
}

/** Opens (or makes) the folder; a file that is damaged counts as none: the station knows it all, but the settings. */
export async function openWardFolder(dataDir: string): Promise<WardFolder> {
  const folder = join(dataDir, 'ward')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const read = async <T>(name: keyof typeof shapes, shape: { Check(value: unknown): value is T }) => {
    const text = await readIfThere(join(folder, name))
    if (text === undefined) return undefined
    try {
      const value: unknown = JSON.parse(text)
      return shape.Check(value) ? value : undefined
    } catch {
      return undefined
    }
  }
  const write = (name: keyof typeof shapes, value: object) =>
    // The link is a secret: for its owner alone.
    writeAtomically(join(folder, name), `${JSON.stringify(value)}\n`, 0o600)
  return {
    readSettings: () => read<WardSettings>('settings.json', shapes['settings.json']),
    writeSettings: (settings) => write('settings.json', settings),
    readClock: () => read<ClockKept>('clock.json', shapes['clock.json']),
    writeClock: (kept) => write('clock.json', kept),
    readPlan: () => read<FetchedPlan>('plan.json', shapes['plan.json']),
    writePlan: (fetched) => write('plan.json', fetched),
    readHome: async () =>
      (await read<JournalHome>('journal-home.json', shapes['journal-home.json'])) ?? { places: {}, clockOffMs: 0 },
    writeHome: (home) => write('journal-home.json', home),
    readCorrections: async () =>
      (await read<Record<string, number>>('corrections.json', shapes['corrections.json'])) ?? {},
    writeCorrections: (corrections) => write('corrections.json', corrections),
    readDecoded: async () => (await read<DecodedFiles>('decoded.json', shapes['decoded.json'])) ?? {},
    writeDecoded: (decoded) => write('decoded.json', decoded),
  }
}

/** A new player's name for itself. */
export function newPlayerId(): string {
  return randomUUID()
}

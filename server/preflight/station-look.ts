import { canOpen, type Openable } from '../../audio/index.ts'
import type { PreflightLine } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { onAirFolder, readPlan, readStatus } from '../handover/index.ts'
import {
  clockSynchronised,
  diskFree,
  type KeptAwake,
  type Machine,
  maySleep,
  mixerOf,
  otherSounds,
  thisMachine,
  unknown,
} from '../machine/index.ts'
import { findAirSettings, findStation } from '../station/index.ts'
import { stationLines } from './station-lines.ts'

/** The ways to the computer and its sound; a test hands in its own. */
export interface StationProbes {
  machine: Machine
  diskFree: typeof diskFree
  canOpen: (deviceId: string) => Promise<Openable>
  /** What keeps the computer awake; undefined when nothing was asked to. */
  awake: KeptAwake | undefined
}

export function realProbes(awake: KeptAwake | undefined): StationProbes {
  return { machine: thisMachine(), diskFree, canOpen, awake }
}

const NO_DEVICE = unknown('chưa chọn thiết bị phát')
/** The on-air process reads a new plan within a second; before this it is not late. */
const PLAN_READ_WITHIN_MS = 5000

/** Looks at the station as a whole. What opening a device found holds until it is opened again. */
export class StationLook {
  readonly #deps: Pick<Deps, 'db' | 'config' | 'clock'>
  readonly #probes: StationProbes
  readonly #opened = new Map<string, Openable>()

  constructor(deps: Pick<Deps, 'db' | 'config' | 'clock'>, probes: StationProbes) {
    this.#deps = deps
    this.#probes = probes
  }

  /**
   * The lines as they stand now. `opens` says which devices are tried as well, which must not sound meanwhile: all of
   * them, or only those of which nothing good is known.
   */
  async lines({ opens }: { opens: 'all' | 'doubtful' | 'none' }): Promise<PreflightLine[]> {
    const { db, config, clock } = this.#deps
    const { machine, awake } = this.#probes
    const device = (await findStation(db))?.airDevice
    const { reserveDevice } = await findAirSettings(db)
    const now = clock.now()
    const { status, stale } = await readStatus(config.dataDir, now)
    const runs = status !== undefined && !stale
    const ourPids = [process.pid, ...(runs ? [status.pid] : [])]
    for (const one of [device, reserveDevice]) {
      const wanted = opens === 'all' || (opens === 'doubtful' && one && this.#opened.get(one.id)?.ok !== true)
      if (one && wanted) this.#opened.set(one.id, await this.#probes.canOpen(one.id))
    }
    // What the on-air process has in its hands needs no other proof.
    const sounds = runs && status.state === 'playing' && status.device?.id === device?.id
    return stationLines({
      device,
      deviceOpens: sounds ? { ok: true } : device && this.#opened.get(device.id),
      reserveDevice,
      reserveOpens: reserveDevice && this.#opened.get(reserveDevice.id),
      mixer: device ? await mixerOf(device.id, ourPids, machine) : NO_DEVICE,
      otherSounds: device ? await otherSounds(device.id, ourPids, machine) : NO_DEVICE,
      clockSynchronised: await clockSynchronised(machine),
      diskFreeBytes: await this.#probes.diskFree(config.dataDir),
      onAir: { runs, hasNewestPlan: runs && (await hasNewestPlan(config.dataDir, status.planWrittenAt, now)) },
      maySleep: await maySleep(machine),
      keptAwake: awake?.state() ?? 'unknown',
    })
  }
}

async function hasNewestPlan(dataDir: string, read: number | undefined, now: number): Promise<boolean> {
  const plan = await readPlan(onAirFolder(dataDir).plan).catch(() => undefined)
  if (plan === undefined) return true
  const age = now - plan.writtenAt
  if (age >= 0 && age < PLAN_READ_WITHIN_MS) return true
  return read === plan.writtenAt
}

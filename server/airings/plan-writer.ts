import { NULL_DEVICE_ID } from '../../audio/index.ts'
import type { PlayoutPlan, RelayHooks } from '../../schedules/index.ts'
import type { RelaySettings } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { HandoverError, onAirFolder, readPlan, writePlan } from '../handover/index.ts'
import { currentPauses } from '../pauses/index.ts'
import { findAirSettings, findStation } from '../station/index.ts'
import { planAirings } from './plan-airings.ts'

const SECOND_MS = 1000

/**
 * Writes the plan that the on-air process goes by: the airings of the next five weeks, the devices, pauses and hooks.
 * Called after every change; calls while one is being written are served by one more.
 */
export class PlanWriter {
  readonly #deps: Deps
  #writing: Promise<void> | undefined
  #waiting: Promise<void> | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Resolves when a plan stands that knows everything known at the call. */
  write(): Promise<void> {
    if (!this.#writing) {
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined
      })
      return this.#writing
    }
    this.#waiting ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#waiting = undefined
        return this.write()
      })
    return this.#waiting
  }

  async #write(): Promise<void> {
    const { db, config, clock } = this.#deps
    const station = await findStation(db)
    if (!station) return
    const { reserveDevice, returnInput, relay, silence } = await findAirSettings(db)
    await writePlan(config.dataDir, {
      version: 2,
      writtenAt: clock.now(),
      station: { name: station.name, zone: station.zone },
      device: station.airDevice ?? { id: NULL_DEVICE_ID, name: 'Thiết bị rỗng (chưa chọn thiết bị phát)' },
      ...(reserveDevice && { reserveDevice }),
      ...(returnInput && { returnInput }),
      silence: { belowDbfs: silence.belowDbfs, forMs: silence.forSeconds * SECOND_MS },
      relay: relayHooks(relay),
      pauses: (await currentPauses(this.#deps)).map(({ id, from, until, reason }) => ({
        pauseId: id,
        from,
        until,
        reason,
      })),
      airings: await planAirings(this.#deps, (await this.#planInForce())?.airings ?? []),
    })
  }

  /** The plan that lies there; a damaged one counts as none. */
  async #planInForce(): Promise<PlayoutPlan | undefined> {
    const { config, log } = this.#deps
    try {
      return await readPlan(onAirFolder(config.dataDir).plan)
    } catch (err) {
      if (!(err instanceof HandoverError)) throw err
      log.warn({ err }, 'Lịch phát đang có bị hỏng và được viết lại')
      return undefined
    }
  }
}

function relayHooks({ before, after }: RelaySettings): RelayHooks {
  return {
    ...(before && {
      before: {
        target: before.target,
        aheadMs: before.aheadSeconds * SECOND_MS,
        withinMs: before.withinSeconds * SECOND_MS,
      },
    }),
    ...(after && {
      after: {
        target: after.target,
        laterMs: after.laterSeconds * SECOND_MS,
        withinMs: after.withinSeconds * SECOND_MS,
      },
    }),
  }
}

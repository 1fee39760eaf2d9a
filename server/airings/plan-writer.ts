import { NULL_DEVICE_ID } from '../../audio/index.ts'
import type { PlayoutAiring } from '../../schedules/index.ts'
import type { Deps } from '../deps.ts'
import { writePlan } from '../handover/index.ts'
import { listEvents } from '../journal/index.ts'
import { editionTitle } from '../programmes/index.ts'
import { airFactsOf, missingForAir } from '../renders/index.ts'
import { findStation } from '../station/index.ts'
import { listAiringsBetween } from './store.ts'

const HOUR_MS = 3_600_000
/** An airing may have begun this long ago and still sound. */
const BEHIND_MS = 6 * HOUR_MS
/** The on-air process goes on by itself for five weeks when everything else is down. */
const AHEAD_MS = 35 * 24 * HOUR_MS

/**
 * Writes the plan that the on-air process goes by: every confirmed airing of the next five weeks that may air, by the
 * one function that says so. Called after every change; calls while one is being written are served by one more.
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
    const { db, config, clock, media } = this.#deps
    const station = await findStation(db)
    if (!station) return
    const now = clock.now()
    const rows = (await listAiringsBetween(db, now - BEHIND_MS, now + AHEAD_MS)).filter(
      ({ withdrawnReason }) => withdrawnReason === undefined,
    )
    const events = await listEvents(
      db,
      rows.map(({ id }) => id),
    )
    const over = new Set(events.filter(({ event }) => event === 'outcome').map(({ airingId }) => airingId))
    const airings: PlayoutAiring[] = []
    for (const row of rows.filter(({ id }) => !over.has(id))) {
      const facts = await airFactsOf(db, row.editionId)
      if (missingForAir(facts).length > 0 || !facts.render) continue
      const { masterSha256, durationMs, frames } = facts.render
      airings.push({
        airingId: row.id,
        editionId: row.editionId,
        title: editionTitle(row.programmeName, row.month),
        startsAt: row.startsAt,
        durationMs,
        frames,
        masterPath: media.files.relativePathOf(masterSha256),
        masterSha256,
        priority: 'normal',
        late: 'join',
        displaced: 'resume',
        latestEndAt: row.startsAt + durationMs + HOUR_MS,
      })
    }
    await writePlan(config.dataDir, {
      version: 2,
      writtenAt: now,
      station: { name: station.name, zone: station.zone },
      device: station.airDevice ?? { id: NULL_DEVICE_ID, name: 'Thiết bị rỗng (chưa chọn thiết bị phát)' },
      silence: { belowDbfs: -40, forMs: 10_000 },
      relay: {},
      pauses: [],
      airings,
    })
  }
}

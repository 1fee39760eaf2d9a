import { type MixSurvey, type ReadyMix, type Recipe, readyMix, surveyMix } from '../../audio/index.ts'
import type { RundownPicture } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { currentShare, soundKeyOf } from '../renders/index.ts'
import { asRefusal } from './listeners.ts'

/** The sound of an edition as it is asked about now. */
export interface Asked {
  editionId: string
  recipe: Recipe
  /** The rundown's id of each part of the recipe. */
  slotIds: readonly string[]
}

interface Survey {
  survey: MixSurvey
  parts: ReadyMix['parts']
}

interface Job {
  key: string
  recipe: Recipe
  fraction: number
  askedAt: number
  controller: AbortController
  /** What was wrong, and until when that is said without trying again. */
  failed?: { cause: unknown; until: number }
}

const FRAMES_A_MS = 48
const NICENESS = 15
/** A page that shows a picture asks again; who has not asked for so long has gone. */
const WANTED_FOR_MS = 60_000
const FAILED_FOR_MS = 30_000
/** Editions that somebody is working on. */
const MOST_KEPT = 8

/**
 * Measures the sounds of rundowns in the background, one rundown at a time, behind renders and the air, for as long as
 * somebody wants to see it. What was measured is kept in memory under what sounds; the parts themselves lie in their store.
 */
export class Surveys {
  readonly #deps: Deps
  readonly #done = new Map<string, Survey>()
  /** By edition: of a rundown that changed meanwhile only the newest is measured. */
  readonly #jobs = new Map<string, Job>()
  #working: Promise<void> | undefined
  #endWatch: (() => void) | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** The picture as far as it is; asking for it keeps the measuring going. Refuses with the reason what cannot be measured. */
  pictureOf({ editionId, recipe, slotIds }: Asked): RundownPicture {
    const now = this.#deps.clock.monotonicMs()
    const key = soundKeyOf(recipe)
    const known = this.#done.get(key)
    if (known) {
      this.#keep(key, known)
      return asPicture(known, slotIds)
    }
    let job = this.#jobs.get(editionId)
    if (job?.key !== key || (job.failed && job.failed.until <= now)) {
      job?.controller.abort()
      job = { key, recipe, fraction: 0, askedAt: now, controller: new AbortController() }
      this.#jobs.set(editionId, job)
    }
    if (job.failed) throw asRefusal(job.failed.cause)
    job.askedAt = now
    this.#work()
    return { state: 'measuring', fraction: job.fraction }
  }

  /** Ends the measuring; when this resolves none of its programs is left. */
  async close(): Promise<void> {
    for (const { controller } of this.#jobs.values()) controller.abort()
    this.#jobs.clear()
    this.#endWatch?.()
    await this.#working
  }

  #work(): void {
    this.#endWatch ??= this.#deps.clock.everySecond(() => this.#forget())
    this.#working ??= this.#workOff().finally(() => {
      this.#working = undefined
    })
  }

  async #workOff(): Promise<void> {
    for (;;) {
      const [editionId, job] = [...this.#jobs].find(([, { failed }]) => !failed) ?? []
      if (editionId === undefined || !job) return
      await this.#measure(editionId, job)
    }
  }

  async #measure(editionId: string, job: Job): Promise<void> {
    const { parts: store, media, clock, config, live, log } = this.#deps
    const { signal } = job.controller
    const lease = store.lease()
    try {
      const share = await currentShare(config.dataDir, clock.now())
      const { parts, beds } = await readyMix(job.recipe, store, {
        pathOf: (sha256) => media.files.pathOf(sha256),
        signal,
        niceness: Math.max(NICENESS, share.niceness),
        onProgress: (fraction) => {
          job.fraction = fraction
        },
      })
      this.#keep(job.key, { survey: await surveyMix(job.recipe, parts, beds), parts })
      if (this.#jobs.get(editionId) === job) this.#jobs.delete(editionId)
    } catch (cause) {
      if (signal.aborted) {
        if (this.#jobs.get(editionId) === job) this.#jobs.delete(editionId)
        this.#rest()
        return
      }
      log.info({ err: cause, editionId }, 'Chưa đo được bố cục kỳ phát')
      job.failed = { cause, until: clock.monotonicMs() + FAILED_FOR_MS }
    } finally {
      lease.release()
    }
    live.tell({ event: 'changed', data: { what: 'rundowns' } })
    this.#rest()
  }

  /** Lets go of what nobody has asked for lately. */
  #forget(): void {
    const now = this.#deps.clock.monotonicMs()
    for (const [editionId, job] of this.#jobs) {
      if (now - job.askedAt < WANTED_FOR_MS) continue
      job.controller.abort()
      this.#jobs.delete(editionId)
    }
    this.#rest()
  }

  #rest(): void {
    if (this.#jobs.size > 0) return
    this.#endWatch?.()
    this.#endWatch = undefined
  }

  #keep(key: string, survey: Survey): void {
    this.#done.delete(key)
    this.#done.set(key, survey)
    const [oldest] = this.#done.keys()
    if (this.#done.size > MOST_KEPT && oldest !== undefined) this.#done.delete(oldest)
  }
}

/** A survey as the page draws it (pure). */
export function asPicture({ survey, parts }: Survey, slotIds: readonly string[]): RundownPicture {
  const slots = slotIds.flatMap((slotId, place) => {
    const [segment, part] = [survey.segments[place], parts[place]]
    if (!segment || !part) return []
    const { integratedLufs: measuredLufs, noiseFloorDbfs } = part
    return {
      slotId,
      startMs: segment.startFrame / FRAMES_A_MS,
      durationMs: segment.frames / FRAMES_A_MS,
      measuredLufs,
      gainDb: survey.gainsDb[place] ?? 0,
      ...(noiseFloorDbfs !== undefined && { noiseFloorDbfs }),
      ...(survey.shortenedOverlaps.includes(place) && { isOverlapShortened: true }),
    }
  })
  return {
    state: 'ready',
    fraction: 1,
    totalMs: survey.totalFrames / FRAMES_A_MS,
    peaks: survey.peaks,
    loudnessLufs: survey.loudnessLufs.map((value) => value ?? null),
    slots,
  }
}

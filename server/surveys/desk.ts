import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AudioError, qualityRulesVersion, surveySound } from '../../audio/index.ts'
import type { Take, TakeSurvey } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { isErrorCode, StationError } from '../errors.ts'
import { currentShare } from '../renders/index.ts'
import { findTake } from '../takes/index.ts'
import { expectedMsOf } from './expected.ts'
import { addFailure, addSurvey, findSurvey, listFailures, listUnsurveyed } from './store.ts'
import { inWords, replacedBy } from './words.ts'

/** Behind renders and everything else; further back still while something airs. */
const NICENESS = 15
const LAST_OF_ALL = 19
/** A read that cannot be looked at is tried again so often, and then left alone until the rules change. */
const MOST_TRIES = 3
/** A try that failed is not repeated sooner: a full disk or a missing program takes a person. */
const AGAIN_MS = 10 * 60_000

/**
 * Looks at each read once, one at a time, behind everything else: what is wrong with it, how loud it is, its fine peaks.
 * What is in the database and was never looked at by today's rules is the queue: it survives a restart by being one.
 */
export class SurveyDesk {
  readonly #deps: Deps
  readonly #folder: string
  readonly #closing = new AbortController()
  /** Reads that somebody waits for come before those of long ago. */
  readonly #wanted = new Set<string>()
  #old: string[] = []
  #current: string | undefined
  #working: Promise<void> | undefined

  constructor(deps: Deps) {
    this.#deps = deps
    this.#folder = join(deps.config.dataDir, 'surveys')
  }

  /** Clears what an interrupted run left half made and goes on with what it left undone. */
  async resume(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
    this.#old = await listUnsurveyed(this.#deps.db, qualityRulesVersion, MOST_TRIES)
    this.#work()
  }

  /** Has a read looked at; a second time changes nothing. */
  add(takeId: string): void {
    if (this.#current !== takeId) this.#wanted.add(takeId)
    this.#work()
  }

  /** What was found in a read so far; undefined where there is no such read. One that was never looked at is from now on. */
  async surveyOf(takeId: string): Promise<TakeSurvey | undefined> {
    const { db, clock } = this.#deps
    const take = await findTake(db, takeId)
    if (!take) return undefined
    const found = await findSurvey(db, takeId)
    if (found === undefined || found.rulesVersion < qualityRulesVersion) {
      const failures = await listFailures(db, takeId, qualityRulesVersion)
      const [newest] = failures
      const isLeftAlone = failures.length >= MOST_TRIES || (newest && newest.at + AGAIN_MS > clock.now())
      if (!isLeftAlone) this.add(takeId)
      else if (found === undefined && newest && this.#current !== takeId)
        return { state: 'failed', findings: [], replaces: [], reason: newest.reason }
    }
    if (found === undefined) return { state: 'waiting', findings: [], replaces: [] }
    const { findings, loudnessLufs } = found
    const replaces = replacedBy(findings, take.warnings, take.durationMs)
    return { state: 'ready', findings, replaces, ...(loudnessLufs !== undefined && { loudnessLufs }) }
  }

  /** Ends the looking; when this resolves none of its programs is left. What was under way is looked at after the next start. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#working
    await rm(this.#folder, { recursive: true, force: true })
  }

  #work(): void {
    if (this.#closing.signal.aborted) return
    this.#working ??= this.#workOff().finally(() => {
      this.#working = undefined
    })
  }

  async #workOff(): Promise<void> {
    for (;;) {
      const takeId = this.#next()
      if (takeId === undefined || this.#closing.signal.aborted) return
      this.#current = takeId
      try {
        await this.#survey(takeId)
      } catch (err) {
        this.#deps.log.error({ err, takeId }, 'Chưa ghi được kết quả xem xét bản thu')
      } finally {
        this.#current = undefined
      }
    }
  }

  #next(): string | undefined {
    const [first] = this.#wanted
    if (first === undefined) return this.#old.shift()
    this.#wanted.delete(first)
    return first
  }

  async #survey(takeId: string): Promise<void> {
    const { db, clock, live, log } = this.#deps
    const take = await findTake(db, takeId)
    if (!take || (await findSurvey(db, takeId))?.rulesVersion === qualityRulesVersion) return
    try {
      await this.#look(take)
    } catch (cause) {
      if (this.#closing.signal.aborted) return
      log.info({ err: cause, takeId }, 'Chưa xem xét được bản thu')
      const failure = { takeId, rulesVersion: qualityRulesVersion, reason: reasonOf(cause, take.fileName) }
      await addFailure(db, { ...failure, at: Math.round(clock.now()) })
    }
    live.tell({ event: 'changed', data: { what: 'takes' } })
  }

  async #look(take: Take): Promise<void> {
    const { db, clock, media, ffmpeg } = this.#deps
    const { signal } = this.#closing
    await mkdir(this.#folder, { recursive: true })
    const peaksPath = join(this.#folder, take.id)
    const { findings, loudnessLufs } = await surveySound(
      {
        path: media.files.pathOf(take.mediaSha256),
        peaksPath,
        ffmpeg,
        expectedMs: await expectedMsOf(db, take),
        niceness: await this.#niceness(),
      },
      { signal },
    )
    const peaks = await readFile(peaksPath)
    const sha256 = createHash('sha256').update(peaks).digest('hex')
    await media.keep({ path: peaksPath, sha256, bytes: peaks.length }, 'application/octet-stream')
    await addSurvey(db, {
      takeId: take.id,
      peaksSha256: sha256,
      findings: findings.map(inWords),
      loudnessLufs,
      rulesVersion: qualityRulesVersion,
      at: Math.round(clock.now()),
    })
  }

  async #niceness(): Promise<number> {
    const { config, clock, log } = this.#deps
    try {
      return Math.max(NICENESS, (await currentShare(config.dataDir, clock.now())).niceness)
    } catch (err) {
      log.warn({ err }, 'Chưa xem được tình trạng phát sóng; xem xét bản thu sau mọi việc khác')
      return LAST_OF_ALL
    }
  }
}

/** Why a read could not be looked at, in the station's words. */
function reasonOf(cause: unknown, fileName: string): string {
  if (cause instanceof StationError) return cause.sentence
  if (cause instanceof AudioError && isErrorCode(cause.code))
    return new StationError(cause.code, { ...cause.details, fileName, title: fileName }).message
  return 'Chưa xem xét được bản thu này vì lỗi trong chương trình; bản thu vẫn dùng được như thường.'
}

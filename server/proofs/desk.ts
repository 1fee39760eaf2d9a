import { open, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AudioError, compareWithMaster, type ProofResult } from '../../audio/index.ts'
import { findAiring } from '../airings/index.ts'
import type { Proof } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { Upload } from '../media/index.ts'
import { type MasterToProve, masterOfRender, masterToProve } from './masters.ts'
import { addProof, findProof, listCaptured, listProofs, type ProofFacts } from './store.ts'

/** The on-air process throws captures away after that. */
const CAPTURES_KEPT_MS = 14 * 86_400_000
/** A capture that cannot be compared is tried again so often, and then left where it is. */
const MOST_TRIES = 3
const AGAIN_MS = 5000
/** The length that a capture's header names while it is being written. */
const OPEN_ENDED = 0xffff_ffff

/** What comparing a recording with the master of a render found. */
export interface RenderCompared {
  masterSha256: string
  recordingMs: number
  /** There is no sound in the recording at all. */
  isSilent: boolean
  facts: ProofFacts
  tookMs: number
}

/**
 * Compares recordings with masters, one at a time, so that the air and the pages keep their share of a small machine:
 * those that people bring, and by itself what the return input heard of an airing.
 */
export class ProofDesk {
  readonly #deps: Deps
  readonly #closing = new AbortController()
  readonly #tries = new Map<string, number>()
  #queue: Promise<unknown> = Promise.resolve()
  #captures: Promise<void> = Promise.resolve()
  #cancelAgain: (() => void) | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Compares what a person brought and keeps it with its result. Refuses `no-master-yet`, `silent` and the codes of a decode;
   * then nothing of it is kept.
   */
  async prove(
    airing: { id: string; editionId: string; startsAt: number },
    upload: Upload,
    { recordedFrom, by }: { recordedFrom: number | undefined; by: string },
  ): Promise<Proof> {
    const { media, clock } = this.#deps
    const { file, fileName } = upload
    try {
      const master = await masterToProve(this.#deps, airing)
      const { result, tookMs } = await this.#compare(master, file.path, fileName)
      if (result.isSilent) throw new StationError('silent', { fileName })
      await media.keep(file, upload.mediaType)
      return await this.#keep({
        airingId: airing.id,
        source: 'upload',
        fileName,
        recordingSha256: file.sha256,
        recordingMs: result.recordingMs,
        masterSha256: master.sha256,
        facts: factsOf(result, recordedFrom === undefined ? undefined : recordedFrom - airing.startsAt),
        tookMs,
        by,
        at: clock.now(),
      })
    } catch (cause) {
      await media.files.drop(file)
      throw cause
    }
  }

  /**
   * Compares a recording that stands on this machine with the master of a render, and keeps nothing of it. Refuses
   * `no-master-yet`, `input-missing` and the codes of a decode.
   */
  async compareWithRender(renderId: string, recording: { path: string; fileName: string }): Promise<RenderCompared> {
    const master = await masterOfRender(this.#deps, renderId)
    const { result, tookMs } = await this.#compare(master, recording.path, recording.fileName)
    const { recordingMs, isSilent } = result
    return { masterSha256: master.sha256, recordingMs, isSilent, facts: factsOf(result, undefined), tookMs }
  }

  /** Looks for captures that have not been compared yet: at the start, and when the journal tells of one or of an end. */
  look(): Promise<void> {
    this.#captures = this.#captures
      .then(() => this.#proveCaptures())
      .catch((err: unknown) => this.#deps.log.error({ err }, 'Chưa đối soát được bản thu đường về'))
    return this.#captures
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#cancelAgain?.()
    await this.#captures
    await this.#queue.catch(() => undefined)
  }

  async #proveCaptures(): Promise<void> {
    const { db, clock, log } = this.#deps
    const captured = await listCaptured(db, clock.now() - CAPTURES_KEPT_MS)
    for (const { airingId, path, startedAt, isProved } of captured) {
      const tries = this.#tries.get(path) ?? 0
      if (this.#closing.signal.aborted || isProved(basename(path)) || tries >= MOST_TRIES) continue
      this.#tries.set(path, tries + 1)
      try {
        const pieces = captured.filter((one) => one.airingId === airingId).map((one) => one.path)
        if (await this.#proveCapture({ airingId, path, startedAt, pieces }, tries)) this.#tries.set(path, MOST_TRIES)
        else this.#againSoon()
      } catch (err) {
        if (this.#closing.signal.aborted) return
        log.warn({ err, path, airingId, tries: tries + 1 }, 'Chưa đối soát được một bản thu đường về')
        if (tries + 1 < MOST_TRIES) this.#againSoon()
      }
    }
  }

  /**
   * False where it is too early: the airing has no last word, or the file is still being written. Of an airing in several
   * pieces (it gave way, or the process died) the longest is compared; what never sounded is not compared at all.
   */
  async #proveCapture({ airingId, path, startedAt, pieces }: Captured, tries: number): Promise<boolean> {
    const { config, db, media, clock } = this.#deps
    const airing = await findAiring(db, airingId)
    const whole = join(config.dataDir, path)
    if (airing === undefined) return true
    const master = await masterToProve(this.#deps, airing)
    if (!master.isOver) {
      // Its end tells the journal, and the journal us.
      this.#tries.set(path, tries)
      return false
    }
    if (!master.hasSounded || (await this.#longestOf(airingId, pieces)) !== path) return true
    // A header that stays open belongs to a process that died; what there is is compared at the last try.
    if (tries + 1 < MOST_TRIES && (await isOpenEnded(whole))) return false
    const { result, tookMs } = await this.#compare(master, whole, basename(path))
    const kept = await media.takeIn(whole, 'audio/wav')
    await this.#keep({
      airingId,
      source: 'return-input',
      fileName: basename(path),
      recordingSha256: kept.sha256,
      recordingMs: result.recordingMs,
      masterSha256: master.sha256,
      facts: factsOf(result, startedAt - airing.startsAt),
      tookMs,
      by: undefined,
      at: clock.now(),
    })
    await rm(whole, { force: true })
    return true
  }

  /** Undefined once one of them has been compared and taken into the media. */
  async #longestOf(airingId: string, pieces: readonly string[]): Promise<string | undefined> {
    const { config, db } = this.#deps
    if ((await listProofs(db, airingId)).some(({ source }) => source === 'return-input')) return undefined
    const sized: { path: string; bytes: number }[] = []
    for (const path of new Set(pieces)) {
      const there = await stat(join(config.dataDir, path)).catch(() => undefined)
      if (there !== undefined) sized.push({ path, bytes: there.size })
    }
    return sized.sort((a, b) => b.bytes - a.bytes)[0]?.path
  }

  #againSoon(): void {
    this.#cancelAgain?.()
    const { clock } = this.#deps
    if (!this.#closing.signal.aborted) this.#cancelAgain = clock.wakeAt(clock.now() + AGAIN_MS, () => void this.look())
  }

  /** Waits for its turn. */
  #compare(
    master: Pick<MasterToProve, 'path' | 'sharedPaths'>,
    path: string,
    fileName: string,
  ): Promise<{ result: ProofResult; tookMs: number }> {
    const { ffmpeg, clock } = this.#deps
    const turn = this.#queue
      .catch(() => undefined)
      .then(async () => {
        const from = clock.monotonicMs()
        const { path: masterPath, sharedPaths } = master
        const result = await compareWithMaster(
          { masterPath, recordingPath: path, ...(sharedPaths && { sharedPaths }) },
          { ffmpeg, signal: this.#closing.signal },
        ).catch((cause: unknown) => {
          throw asStationError(cause, fileName)
        })
        return { result, tookMs: Math.round(clock.monotonicMs() - from) }
      })
    this.#queue = turn
    return turn
  }

  async #keep(proof: Parameters<typeof addProof>[1]): Promise<Proof> {
    const { db, live } = this.#deps
    const kept = await findProof(db, await addProof(db, proof))
    live.tell({ event: 'changed', data: { what: 'airings' } })
    if (!kept) throw new StationError('not-found')
    return kept
  }
}

interface Captured {
  airingId: string
  path: string
  startedAt: number
  /** All captures of the airing, this one among them. */
  pieces: readonly string[]
}

/** `beganMs`: when the recording began, against the airing's instant. */
function factsOf(result: ProofResult, beganMs: number | undefined): ProofFacts {
  const { found, onlyShared, times, offsetMs, matched, missing, speedPpm } = result
  const beginningHeard = offsetMs !== undefined && missing[0]?.fromMs !== 0
  return {
    found,
    matched: round(matched, 4),
    missing,
    ...(onlyShared && { onlyShared }),
    ...(times > 1 && { times }),
    ...(offsetMs !== undefined && { offsetMs: round(offsetMs, 1) }),
    ...(beganMs !== undefined && beginningHeard && { startErrorMs: round(beganMs + offsetMs, 1) }),
    ...(speedPpm !== undefined && { speedPpm: Math.round(speedPpm) }),
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** Which file could not be read decides the words: what was brought, or what the station keeps. */
function asStationError(cause: unknown, fileName: string): unknown {
  if (!(cause instanceof AudioError)) return cause
  const title = cause.details.which === 'recording' ? fileName : 'bản phát sóng'
  return new StationError(cause.code, { fileName: title, title }, { cause })
}

async function isOpenEnded(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const header = Buffer.alloc(44)
    const { bytesRead } = await file.read(header, 0, header.length, 0)
    return bytesRead < header.length || header.readUInt32LE(40) === OPEN_ENDED
  } finally {
    await file.close()
  }
}

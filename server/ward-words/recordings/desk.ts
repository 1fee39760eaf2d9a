import type { FastifyRequest } from 'fastify'
import { AudioError, probe } from '../../../audio/index.ts'
import { dateAt, instantOf } from '../../../schedules/index.ts'
import { type Deps, STATION_ZONE } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { receiveForm } from '../../media/index.ts'
import type { ProofDesk } from '../../proofs/index.ts'
import { newestVerified } from '../../renders/index.ts'
import { takenBy } from '../../stations/index.ts'
import { instantWritten } from '../said/index.ts'
import { addRecording, addResult, type Compared, listWaiting, type RecordingSent, recordingsSince } from './store.ts'

/** An hour as a telephone records it, several times over. */
const RECORDING_BYTES = 300 * 1024 ** 2
/** Far beyond what a ward airs in a day, and nothing to fill a disk with. */
const RECORDINGS_A_DAY = 10
const MINUTE_MS = 60_000

/** Who sends a recording of what. */
interface Sender {
  wardStationId: string
  editionId: string
  /** The account that brings it; undefined: the ward itself. */
  by: string | undefined
}

/**
 * Takes in the recordings of wards and compares each with the edition, one after the other and in the turn of đối soát: the
 * sender need not wait for that. What was not compared when the station ended is compared when it starts again.
 */
export class WardRecordings {
  readonly #deps: Deps
  readonly #proofs: ProofDesk
  #isClosing = false
  #running: Promise<void> = Promise.resolve()

  constructor(deps: Deps, proofs: ProofDesk) {
    this.#deps = deps
    this.#proofs = proofs
  }

  /**
   * Takes in the recording of a form: a file, and a day and time at which it began where that is known. Refuses as uploads are
   * refused, `ward-edition-unknown`, `ward-time-unclear`, `ward-time-ahead` and `ward-recordings-full`.
   */
  async receive(request: FastifyRequest, { wardStationId, editionId, by }: Sender): Promise<void> {
    const { db, clock, media, config, live } = this.#deps
    const now = Math.round(clock.now())
    if (!(await newestVerified(db, editionId))) throw new StationError('ward-edition-unknown')
    const midnight = instantOf(dateAt(now, STATION_ZONE), '00:00', STATION_ZONE)
    if ((await recordingsSince(db, wardStationId, midnight)) >= RECORDINGS_A_DAY)
      throw new StationError('ward-recordings-full', { limit: RECORDINGS_A_DAY })
    const limitBytes = Math.min(RECORDING_BYTES, config.uploadLimitBytes)
    const { upload, texts } = await receiveForm(request, media, limitBytes)
    try {
      const recordedFrom = recordedFromOf(texts, now)
      await this.#refuseNoSound(upload.file.path, upload.fileName)
      const { sha256 } = await media.keep(upload.file, upload.mediaType)
      const { fileName } = upload
      const fromAddress = by === undefined ? request.ip : undefined
      await addRecording(db, { wardStationId, editionId, fileName, sha256, recordedFrom, by, fromAddress, at: now })
    } catch (cause) {
      await media.files.drop(upload.file)
      throw cause
    }
    live.tell({ event: 'changed', data: { what: 'downloads' } })
    void this.look()
  }

  /** What is no sound at all is told at once, and not kept. */
  async #refuseNoSound(path: string, fileName: string): Promise<void> {
    await probe(path, this.#deps.ffmpeg, { fileName }).catch((cause: unknown) => {
      throw cause instanceof AudioError ? new StationError(cause.code, { fileName }, { cause }) : cause
    })
  }

  /** Compares what waits. */
  look(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#compareWaiting())
      .catch((err: unknown) => this.#deps.log.error({ err }, 'Chưa đối soát được bản thu của trạm'))
    return this.#running
  }

  /** Begins nothing more: what is broken off from now on is compared after the next start. */
  stop(): void {
    this.#isClosing = true
  }

  async close(): Promise<void> {
    this.stop()
    await this.#running
  }

  async #compareWaiting(): Promise<void> {
    const { db, clock, live } = this.#deps
    for (const recording of await listWaiting(db)) {
      if (this.#isClosing) return
      const compared = await this.#compare(recording)
      if (!compared) continue
      await addResult(db, recording.id, compared, clock.now())
      live.tell({ event: 'changed', data: { what: 'downloads' } })
    }
  }

  /** Undefined when the station is closing, or what it stands on has failed: it is compared after the next start. */
  async #compare({ wardStationId, editionId, sha256, fileName }: RecordingSent): Promise<Compared | undefined> {
    const { media, clock, log } = this.#deps
    const from = clock.monotonicMs()
    try {
      const renderId = await this.#renderToProve(wardStationId, editionId)
      if (renderId === undefined) throw new StationError('no-master-yet')
      const path = media.files.pathOf(sha256)
      const { isSilent, ...compared } = await this.#proofs.compareWithRender(renderId, { path, fileName })
      if (isSilent) throw new StationError('silent', { fileName })
      return compared
    } catch (cause) {
      if (this.#isClosing || (cause instanceof StationError && cause.code === 'cancelled')) return undefined
      if (!(cause instanceof StationError)) {
        log.error({ err: cause, fileName }, 'Chưa đối soát được bản thu của trạm')
        return undefined
      }
      return { refusal: cause.code, tookMs: clock.monotonicMs() - from }
    }
  }

  /** What the ward took last is what it can have aired; where nothing is known of that, what the edition airs as. */
  async #renderToProve(wardStationId: string, editionId: string): Promise<string | undefined> {
    const { db } = this.#deps
    const takes = await takenBy(db, { wardStationId, editionIds: [editionId] })
    return takes.at(-1)?.renderId ?? (await newestVerified(db, editionId))?.id
  }
}

function recordedFromOf({ ngay = '', gio = '' }: Record<string, string>, now: number): number | undefined {
  if (ngay === '' && gio === '') return undefined
  const [, minute = '', second = '0'] = /^(\d{1,2}[:h]\d{2})(?::(\d{2}))?/.exec(gio) ?? []
  const began = instantWritten(ngay === '' ? dateAt(now, STATION_ZONE) : ngay, minute || gio)
  if (began === undefined) throw new StationError('ward-time-unclear', { written: `${ngay} ${gio}`.trim() })
  const instant = began + Number(second) * 1000
  if (instant > now + MINUTE_MS) throw new StationError('ward-time-ahead', { time: `${gio} ${ngay}`.trim() })
  return instant
}

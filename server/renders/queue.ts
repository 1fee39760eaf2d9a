import { AudioError, peaks, render } from '../../audio/index.ts'
import type { Render } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { addOutcome, findRender, findSources, listUnfinished, type RenderOutcome } from './store.ts'

interface Running {
  controller: AbortController
  fraction: number
  phase: string
  done: Promise<void>
}

const PHASES: Record<string, string> = {
  reading: 'Đang đọc và cân bằng từng bản thu',
  mixing: 'Đang trộn nhạc hiệu và các tiết mục',
  encoding: 'Đang tạo tệp MP3',
  verifying: 'Đang đo lại tệp MP3',
}

/**
 * Runs the renders that were asked for, one at a time, so that the air and the pages keep their share of a small
 * machine. What is in the database and has no outcome is the queue: it survives a restart by being one.
 */
export class RenderQueue {
  readonly #deps: Deps
  readonly #onVerified: () => Promise<void>
  readonly #waiting: string[] = []
  readonly #running = new Map<string, Running>()
  #closing = false

  constructor(deps: Deps, onVerified: () => Promise<void>) {
    this.#deps = deps
    this.#onVerified = onVerified
  }

  /** Goes on with what an earlier run left unfinished. */
  async resume(): Promise<void> {
    for (const id of await listUnfinished(this.#deps.db)) this.add(id)
  }

  add(renderId: string): void {
    this.#waiting.push(renderId)
    this.#next()
  }

  /** A render as it stands now: its row, and where it runs its progress. */
  withProgress(render: Render): Render {
    const running = this.#running.get(render.id)
    if (!running || render.state !== 'queued') return render
    return { ...render, state: 'running', fraction: running.fraction, phase: running.phase }
  }

  /** Cancels a render that waits or runs; when this resolves nothing of it is left. */
  async cancel(renderId: string): Promise<void> {
    const place = this.#waiting.indexOf(renderId)
    if (place >= 0) {
      this.#waiting.splice(place, 1)
      await this.#finish(renderId, { outcome: 'cancelled', reason: 'Đã huỷ trước khi dựng.' })
      return
    }
    const running = this.#running.get(renderId)
    running?.controller.abort()
    await running?.done
  }

  /** Stops what runs without an outcome, so that the next start takes it up again. */
  async close(): Promise<void> {
    this.#closing = true
    this.#waiting.length = 0
    for (const { controller } of this.#running.values()) controller.abort()
    await Promise.all([...this.#running.values()].map(({ done }) => done))
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done))
  }

  #next(): void {
    if (this.#closing || this.#running.size > 0) return
    const id = this.#waiting.shift()
    if (id === undefined) return
    const running: Running = {
      controller: new AbortController(),
      fraction: 0,
      phase: 'Đang chuẩn bị',
      done: Promise.resolve(),
    }
    this.#running.set(id, running)
    running.done = this.#run(id, running)
      .catch((cause: unknown) => this.#deps.log.error({ err: cause, renderId: id }, 'Dựng kỳ phát gặp lỗi'))
      .then(() => {
        this.#running.delete(id)
        this.#next()
      })
  }

  async #run(id: string, running: Running): Promise<void> {
    const result = await this.#make(id, running)
    if (this.#closing && result.outcome === 'cancelled') return
    this.#running.delete(id)
    await this.#finish(id, result)
    if (result.outcome === 'verified') await this.#onVerified()
  }

  async #make(id: string, running: Running): Promise<RenderOutcome> {
    const { db, media, ffmpeg, log } = this.#deps
    const sources = await findSources(db, id)
    if (!sources) return { outcome: 'failed', reason: 'Không tìm thấy công thức dựng.' }
    const workDir = await media.files.workFolder()
    try {
      const { signal } = running.controller
      const done = await render(sources.recipe, {
        ffmpeg,
        pathOf: (sha256) => media.files.pathOf(sha256),
        workDir,
        signal,
        onProgress: ({ phase, fraction }) => {
          running.fraction = fraction
          running.phase = PHASES[phase] ?? phase
          this.#tell(id).catch((err: unknown) => log.warn({ err }, 'Không báo được tiến độ'))
        },
      })
      const waveform = await peaks(done.master.path, ffmpeg, { signal })
      await media.keep({ path: done.master.path, sha256: done.master.sha256, bytes: done.master.bytes }, 'audio/wav')
      await media.keep({ path: done.mp3.path, sha256: done.mp3.sha256, bytes: done.mp3.bytes }, 'audio/mpeg')
      return {
        outcome: 'verified',
        masterSha256: done.master.sha256,
        mp3Sha256: done.mp3.sha256,
        durationMs: done.master.durationMs,
        frames: done.master.frames,
        peaks: waveform,
        figures: {
          master: done.master.figures,
          mp3: done.mp3.figures,
          reads: done.reads
            .filter(({ role }) => role === 'item')
            .map(({ title, measuredLufs, appliedGainDb, limited }) => ({
              title,
              measuredLufs,
              appliedGainDb,
              limited,
            })),
          ffmpegVersion: done.ffmpegVersion,
        },
      }
    } catch (cause) {
      return failureOf(cause, this.#deps)
    } finally {
      await media.files.dropFolder(workDir)
    }
  }

  async #finish(id: string, result: RenderOutcome): Promise<void> {
    await addOutcome(this.#deps.db, id, result, Math.round(this.#deps.clock.now()))
    await this.#tell(id)
    this.#deps.live.tell({ event: 'changed', data: { what: 'editions' } })
  }

  async #tell(id: string): Promise<void> {
    const found = this.#deps.live.anyone ? await findRender(this.#deps.db, id) : undefined
    if (found) this.#deps.live.tell({ event: 'render', data: this.withProgress(found) })
  }
}

function failureOf(cause: unknown, { log }: Deps): RenderOutcome {
  if (!(cause instanceof AudioError)) {
    log.error({ err: cause }, 'Dựng kỳ phát gặp lỗi')
    return {
      outcome: 'failed',
      reason: 'Có lỗi trong chương trình khi dựng; xin dựng lại, nếu vẫn lỗi báo kỹ thuật viên.',
    }
  }
  const details = { fileName: cause.details.title, ...cause.details, figures: figuresSentence(cause.details.figures) }
  const told = new StationError(cause.code, details)
  if (cause.code === 'cancelled') return { outcome: 'cancelled', reason: 'Đã huỷ khi đang dựng.' }
  return { outcome: cause.code === 'target-missed' ? 'refused' : 'failed', reason: told.sentence }
}

function figuresSentence(figures: unknown): string {
  const { integratedLufs, truePeakDbtp } = (figures ?? {}) as { integratedLufs?: number; truePeakDbtp?: number }
  const say = (value: number | undefined, unit: string) =>
    value === undefined ? `không đo được ${unit}` : `${value.toFixed(1).replace('-', '−').replace('.', ',')} ${unit}`
  return `${say(integratedLufs, 'LUFS')}, ${say(truePeakDbtp, 'dBTP')}`
}

import { AudioError, peaks, type Rendered, type RenderPhase, render } from '../../audio/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { fitOf } from '../rundowns/index.ts'
import { composeSheet, figuresOf } from './sheet.ts'
import { monoName, type RenderOutcome, type RenderSources } from './store.ts'
import { figure } from './words.ts'

const PHASES: Record<RenderPhase, string> = {
  reading: 'Đang đọc và cân bằng từng bản thu',
  mixing: 'Đang trộn nhạc hiệu và các tiết mục',
  // Files are made and measured in turns until they are right.
  encoding: 'Đang tạo và đo lại các tệp giao',
  verifying: 'Đang tạo và đo lại các tệp giao',
}

export interface MakeIo {
  signal: AbortSignal
  /** 1 … 19; asked before each program that is started. */
  readonly niceness: number
  /** `phase` is Vietnamese. */
  onProgress: (fraction: number, phase: string) => void
}

/**
 * Makes what was asked for: renders and verifies it, keeps its three files, composes its quality sheet. Never rejects for what
 * is wrong with the sounds: that is an outcome, with its reason in Vietnamese. When it settles nothing half made is left.
 */
export async function make(deps: Deps, sources: RenderSources, io: MakeIo): Promise<RenderOutcome> {
  const { media, ffmpeg, parts, stretches } = deps
  const workDir = await media.files.workFolder()
  try {
    const rendered = await render(sources.recipe, {
      ffmpeg,
      parts,
      stretches,
      pathOf: (sha256) => media.files.pathOf(sha256),
      workDir,
      signal: io.signal,
      get niceness() {
        return io.niceness
      },
      onProgress: ({ phase, fraction }) => io.onProgress(fraction, PHASES[phase]),
    })
    const waveform = await peaks(rendered.master.path, ffmpeg, { signal: io.signal, niceness: io.niceness })
    await media.keep(rendered.master, 'audio/wav')
    await media.keep(rendered.mp3, 'audio/mpeg')
    await media.keep(rendered.mono, 'audio/mpeg')
    return { ...outcomeOf(rendered, sources), peaks: waveform }
  } catch (cause) {
    return failureOf(cause, deps)
  } finally {
    await media.files.dropFolder(workDir)
  }
}

function outcomeOf(rendered: Rendered, { recipe, reads, fileName, normMs }: RenderSources) {
  const { master, mp3, mono, parts, ffmpegVersion } = rendered
  const read = new Set(reads.map(({ mediaSha256 }) => mediaSha256))
  return {
    outcome: 'verified' as const,
    masterSha256: master.sha256,
    mp3Sha256: mp3.sha256,
    monoSha256: mono.sha256,
    durationMs: master.durationMs,
    frames: master.frames,
    figures: {
      master: figuresOf(master.figures),
      mp3: figuresOf(mp3.figures),
      mono: figuresOf(mono.figures),
      reads: parts
        .filter(({ sha256 }) => read.has(sha256))
        .map(({ title, measuredLufs, appliedGainDb, limited }) => ({ title, measuredLufs, appliedGainDb, limited })),
      ffmpegVersion,
    },
    sheet: composeSheet({
      rendered,
      recipe,
      norm: { normMs, fit: fitOf(master.durationMs, normMs) },
      reads: read,
      fileNames: { master: fileName.replace(/\.mp3$/, '.wav'), mp3: fileName, mono: monoName(fileName) },
    }),
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
    value === undefined ? `không đo được ${unit}` : `${figure(value)} ${unit}`
  return `${say(integratedLufs, 'LUFS')}, ${say(truePeakDbtp, 'dBTP')}`
}

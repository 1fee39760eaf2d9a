import type { Loudness, Recipe, Rendered, RenderedFile, RenderedPart } from '../../audio/index.ts'
import type { DeliveredFile, DeliveredPart, Figures, Fit, QualitySheet } from '../contract/index.ts'
import { sheetNotes } from './sheet-notes.ts'

export interface SheetOf {
  rendered: Rendered
  recipe: Pick<Recipe, 'targetLufs' | 'truePeakMaxDbtp'>
  norm: { normMs?: number | undefined; fit: Fit }
  /** The files that people read for this edition. */
  reads: ReadonlySet<string>
  fileNames: Record<DeliveredFile['form'], string>
}

const FRAMES_A_MS = 48

/** The quality sheet of a render that was verified (pure): what was delivered, as it was measured, and what to know of it. */
export function composeSheet({ rendered, recipe, norm, reads, fileNames }: SheetOf): QualitySheet {
  const { master, mp3, mono, parts, loudnessLufs, ffmpegVersion } = rendered
  const { targetLufs, truePeakMaxDbtp } = recipe
  const { durationMs, figures } = master
  const notes = sheetNotes({
    durationMs,
    norm,
    targetLufs,
    maxShortTermLufs: figures.maxShortTermLufs,
    parts,
    reads,
  })
  return {
    verdict: notes.length === 0 ? 'good' : 'good-with-notes',
    notes,
    durationMs,
    ...(norm.normMs !== undefined && { normMs: norm.normMs }),
    fit: norm.fit,
    targetLufs,
    truePeakMaxDbtp,
    files: [
      delivered('master', fileNames.master, master),
      delivered('mp3', fileNames.mp3, mp3),
      delivered('mono', fileNames.mono, mono),
    ],
    parts: parts.map(deliveredPart),
    loudnessLufs: loudnessLufs.map((value) => value ?? null),
    ffmpegVersion,
  }
}

/** The figures that are kept of a file. */
export function figuresOf({ integratedLufs, truePeakDbtp, rangeLu, maxShortTermLufs }: Loudness): Figures {
  return {
    ...(integratedLufs !== undefined && { integratedLufs }),
    ...(truePeakDbtp !== undefined && { truePeakDbtp }),
    ...(rangeLu !== undefined && { rangeLu }),
    ...(maxShortTermLufs !== undefined && { maxShortTermLufs }),
  }
}

function delivered(
  form: DeliveredFile['form'],
  fileName: string,
  { bytes, sha256, figures }: RenderedFile,
): DeliveredFile {
  return { form, fileName, bytes, sha256, figures: figuresOf(figures) }
}

function deliveredPart(part: RenderedPart): DeliveredPart {
  const { role, title, startFrame, frames, measuredLufs, appliedGainDb, limitedDb, clippedRuns, silences } = part
  return {
    kind: role,
    title,
    startMs: startFrame / FRAMES_A_MS,
    durationMs: frames / FRAMES_A_MS,
    measuredLufs,
    gainDb: appliedGainDb,
    ...(part.deliveredLufs !== undefined && { deliveredLufs: part.deliveredLufs }),
    limitedDb,
    ...(part.noiseFloorDbfs !== undefined && { noiseFloorDbfs: part.noiseFloorDbfs }),
    clippedRuns,
    silences: silences.map((silence) => ({ atMs: silence.atFrame / FRAMES_A_MS, ms: silence.frames / FRAMES_A_MS })),
  }
}

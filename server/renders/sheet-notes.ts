import type { RenderedPart } from '../../audio/index.ts'
import type { Fit } from '../contract/index.ts'
import { figure, lengthWords, placeWords } from './words.ts'

/** What the notes of a sheet are drawn from. */
export interface SheetFacts {
  durationMs: number
  norm: { normMs?: number | undefined; fit: Fit }
  targetLufs: number
  /** Of the master; undefined for what is shorter than 3 s. */
  maxShortTermLufs: number | undefined
  parts: readonly RenderedPart[]
  /** The files that people read for this edition; what is not among them is a sound of the library. */
  reads: ReadonlySet<string>
}

const FRAMES_A_MS = 48
/** “Short-form content” (EBU R 128 s1: advertisements, promos; up to two minutes). */
const SHORT_FORM_MS = 120_000
/** Its short-term loudness stays within +5.0 LU of the target: −18.0 LUFS at −23 (EBU R 128 s1). */
const SHORT_FORM_MOST_LU = 5
/** Less than this only trims the tops of a few syllables; the sheet's table tells it, as it tells every figure. */
const LEAST_LIMITED_DB = 3
/**
 * Publishers of read books want about 40 dB between voice and background (ACX: −60 dBFS under −23…−18 dBFS); less than 30 is
 * heard in every pause.
 */
const LEAST_OVER_NOISE_DB = 30
/** A read that needs so much lay near −38 LUFS for FM: the noise of the microphone and the room comes up with it. */
const MUCH_RAISED_DB = 15
/** More places than this are counted, not named. */
const MOST_PLACES = 5

/** What a person should know of a render, in Vietnamese, the gravest first; empty: nothing (pure). */
export function sheetNotes(facts: SheetFacts): string[] {
  const reads = facts.parts.filter(({ sha256 }) => facts.reads.has(sha256))
  return [
    ...normNotes(facts),
    ...[...facts.parts].sort((a, b) => b.limitedDb - a.limitedDb).flatMap(limitedNote),
    ...reads.filter(({ clippedRuns }) => clippedRuns > 0).map(clippedNote),
    ...reads.flatMap(silenceNote),
    ...reads.flatMap(noiseNote),
    ...shortFormNotes(facts),
    ...reads.filter(({ appliedGainDb }) => appliedGainDb >= MUCH_RAISED_DB).map(quietNote),
    ...facts.parts.flatMap(deadChannelNote),
  ]
}

function normNotes({ durationMs, norm: { normMs, fit } }: SheetFacts): string[] {
  if (normMs === undefined || (fit !== 'long' && fit !== 'short')) return []
  const difference = lengthWords(Math.abs(durationMs - normMs))
  const how = fit === 'long' ? `dài hơn ${difference} so với` : `ngắn hơn ${difference} so với`
  return [`Thời lượng ${lengthWords(durationMs)}, ${how} định mức ${lengthWords(normMs)}.`]
}

function limitedNote({ title, limitedDb }: RenderedPart): string[] {
  if (limitedDb < LEAST_LIMITED_DB) return []
  return [`“${title}”: đã ghìm đỉnh ${figure(limitedDb)} dB để không vượt mức đỉnh cho phép.`]
}

function clippedNote({ title, clippedRuns }: RenderedPart): string {
  return `“${title}”: có ${clippedRuns} chỗ vỡ tiếng do thu quá to; nghe lại, nếu rè thì thu lại.`
}

function silenceNote({ title, startFrame, silences }: RenderedPart): string[] {
  if (silences.length === 0) return []
  const places = silences
    .slice(0, MOST_PLACES)
    .map(({ atFrame, frames }) => {
      const at = placeWords((startFrame + atFrame) / FRAMES_A_MS)
      return `${at} (${figure(frames / FRAMES_A_MS / 1000)} giây)`
    })
    .join(', ')
  const more = silences.length > MOST_PLACES ? ` và ${silences.length - MOST_PLACES} chỗ nữa` : ''
  return [`“${title}”: khoảng lặng dài ở ${places}${more}.`]
}

function noiseNote({ title, measuredLufs, noiseFloorDbfs }: RenderedPart): string[] {
  if (noiseFloorDbfs === undefined || measuredLufs - noiseFloorDbfs >= LEAST_OVER_NOISE_DB) return []
  return [
    `“${title}”: nền ồn, tiếng đọc chỉ cao hơn nền ${figure(measuredLufs - noiseFloorDbfs, 0)} dB; thử giảm tạp âm hoặc thu lại ở nơi yên tĩnh.`,
  ]
}

function shortFormNotes({ durationMs, targetLufs, maxShortTermLufs }: SheetFacts): string[] {
  const most = targetLufs + SHORT_FORM_MOST_LU
  if (durationMs >= SHORT_FORM_MS || maxShortTermLufs === undefined || maxShortTermLufs <= most) return []
  return [
    `Có đoạn to tới ${figure(maxShortTermLufs)} LUFS; với chương trình dưới 2 phút nên không quá ${figure(most, 0)} LUFS (EBU R 128 s1).`,
  ]
}

function quietNote({ title, measuredLufs, appliedGainDb }: RenderedPart): string {
  return `“${title}”: thu quá nhỏ (${figure(measuredLufs)} LUFS), đã nâng ${figure(appliedGainDb)} dB nên tạp âm cũng to theo; lần sau thu gần micrô hơn.`
}

function deadChannelNote({ title, usedChannel }: RenderedPart): string[] {
  if (usedChannel === 'both') return []
  const [used, other] = usedChannel === 'left' ? ['trái', 'phải'] : ['phải', 'trái']
  return [`“${title}”: kênh ${other} không có tiếng hoặc ngược pha, đã dùng kênh ${used} cho cả hai bên.`]
}

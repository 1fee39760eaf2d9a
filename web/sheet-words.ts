/** The quality sheet of a render as a person reads it. */
import type { DeliveredFile, DeliveredPart, Fit, QualitySheet } from '../server/contract/index.ts'
import { figure, lengthClock, lengthWords } from './words.ts'

/** What the sheet concludes. */
export const VERDICT_WORDS: Readonly<Record<QualitySheet['verdict'], string>> = {
  good: 'Đạt',
  'good-with-notes': 'Đạt, có điều cần biết',
}

/** The deliveries by name. */
export const FORM_WORDS: Readonly<Record<DeliveredFile['form'], string>> = {
  master: 'Bản gốc WAV 48 kHz',
  mp3: 'MP3 128 kbit/s',
  mono: 'MP3 64 kbit/s, một kênh',
}

/** A length against its norm in one sentence: “Thiếu 2 phút 10 giây so với định mức 30 phút.” */
export function fitSentence(durationMs: number, normMs: number | undefined, fit: Fit): string {
  if (normMs === undefined || fit === 'unknown') return 'Không đặt định mức.'
  const apart = lengthWords(Math.abs(durationMs - normMs))
  if (fit === 'short') return `Thiếu ${apart} so với định mức ${lengthWords(normMs)}.`
  if (fit === 'long') return `Thừa ${apart} so với định mức ${lengthWords(normMs)}.`
  return Math.abs(durationMs - normMs) < 500
    ? `Đúng định mức ${lengthWords(normMs)}.`
    : `Đúng định mức ${lengthWords(normMs)} (${durationMs > normMs ? 'dài' : 'ngắn'} hơn ${apart}).`
}

/** A figure of the sheet with its decimal comma and true minus; a dash where it is unknown. */
export const sheetFigure = (value: number | undefined, decimals = 1) =>
  value === undefined ? '–' : figure(value, decimals)

/** A gain with its sign: “+3,2”. */
export function sheetGain(db: number): string {
  const words = figure(db, 1)
  return db > 0 && words !== '0,0' ? `+${words}` : words
}

/** How far the highest peak was pulled down; a dash where nothing was. */
export const limitedWords = (db: number) => (figure(db, 1) === '0,0' ? '–' : figure(db, 1))

/** Silences with their places in the programme: “1:03 (2,4 giây)”; a dash where there is none. */
export function silencesWords({ startMs, silences }: Pick<DeliveredPart, 'startMs' | 'silences'>): string {
  if (silences.length === 0) return '–'
  const shown = silences.slice(0, MOST_SILENCES)
  const words = shown.map(({ atMs, ms }) => `${lengthClock(startMs + atMs)} (${figure(ms / 1000, 1)} giây)`).join('; ')
  const left = silences.length - shown.length
  return left > 0 ? `${words}; và ${left} chỗ nữa` : words
}

/** More of them say no more about a read. */
const MOST_SILENCES = 4

/** The scale of a loudness curve around its target, LU: what lies beyond is drawn at the edge. */
export const CURVE_ABOVE_LU = 12
export const CURVE_BELOW_LU = 24

/**
 * A loudness curve as the path of a drawing `width` × `height`, one point a second; the line breaks where there is
 * silence. Single seconds of sound become a short stroke, so that nothing that sounded is lost.
 */
export function curvePath(
  loudnessLufs: readonly (number | null)[],
  targetLufs: number,
  width: number,
  height: number,
): string {
  const step = width / Math.max(1, loudnessLufs.length)
  let path = ''
  let isDown = false
  for (const [index, lufs] of loudnessLufs.entries()) {
    if (lufs === null) {
      isDown = false
      continue
    }
    const [x, y] = [((index + 0.5) * step).toFixed(1), curveY(lufs, targetLufs, height).toFixed(1)]
    const isLast = loudnessLufs[index + 1] === null || index === loudnessLufs.length - 1
    path += isDown ? `L${x} ${y}` : `M${x} ${y}`
    if (!isDown && isLast) path += `h${Math.max(1, step / 2).toFixed(1)}`
    isDown = true
  }
  return path
}

/** Where a loudness lies in a drawing of this height. */
export function curveY(lufs: number, targetLufs: number, height: number): number {
  const share = (targetLufs + CURVE_ABOVE_LU - lufs) / (CURVE_ABOVE_LU + CURVE_BELOW_LU)
  return Math.min(1, Math.max(0, share)) * height
}

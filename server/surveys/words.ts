import type { Finding } from '../../audio/index.ts'
import type { FindingKind, TakeFinding } from '../contract/index.ts'
import { lengthInWords } from '../lengths.ts'
import { isLengthSentence, warningSentences } from '../takes/index.ts'

/** What a finding is and what to do about it (pure). */
export function inWords(finding: Finding): TakeFinding {
  const { kind, fromMs, toMs, severity, suggestion } = finding
  const sentence = SENTENCES[kind](finding)
  return { kind, fromMs, toMs, severity, sentence, ...(suggestion !== undefined && { suggestion }) }
}

const SENTENCES: Readonly<Record<FindingKind, (finding: Finding) => string>> = {
  clipping: () => 'Vỡ tiếng vì thu quá to: nghe lại chỗ này, nếu rè thì vặn nhỏ micrô rồi thu lại.',
  hum: ({ severity, figures: { hz } }) =>
    severity === 'warning'
      ? `Có tiếng ù điện ${decimal(hz)} Hz: kiểm tra dây nguồn, dây micrô rồi thu lại; nếu giữ bản này thì bật “Lọc ù” khi dựng.`
      : `Nghe kỹ có tiếng ù điện ${decimal(hz)} Hz ở chỗ nghỉ: nên bật “Lọc ù” khi dựng.`,
  noise: ({ severity, figures: { belowDb } }) =>
    severity === 'warning'
      ? `Tạp âm nền to, chỉ nhỏ hơn giọng đọc ${decimal(belowDb)} dB: tắt quạt, máy lạnh, đóng cửa rồi thu lại.`
      : `Có tạp âm nền, nhỏ hơn giọng đọc ${decimal(belowDb)} dB: nên bật giảm tạp âm khi dựng.`,
  'far-from-microphone': () =>
    'Tiếng vang, như đọc xa micrô: thu lại với micrô cách miệng khoảng một gang tay, trong phòng có rèm hoặc đồ vải.',
  'level-jump': ({ figures: { byLu = 0 } }) =>
    `Từ đây tiếng ${byLu > 0 ? 'to' : 'nhỏ'} hẳn đi so với trước (${decimal(Math.abs(byLu))} LU): nghe lại; nếu do xê dịch micrô thì thu lại một trong hai phần.`,
  'read-short': ({ figures }) =>
    `Đọc hết ${lengthInWords(figures.spokenMs ?? 0)}, lời này thường cần khoảng ${lengthInWords(figures.expectedMs ?? 0)}: có thể sót một đoạn, đối chiếu lại với kịch bản.`,
  'read-long': ({ figures }) =>
    `Đọc hết ${lengthInWords(figures.spokenMs ?? 0)}, lời này thường chỉ cần khoảng ${lengthInWords(figures.expectedMs ?? 0)}: có thể có chỗ đọc lặp hoặc lời ngoài kịch bản, nghe lại rồi cắt bớt.`,
  'leading-silence': ({ figures }) => `Im lặng ${seconds(figures.silentMs)} trước lời đọc: nên cắt bớt.`,
  'trailing-silence': ({ figures }) => `Im lặng ${seconds(figures.silentMs)} sau lời đọc: nên cắt bớt.`,
  slate: () => 'Có tiếng ngắn trước lời đọc (vỗ tay, “một hai ba”): cắt đi nếu không thuộc bài.',
  'long-silence': ({ figures }) => `Khoảng lặng ${seconds(figures.silentMs)} giữa bài: rút ngắn nếu không cố ý.`,
  'long-breath': () => 'Tiếng lấy hơi dài: cắt đi nếu nghe thấy nặng.',
}

/** Silences that together are so much of a read say by themselves that most of it is silent. */
const MOSTLY_SHARE = 0.5
const SILENCES: readonly FindingKind[] = ['leading-silence', 'trailing-silence', 'long-silence']

/** Of a read's own warnings those that its findings say as well, with their places (pure). */
export function replacedBy(
  findings: readonly TakeFinding[],
  warnings: readonly string[],
  durationMs: number,
): string[] {
  const kinds = new Set(findings.map(({ kind }) => kind))
  const silentMs = findings
    .filter(({ kind }) => SILENCES.includes(kind))
    .reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const said = new Set([
    ...(kinds.has('clipping') ? warningSentences([{ code: 'clipped', details: {} }]) : []),
    ...(silentMs >= durationMs * MOSTLY_SHARE ? warningSentences([{ code: 'mostly-silent', details: {} }]) : []),
    ...(kinds.has('read-short') || kinds.has('read-long') ? warnings.filter(isLengthSentence) : []),
  ])
  return warnings.filter((sentence) => said.has(sentence))
}

/** “3,2 giây”, longer ones in whole units. */
function seconds(ms = 0): string {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1).replace('.', ',')} giây` : lengthInWords(ms)
}

function decimal(value = 0): string {
  return String(Math.round(value))
}

/** What the console, the log and the settings say of the sound: sentences made of figures. */
import type { AsRun, LevelCurve, OnAirStatus, OutputMeasured, Pause, Proof } from '../server/contract/index.ts'
import { figure, lengthClock, lengthWords, momentWords, timeWithSeconds } from './words.ts'

/** A sentence and how it stands: never a colour without its words. */
export interface Said {
  words: string
  tone: 'plain' | 'good' | 'due' | 'danger'
}

/** Quieter than this the output counts as silent in words, dBFS: the noise of a good desk. */
const SILENT_DBFS = -70
/** From here on the sound that left is called the programme's: the judge of the on-air process alarms far below. */
const LIKE = 0.5

/** “−18,2 dBFS”; unknown is “chưa rõ”. */
export const dbfsWords = (value: number | undefined) =>
  value === undefined ? 'chưa rõ' : Number.isFinite(value) ? `${figure(value, 1)} dBFS` : 'im lặng'

/** “98,7%” of a share 0…1; never rounds up to the whole. */
export function shareWords(share: number): string {
  const tenths = share >= 1 ? 1000 : Math.min(999, Math.round(share * 1000))
  return `${figure(tenths / 10, tenths % 10 === 0 ? 0 : 1)}%`
}

/** What is known of the sound that left the station; where nothing is known it says so. */
export function outputWords(output: OutputMeasured | undefined, isPlaying: boolean): Said {
  if (!output || output.source === 'none') {
    if (!isPlaying && output?.name === undefined) return { words: 'Đầu ra được đo trong lúc phát', tone: 'plain' }
    const why = output?.name ?? 'máy này không nghe lại được đường ra'
    return { words: `Không đo được đầu ra: ${why}`, tone: 'due' }
  }
  const { heardDbfs, similarity, alarm } = output
  const heard = dbfsWords(heardDbfs)
  if (alarm === 'silence') return { words: `Đầu ra im lặng (${heard}) trong khi chương trình có tiếng`, tone: 'danger' }
  if (alarm === 'wrong-sound') {
    const like = similarity === undefined ? '' : `, chỉ giống ${shareWords(similarity)}`
    return { words: `Đầu ra không phải chương trình (${heard}${like})`, tone: 'danger' }
  }
  if (heardDbfs === undefined) return { words: 'Chưa có số đo ở đầu ra', tone: 'plain' }
  if (!isPlaying) {
    return { words: heardDbfs < SILENT_DBFS ? 'Đo ở đầu ra: đang im' : `Đo ở đầu ra: ${heard}`, tone: 'plain' }
  }
  if (similarity === undefined) return { words: `Đo ở đầu ra: ${heard}`, tone: 'plain' }
  return similarity >= LIKE
    ? { words: `Đo ở đầu ra: ${heard}, đúng chương trình`, tone: 'good' }
    : { words: `Đo ở đầu ra: ${heard}, đang đối chiếu với chương trình`, tone: 'plain' }
}

/** Where the output is measured: “đo tại ngõ ra của máy”. */
export const outputSourceWords = ({ source, name }: OutputMeasured) =>
  [source === 'monitor' ? 'đo tại ngõ ra của máy' : source === 'return-input' ? 'đo ở đường thu về' : '', name]
    .filter(Boolean)
    .join(': ')

/** The device's rate against the clock; positive is slow. Undefined while nobody knows. */
export function driftWords(ppm: number | undefined): string | undefined {
  if (ppm === undefined) return undefined
  const rounded = Math.round(Math.abs(ppm))
  if (rounded === 0) return 'Thiết bị chạy khớp đồng hồ'
  return `Thiết bị chạy ${ppm > 0 ? 'chậm' : 'nhanh'} ${figure(rounded)} ppm so với đồng hồ`
}

/** What became of the transmitter's switch. Undefined where the station has none. */
export function relayWords(relay: OnAirStatus['relay']): Said | undefined {
  if (relay === 'on') return { words: 'Máy phát: đã ra lệnh bật', tone: 'good' }
  if (relay === 'off') return { words: 'Máy phát: đã ra lệnh tắt', tone: 'plain' }
  if (relay === 'failed') return { words: 'Lệnh bật, tắt máy phát không chạy được', tone: 'danger' }
  return undefined
}

/** “Tạm dừng mọi lịch đến 17:00 ngày 22/11/2026”; one that has not begun says from when. */
export function pauseWords({ from, until }: Pick<Pause, 'from' | 'until'>, now: number): string {
  const start = from > now ? `từ ${momentWords(from)} ` : ''
  return `Tạm dừng mọi lịch ${start}đến ${momentWords(until)}`
}

/** The clock time of an instant with hundredths: “05:00:00,02”. */
export function timeWithHundredths(instant: number): string {
  const hundredths = Math.round(instant / 10)
  return `${timeWithSeconds(Math.floor(hundredths / 100) * 1000)},${String(((hundredths % 100) + 100) % 100).padStart(2, '0')}`
}

/** How exactly it began: “đúng giờ (lệch 0,4 ms)”, “trễ 1,2 giây”. */
export function startErrorWords(errorMs: number | undefined): string {
  if (errorMs === undefined) return 'chưa đo được'
  const size = Math.abs(errorMs)
  const side = errorMs < 0 ? 'sớm' : 'trễ'
  if (size < 0.05) return 'đúng giờ'
  if (size < 50) return `đúng giờ (${side} ${figure(size, 1)} ms)`
  return size < 60_000 ? `${side} ${figure(size / 1000, 2)} giây` : `${side} ${lengthWords(size)}`
}

/** The result of a comparison, as it goes into a report. `plannedAt` is the airing's instant. */
export function proofWords(proof: Proof, plannedAt: number): string {
  if (!proof.found) {
    return proof.onlyShared
      ? 'Không tìm thấy chương trình trong bản thu: chỉ nhạc hiệu trùng, nội dung là của kỳ khác.'
      : 'Không tìm thấy chương trình trong bản thu.'
  }
  const began =
    proof.startErrorMs !== undefined
      ? `bắt đầu lúc ${timeWithHundredths(plannedAt + proof.startErrorMs)}`
      : proof.offsetMs !== undefined && proof.offsetMs >= 0
        ? `bắt đầu ở ${lengthClock(proof.offsetMs)} của bản thu`
        : 'bản thu bắt đầu giữa chừng chương trình'
  const gaps = proof.missing.map(({ fromMs, toMs }) => `${lengthClock(fromMs)}–${lengthClock(toMs)}`)
  const missing = gaps.length === 0 ? 'không thiếu đoạn nào' : `thiếu ${gaps.length} đoạn: ${gaps.join('; ')}`
  const times = proof.times === undefined ? '' : ` (${proof.times} lần; tính lần đầu)`
  return `Tìm thấy${times}: ${began}, khớp ${shareWords(proof.matched)}, ${missing}.`
}

/** A short word for a line of the log: “Đối soát: khớp 98,7%”. */
export const proofShort = (proof: NonNullable<AsRun['proof']>) =>
  proof.found ? `Đối soát: khớp ${shareWords(proof.matched)}` : 'Đối soát: không tìm thấy'

/** One point of the plot: where in the airing, and how loud. */
export interface LevelPoint {
  atMs: number
  dbfs: number
}

/** The pieces of a level curve as one line of points; `which` chooses what was handed to the device or what was heard. */
export function levelPoints(curves: readonly LevelCurve[], which: 'handedDbfs' | 'heardDbfs'): LevelPoint[] {
  return curves
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .flatMap(({ fromMs, stepMs, [which]: levels }) =>
      (levels ?? []).map((dbfs, index) => ({ atMs: fromMs + index * stepMs, dbfs })),
    )
}

/** What the plot shows, for those who cannot see it. */
export function levelsWords(curves: readonly LevelCurve[]): string {
  const [handed, heard] = [levelPoints(curves, 'handedDbfs'), levelPoints(curves, 'heardDbfs')]
  if (handed.length === 0) return 'Chưa có số đo nào của lần phát này.'
  const sent = `Đưa ra thiết bị: trung bình ${dbfsWords(mean(handed))}, to nhất ${dbfsWords(most(handed))}.`
  if (heard.length === 0) return `${sent} Không đo được đầu ra.`
  return `${sent} Đo được ở đầu ra: trung bình ${dbfsWords(mean(heard))}, to nhất ${dbfsWords(most(heard))}.`
}

/** The mean of the power, dBFS: how loud a stretch is as a whole. */
function mean(points: readonly LevelPoint[]): number {
  const power = points.reduce((sum, { dbfs }) => sum + 10 ** (dbfs / 10), 0) / points.length
  return 10 * Math.log10(power)
}

const most = (points: readonly LevelPoint[]) =>
  points.reduce((loudest, { dbfs }) => Math.max(loudest, dbfs), Number.NEGATIVE_INFINITY)

/** How loud a voice arrives at the microphone or leaves for the device, on a scale that people understand. */

/** The quietest level that a meter shows, dBFS. */
export const METER_FLOOR_DBFS = -60

/** Where a level stands on the meter, 0…1. */
export function meterFraction(dbfs: number): number {
  if (!Number.isFinite(dbfs)) return 0
  return Math.min(1, Math.max(0, (dbfs - METER_FLOOR_DBFS) / -METER_FLOOR_DBFS))
}

export type LevelVerdict = 'silent' | 'too-quiet' | 'good' | 'hot' | 'clipping'

/**
 * What a held peak means for a read. A read is levelled afterwards, so a wide range is good; below −30 dBFS noise comes
 * up with the voice, above −1 dBFS the converter itself overloads.
 */
export function levelVerdict(peakDbfs: number): LevelVerdict {
  if (!(peakDbfs > -50)) return 'silent'
  if (peakDbfs < -30) return 'too-quiet'
  if (peakDbfs < -3) return 'good'
  if (peakDbfs < -0.5) return 'hot'
  return 'clipping'
}

/** The verdicts as the announcer reads them. */
export const LEVEL_WORDS: Record<LevelVerdict, string> = {
  silent: 'không có tiếng',
  'too-quiet': 'quá nhỏ',
  good: 'vừa',
  hot: 'hơi to',
  clipping: 'vỡ tiếng',
}

/** The peak of 16-bit samples as dBFS; silence is −Infinity. */
export const peakDbfs = (peak: number) => 20 * Math.log10(Math.abs(peak) / 32_768)

/**
 * Keeps the highest level for a while, then lets it fall: what a meter's hold line shows. `atMs` comes from a clock that
 * never jumps.
 */
export class PeakHold {
  #levelDbfs = Number.NEGATIVE_INFINITY
  #heldAtMs = 0
  readonly #holdMs: number
  readonly #fallDbPerSecond: number

  constructor(holdMs = 1_500, fallDbPerSecond = 20) {
    this.#holdMs = holdMs
    this.#fallDbPerSecond = fallDbPerSecond
  }

  /** Takes a new level; returns the level held now. */
  take(dbfs: number, atMs: number): number {
    const over = Math.max(0, atMs - this.#heldAtMs - this.#holdMs)
    const fallen = this.#levelDbfs - (over / 1000) * this.#fallDbPerSecond
    if (dbfs >= fallen) {
      this.#levelDbfs = dbfs
      this.#heldAtMs = atMs
      return dbfs
    }
    return fallen
  }
}

/** `columns` bars of a waveform from min/max pairs of −128…127: the largest swing inside each column, 0…1. */
export function waveColumns(pairs: readonly number[], columns: number): number[] {
  const count = Math.floor(pairs.length / 2)
  if (count === 0 || columns <= 0) return []
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * count) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * count) / columns))
    let swing = 0
    for (let i = from; i < to && i < count; i += 1)
      swing = Math.max(swing, Math.abs(pairs[2 * i] ?? 0), Math.abs(pairs[2 * i + 1] ?? 0))
    return Math.min(1, swing / 128)
  })
}

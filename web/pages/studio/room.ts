/** What a quiet room sounds like: its noise floor and the hum of the mains, from five seconds without a voice. Pure. */

/** How long the room is listened to. */
export const ROOM_CHECK_MS = 5_000

/** The mains of Viet Nam and their overtones, Hz. */
export const HUM_HZ = [50, 100, 150] as const
/** Beside each of them, where hum is not: what stands out there is ordinary noise. */
const BESIDE_HZ: Readonly<Record<number, readonly number[]>> = {
  50: [38, 43, 57, 62],
  100: [88, 93, 107, 112],
  150: [138, 143, 157, 162],
}
/** A tone counts when it stands out of the noise beside it by this much. */
const STANDS_OUT_DB = 12
/** Below this nobody hears it through a loudspeaker, even after levelling. */
const INAUDIBLE_DBFS = -75
const WINDOW_MS = 100
const HUM_WINDOW_MS = 1_000
/** A floor below this stays out of hearing after the voice is levelled up; above the second it is heard with every word. */
const QUIET_DBFS = -55
const NOISY_DBFS = -45
/** A moment that is so much louder than the rest was a cough or a chair, not the room. */
const DISTURBED_DB = 18

export type RoomVerdict = 'silent' | 'good' | 'fair' | 'noisy'

export interface RoomHeard {
  /** Half of the moments were quieter than this: level of the noise, dBFS (mean square; a full sine is −3). */
  floorDbfs: number
  verdict: RoomVerdict
  /** The hum that stands out, the loudest first. */
  hum: { hz: number; dbfs: number }[]
  /** Something sounded in between: the check is better made once more. */
  isDisturbed: boolean
}

/** Listens to the microphone without keeping anything but levels. */
export class RoomListener {
  #sampleRateHz = 0
  #frames = 0
  #squares = 0
  #inWindow = 0
  readonly #levels: number[] = []
  #second = new Float32Array(0)
  #inSecond = 0
  /** Mean square of each tone, one entry a second. */
  readonly #tones = new Map<number, number[]>()

  /** How much has been heard, ms. */
  get heardMs(): number {
    return this.#sampleRateHz === 0 ? 0 : (this.#frames / this.#sampleRateHz) * 1000
  }

  /** Takes interleaved 16-bit samples. A change of the rate begins anew. */
  push(samples: Int16Array, channels: number, sampleRateHz: number): void {
    if (sampleRateHz !== this.#sampleRateHz) this.#begin(sampleRateHz)
    const window = Math.round((sampleRateHz * WINDOW_MS) / 1000)
    for (let i = 0; i + channels <= samples.length; i += channels) {
      let sum = 0
      for (let channel = 0; channel < channels; channel += 1) sum += samples[i + channel] ?? 0
      const sample = sum / channels / 32_768
      this.#frames += 1
      this.#squares += sample * sample
      this.#inWindow += 1
      if (this.#inWindow === window) {
        this.#levels.push(this.#squares / window)
        this.#squares = 0
        this.#inWindow = 0
      }
      this.#second[this.#inSecond] = sample
      this.#inSecond += 1
      if (this.#inSecond === this.#second.length) this.#measureSecond()
    }
  }

  /** What was heard so far; undefined before the first second. */
  result(): RoomHeard | undefined {
    if (this.#levels.length * WINDOW_MS < HUM_WINDOW_MS || !this.#tones.has(HUM_HZ[0])) return undefined
    const floor = decibels(median(this.#levels))
    const loudest = decibels(Math.max(...this.#levels))
    const hum = HUM_HZ.flatMap((hz) => {
      const dbfs = decibels(median(this.#tones.get(hz) ?? []))
      const beside = decibels(median((BESIDE_HZ[hz] ?? []).map((near) => median(this.#tones.get(near) ?? []))))
      return dbfs > INAUDIBLE_DBFS && dbfs - beside > STANDS_OUT_DB ? [{ hz, dbfs }] : []
    }).toSorted((a, b) => b.dbfs - a.dbfs)
    return {
      floorDbfs: floor,
      verdict: verdictOf(floor),
      hum,
      isDisturbed: loudest - floor > DISTURBED_DB && loudest > NOISY_DBFS,
    }
  }

  #begin(sampleRateHz: number): void {
    this.#sampleRateHz = sampleRateHz
    this.#frames = 0
    this.#squares = 0
    this.#inWindow = 0
    this.#levels.length = 0
    this.#second = new Float32Array(Math.round((sampleRateHz * HUM_WINDOW_MS) / 1000))
    this.#inSecond = 0
    this.#tones.clear()
  }

  #measureSecond(): void {
    this.#inSecond = 0
    for (const hz of HUM_HZ)
      for (const tone of [hz, ...(BESIDE_HZ[hz] ?? [])]) {
        const heard = this.#tones.get(tone) ?? []
        heard.push(tonePower(this.#second, tone, this.#sampleRateHz))
        this.#tones.set(tone, heard)
      }
  }
}

/**
 * Mean square of one tone in a stretch of samples: Goertzel's recurrence over a Hann window, whose main lobe of ±2 Hz in
 * a second takes in mains that are not exactly at 50 Hz. A full sine gives 0.5.
 */
export function tonePower(samples: Float32Array, hz: number, sampleRateHz: number): number {
  const length = samples.length
  if (length === 0) return 0
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz)
  const step = (2 * Math.PI) / length
  let [before, beforeThat, weights] = [0, 0, 0]
  for (let i = 0; i < length; i += 1) {
    const weight = 0.5 - 0.5 * Math.cos(step * i)
    weights += weight
    const now = (samples[i] ?? 0) * weight + coefficient * before - beforeThat
    beforeThat = before
    before = now
  }
  const magnitude = before * before + beforeThat * beforeThat - coefficient * before * beforeThat
  return (2 * magnitude) / (weights * weights)
}

/** What to do about it, in plain words; empty when all is well. */
export function roomAdvice({ verdict, hum, isDisturbed }: RoomHeard): string[] {
  if (verdict === 'silent')
    return ['Micrô không gửi tiếng nào. Xem công tắc trên micrô, dây cắm, và chọn đúng micrô trong danh sách.']
  const advice: string[] = []
  if (isDisturbed) advice.push('Lúc kiểm tra có tiếng động lớn (ho, kéo ghế, nói chuyện). Giữ im lặng và kiểm tra lại.')
  if (hum.length > 0) {
    const isCable = hum.some(({ hz }) => hz === 50)
    advice.push(
      isCable
        ? 'Có tiếng ù điện. Cắm máy tính và micrô vào cùng một ổ có dây tiếp đất, tách dây micrô khỏi dây điện và bộ sạc; máy xách tay thì thử rút sạc.'
        : 'Có tiếng rè điện. Tắt đèn tuýp, bộ sạc và thiết bị điện gần micrô, để dây micrô xa dây nguồn.',
    )
  }
  if (verdict === 'noisy')
    advice.push(
      'Phòng ồn. Tắt quạt và máy lạnh trong lúc thu, đóng cửa, tắt loa; ngồi gần micrô hơn (khoảng một gang tay).',
    )
  else if (verdict === 'fair' && hum.length === 0)
    advice.push('Phòng hơi ồn. Nên tắt quạt, chỉnh máy lạnh xuống mức gió nhỏ nhất và đóng cửa.')
  return advice
}

/** The verdicts as the announcer reads them. */
export const ROOM_WORDS: Record<RoomVerdict, string> = {
  silent: 'không có tiếng',
  good: 'phòng yên',
  fair: 'phòng hơi ồn',
  noisy: 'phòng ồn',
}

function verdictOf(floorDbfs: number): RoomVerdict {
  // Sixteen bits of nothing but zeros is no room: a microphone that is switched off.
  if (floorDbfs === Number.NEGATIVE_INFINITY) return 'silent'
  if (floorDbfs <= QUIET_DBFS) return 'good'
  return floorDbfs <= NOISY_DBFS ? 'fair' : 'noisy'
}

const decibels = (meanSquare: number) => 10 * Math.log10(meanSquare)

function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b)
  return ordered[Math.floor(ordered.length / 2)] ?? 0
}

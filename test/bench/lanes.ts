import { type FileHandle, link, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlayoutAiring } from '../../schedules/index.ts'
import type { Noise } from '../on-air/noise.ts'
import { delay, type SoundServer } from '../on-air/sound-server.ts'
import { makeStation } from '../on-air/station.ts'
import { captureToFile } from './capture-to-file.ts'
import { readFrames, stretchesOf } from './chaos-judge.ts'

/** How long a short airing of a lane is, and how far one begins after the other. */
export const AIRING_MS = 500
export const EVERY_MS = 1500
/** From the start of a lane to its first airing. */
export const FIRST_MS = 15_000
const FRAMES_PER_MS = 48

/** What was heard of an airing. */
export interface Heard {
  /** Against its planned instant; undefined: it was not heard. */
  errorMs: number | undefined
  /** Samples that are not as they were made. */
  altered: number
}

/** Short airings, one after another, by the real on-air process under its supervisor on a sink of its own; captured. */
export async function lane(
  sound: SoundServer,
  folder: string,
  sink: string,
  noise: Noise,
  count: number,
): Promise<Heard[]> {
  const station = await makeStation()
  const captured = join(folder, `${sink}.raw`)
  let file: FileHandle | undefined
  try {
    const path = join(station.dataDir, 'noise.wav')
    await link(noise.path, path)
    const firstAt = Date.now() + FIRST_MS
    // Never on the same phase of a period, a second or a millisecond.
    const airings: PlayoutAiring[] = Array.from({ length: count }, (_, n) =>
      station.airing(`${sink}-${n}`, { ...noise, path }, Math.round(firstAt + n * EVERY_MS + ((n * 37.37) % 300))),
    )
    await station.plan(`alsa:pulse:${sink}`, airings)
    const capture = await captureToFile(sound, sink, captured)
    station.supervise(sound.env)
    await delay(FIRST_MS + count * EVERY_MS + 3000)
    const zeroNear = await capture.stop()
    file = await open(captured)
    const heard: Heard[] = []
    for (const { startsAt } of airings) {
      const expected = (startsAt - zeroNear(startsAt)) * FRAMES_PER_MS
      const from = Math.max(0, Math.round(expected) - 24_000)
      const piece = await readFrames(file, from, 24_000 * 2 + noise.frames)
      const place = stretchesOf(piece, from, noise, Math.round(expected)).stretches[0]
      let altered = noise.frames
      if (place !== undefined) {
        altered = 0
        const at = (place.zero - from) * 2
        for (let i = 0; i < noise.samples.length; i++) if (piece[at + i] !== noise.samples[i]) altered++
      }
      heard.push({ errorMs: place === undefined ? undefined : (place.zero - expected) / FRAMES_PER_MS, altered })
    }
    return heard
  } finally {
    await file?.close()
    await station.remove()
  }
}

/** Says how the airings were heard; whether p50 ≤ 1 ms, p99 ≤ 5 ms, max ≤ 20 ms, and every sample as it was. */
export function tellHeard(heard: readonly Heard[], say: (text: string) => void): boolean {
  const errors = heard
    .flatMap(({ errorMs }) => (errorMs === undefined ? [] : [Math.abs(errorMs)]))
    .toSorted((a, b) => a - b)
  const at = (part: number) => errors[Math.min(errors.length - 1, Math.floor(part * errors.length))] ?? Number.NaN
  const altered = heard.filter((one) => one.altered > 0).length
  const [p50, p99, max] = [at(0.5), at(0.99), at(1)]
  say(
    `lệch giờ (start error): p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)}, lớn nhất (max) ${max.toFixed(2)} ms; mức (bars) 1, 5, 20`,
  )
  say(`không nguyên vẹn (not whole): ${altered}; không nghe thấy (unheard): ${heard.length - errors.length}`)
  return p50 <= 1 && p99 <= 5 && max <= 20 && altered === 0
}

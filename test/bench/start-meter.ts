import { differing, findNoise, type Noise } from '../on-air/noise.ts'
import { end, record } from '../on-air/run.ts'
import { type Capture, delay, type SoundServer, wallAnchor } from '../on-air/sound-server.ts'

/** One planned instant and what was captured of it. */
export interface Measured {
  /** Captured minus planned; undefined: not heard within 2 s. */
  errorMs: number | undefined
  /** Every sample there once, none altered. */
  isWhole: boolean
  /** What the way itself said of its error, and of gaps. */
  said?: string
}

const FRAMES_PER_MS = 48
const EARLY_MS = 100
const LATE_MS = 2000

/** Looks for a noise around an instant in a capture. */
export function measure(capture: Capture, noise: Noise, instant: number): Measured {
  const probe = Math.round(noise.frames / 3)
  const frameZeroMs = capture.frameZeroNearMs(instant)
  const expected = (instant - frameZeroMs) * FRAMES_PER_MS
  const from = Math.max(0, Math.round(expected - EARLY_MS * FRAMES_PER_MS))
  const to = Math.round(expected + LATE_MS * FRAMES_PER_MS) + noise.frames
  const window = capture.samples.subarray(0, to * 2)
  const zero = findNoise(window, noise, probe, from)
  if (zero === undefined || zero < 0) return { errorMs: undefined, isWhole: false }
  const again = findNoise(window, noise, probe, zero + probe + 1)
  return {
    errorMs: frameZeroMs + zero / FRAMES_PER_MS - instant,
    isWhole: again === undefined && differing(capture.samples, noise, zero) === 0,
  }
}

/**
 * The reference: `pacat` plays a noise and tells, by the sound server's clockwork on the playing side, at which instant its
 * first frame is at the sink; the returned function looks where it lies in the capture, by the clockwork on the recording
 * side. Neither knows of the other, nor of the engine: their difference is the error of the meter.
 */
export async function playReference(
  sound: SoundServer,
  sink: string,
  noise: Noise,
): Promise<(capture: Capture) => number | undefined> {
  const zeros: number[] = []
  const player = record(
    'pacat',
    ['-v', `--device=${sink}`, '--file-format=wav', '--latency-msec=60', noise.path],
    { ...process.env, ...sound.env },
    () => {},
    (text) => {
      const at = performance.now()
      for (const [, seconds] of text.matchAll(/Time: ([\d.]+) sec/g)) {
        if (Number(seconds) > 0) zeros.push(at - Number(seconds) * 1000)
      }
    },
  )
  const ended = new Promise((resolve) => player.once('exit', resolve))
  await Promise.race([ended, delay(noise.durationMs + 3000)])
  await end(player, 'SIGKILL')
  const zero = zeros.toSorted((a, b) => a - b)[zeros.length >> 1]
  if (zero === undefined) return () => undefined
  const instant = zero + wallAnchor()
  return (capture) => measure(capture, noise, instant).errorMs
}

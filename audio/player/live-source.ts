import { CHANNELS, RATE } from '../system/index.ts'
import type { LiveRing } from './live-ring.ts'
import type { SoundSource } from './ring.ts'

/** An input comes in lumps of up to an eighth of a second. */
export const DISTANCE_FRAMES = RATE / 5
const MOST_FRAMES = (RATE * 4) / 10
const LEAP_FRAMES = RATE / 25
/** More than clocks that differ can make: the input or the device stood still. */
const FAR_FRAMES = (RATE * 6) / 10
const TOO_FAR_FRAMES = 2 * RATE
const FADE_FRAMES = RATE / 100

/**
 * An input's sound for a cue: it follows the microphone at 0.2 s. The two devices' clocks differ, and nothing is resampled:
 * where too much waits, 40 ms are left out under a cross-fade; where nothing is left, there is silence until the distance
 * is there again.
 */
export function liveSource(ring: LiveRing): SoundSource {
  /** Ring frame of the cue's frame 0; undefined while the distance is being won. */
  let base: number | undefined
  let joinsAt = DISTANCE_FRAMES
  let fadeInFrom = 0
  let leap: { at: number; frames: number } | undefined
  let beyond = new Int16Array(0)

  const join = (frame: number) => {
    const written = ring.written()
    if (written < joinsAt) return undefined
    base = written - DISTANCE_FRAMES - frame
    fadeInFrom = frame
    return base
  }
  const leave = (at: number) => {
    base = undefined
    leap = undefined
    joinsAt = at
  }

  /** From `leap.at` on, what lies `leap.frames` further on takes over. */
  const crossFade = (out: Int16Array, frame: number, ready: number, from: number) => {
    if (leap === undefined || frame + ready <= leap.at) return
    if (beyond.length < out.length) beyond = new Int16Array(out.length)
    ring.peek(from + leap.frames, beyond.subarray(0, ready * CHANNELS))
    for (let i = Math.max(0, leap.at - frame); i < ready; i++) {
      const share = rise(frame + i - leap.at)
      for (let at = i * CHANNELS; at < (i + 1) * CHANNELS; at++) {
        out[at] = Math.round((out[at] as number) * (1 - share) + (beyond[at] as number) * share)
      }
    }
  }

  return {
    peek(frame, out) {
      // What is too far back is being overwritten.
      if (base !== undefined && ring.written() - base - frame > TOO_FAR_FRAMES) leave(0)
      const zero = base ?? join(frame)
      if (zero === undefined) return 0
      const from = zero + frame
      const waiting = ring.written() - from
      if (waiting > MOST_FRAMES) {
        leap ??= { at: frame, frames: waiting > FAR_FRAMES ? waiting - DISTANCE_FRAMES : LEAP_FRAMES }
      }
      const ready = ring.peek(from, out)
      crossFade(out, frame, ready, from)
      for (let i = 0; i < ready && frame + i < fadeInFrom + FADE_FRAMES; i++)
        scale(out, i, rise(frame + i - fadeInFrom))
      if (ready * CHANNELS < out.length) {
        for (let i = Math.max(0, ready - FADE_FRAMES); i < ready; i++) scale(out, i, rise(ready - i))
      }
      return ready
    },
    release(frame) {
      if (base === undefined) return
      if (leap !== undefined && frame >= leap.at + FADE_FRAMES) {
        base += leap.frames
        leap = undefined
      }
      if (base + frame > ring.written()) leave(ring.written() + DISTANCE_FRAMES)
    },
  }
}

/** Half a cosine over the frames of a fade, 0 … 1: no click at either end. */
function rise(frame: number): number {
  return (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, frame / FADE_FRAMES)))) / 2
}

function scale(out: Int16Array, frame: number, gain: number): void {
  for (let at = frame * CHANNELS; at < (frame + 1) * CHANNELS; at++) out[at] = Math.round((out[at] as number) * gain)
}

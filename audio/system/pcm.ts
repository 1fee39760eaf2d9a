/** Everything the station sounds has this rate and this many channels, 16-bit interleaved; nothing is resampled. */
export const RATE = 48_000
export const CHANNELS = 2

/** What one write did: frames taken, or the device ran dry (`xrun`) and has been made ready again from its frame 0. */
export type WriteResult = { kind: 'written'; frames: number } | { kind: 'xrun' }

/**
 * An open sound device taking 48 kHz stereo 16-bit frames. One implementation for each system API, and the null device.
 * All calls are made from one thread. A device that has gone away throws `PlayerError('device-lost')`.
 */
export interface Pcm {
  /** Frames the device holds ahead of what is heard. */
  readonly bufferFrames: number
  /** Waits until the device takes more sound; false when it took none for `timeoutMs`. */
  wait(timeoutMs: number): boolean
  /** Hands over interleaved samples; may take fewer frames than offered. */
  write(samples: Int16Array): WriteResult
  /** Frames between the last one written and the one heard now; undefined while the device does not run yet. */
  delayFrames(): number | undefined
  /** Lets the device go at once; what it still holds is dropped. */
  close(): void
}

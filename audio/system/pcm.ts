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
  /** Name of the sound server's sink that the stream cannot be moved from; undefined where that is not so. */
  readonly tiedTo?: string
  /** Waits until the device takes more sound; false when it took none for `timeoutMs`. */
  wait(timeoutMs: number): boolean
  /** Hands over interleaved samples; may take fewer frames than offered. */
  write(samples: Int16Array): WriteResult
  /** Frames between the last one written and the one heard now; undefined while the device does not run yet. */
  delayFrames(): number | undefined
  /** Lets the device go at once; what it still holds is dropped. */
  close(): void
}

/** What is asked of an input: frames a second, and one channel (mixed down by the system) or two. Always 16-bit. */
export interface InputWish {
  rate: number
  channels: 1 | 2
}

/**
 * An open input of 16-bit interleaved frames, running since it was opened. One implementation for each system API.
 * All calls are made from one thread. A device that has gone away throws `PlayerError('device-lost')`.
 */
export interface PcmInput {
  readonly rate: number
  readonly channels: 1 | 2
  /** Waits until there is sound to read; false when none came for `timeoutMs`. */
  wait(timeoutMs: number): boolean
  /**
   * Fills `into` with what has come, as many whole frames as there are and have room: their number, 0 when none has come
   * yet. `xrun`: sound was lost because nobody read; the input runs again from now.
   */
  read(into: Int16Array): number | 'xrun'
  /**
   * Frames that wait in the device: how long ago the newest frame read was at the input; undefined when it is not known.
   * The monitor of a PulseAudio sink gives sound before it is heard, by up to the sink's own buffer (49 ms were measured
   * at a null sink), and says 0.
   */
  delayFrames(): number | undefined
  /** Lets the device go at once. */
  close(): void
}

/** Which way a device is used: kAudioObjectPropertyScopeOutput or Input of AudioHardwareBase.h. */
export type Flow = 'output' | 'input'

/** A sound device of macOS. `uid` stays the same across restarts and renaming (kAudioDevicePropertyDeviceUID). */
export interface MacDevice {
  uid: string
  name: string
}

/** What the hardware layer says of a device in one direction. */
export interface DeviceFacts {
  /** kAudioDevicePropertyNominalSampleRate. */
  rate: number
  /** The process that has taken the device for itself alone (kAudioDevicePropertyHogMode); undefined when none has. */
  heldByPid: number | undefined
  /** Frames between the device's clock and its jack: the device's latency and its first stream's. */
  latencyFrames: number
}

/** A buffer that the queue gives back: played, or filled. */
export interface HandedBuffer {
  buffer: number
  /** What was captured; empty on an output. */
  samples: Int16Array
  /** The stream's frame at which the capture begins. */
  atFrame: number | undefined
}

/**
 * Exactly the calls of CoreAudio that the station makes, so that the logic over them can be tried without a Mac. Every
 * method throws `StatusError` for a failing OSStatus.
 */
export interface CoreAudioBinding {
  /** Devices with channels in that direction. */
  devices(flow: Flow): MacDevice[]
  /** The device's number for now, by its UID; undefined when it is not there. */
  find(uid: string): number | undefined
  facts(device: number, flow: Flow): DeviceFacts
  isAlive(device: number): boolean
  /** A queue of 16-bit interleaved PCM bound to one device, with its buffers allocated. */
  openQueue(flow: Flow, uid: string, format: { rate: number; channels: number }, buffers: BufferPlan): AudioQueue
  /** A clock that never steps. */
  nowMs(): number
}

/** How many buffers a queue has, numbered from 0, and how long each is. */
export interface BufferPlan {
  count: number
  frames: number
}

/** Audio Queue Services on the calling thread's own run loop: buffers come back only while `turn` runs. */
export interface AudioQueue {
  /** Hands a buffer over: with samples to be played, without to be filled. */
  enqueue(buffer: number, samples?: Int16Array): void
  /** Runs the thread's run loop until a buffer came back or the time is over. */
  turn(timeoutMs: number): HandedBuffer[]
  start(): void
  isRunning(): boolean
  /** The frame that the device is at, counted from the queue's start; undefined while there is none. */
  currentFrame(): number | undefined
  /** Stops at once and lets everything go; nothing may be called after it. */
  dispose(): void
}

/** A call that failed. */
export class StatusError extends Error {
  readonly status: number
  readonly call: string

  constructor(call: string, status: number) {
    super(`${call}: ${status}`)
    this.name = 'StatusError'
    this.status = status
    this.call = call
  }
}

/** A code of four letters, as Apple's headers write them, as the number it is. */
export function fourLetters(code: string): number {
  return [...code].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0)
}

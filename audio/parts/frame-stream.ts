import { houseFrameBytes } from '../house-format.ts'

/** More than a pipe gives at once. */
const roomBytes = 1024 * 1024

/**
 * Makes whole frames of house-format samples out of bytes that arrive in pieces of any size. `onFrames` gets an array that is
 * valid, and may be written to, during the call only. A broken frame at the end is left out.
 */
export class FrameStream {
  private readonly room = new ArrayBuffer(roomBytes)
  private readonly bytes = new Uint8Array(this.room)
  private held = 0
  private readonly onFrames: (samples: Float32Array) => void

  constructor(onFrames: (samples: Float32Array) => void) {
    this.onFrames = onFrames
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + roomBytes - this.held)
      this.bytes.set(part, this.held)
      at += part.length
      this.held += part.length
      const whole = this.held - (this.held % houseFrameBytes)
      if (whole === 0) continue
      this.onFrames(new Float32Array(this.room, 0, whole / 4))
      this.bytes.copyWithin(0, whole, this.held)
      this.held -= whole
    }
  }
}

/** Replaces what is no number by silence: some decoders make it of broken bytes, and a filter would never get rid of it. */
export function silenceNonsense(samples: Float32Array): void {
  let trace = 0
  for (let index = 0; index < samples.length; index++) trace += (samples[index] as number) * 0
  if (trace === 0) return
  for (let index = 0; index < samples.length; index++) if (!Number.isFinite(samples[index])) samples[index] = 0
}

/** The microphone as blocks of 16-bit samples, for browsers without MediaStreamTrackProcessor. */
import type { PcmBlock } from './pcm.ts'

declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare const sampleRate: number
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const BLOCK_FRAMES = 2_048

class Capture extends AudioWorkletProcessor {
  #samples = new Int16Array(BLOCK_FRAMES)
  #filled = 0
  #peak = 0
  /** Where the blocks go; until it has come there is nobody to hear them. */
  #to: MessagePort | undefined

  constructor() {
    super()
    this.port.onmessage = (event: MessageEvent<MessagePort>) => {
      this.#to = event.data
    }
  }

  process(inputs: Float32Array[][]): boolean {
    const input = inputs[0]?.[0]
    if (!input) return true
    for (let i = 0; i < input.length; i += 1) {
      const sample = Math.max(-32_768, Math.min(32_767, Math.round((input[i] ?? 0) * 32_768)))
      this.#samples[this.#filled] = sample
      this.#filled += 1
      this.#peak = Math.max(this.#peak, Math.abs(sample))
      if (this.#filled === BLOCK_FRAMES) this.#send()
    }
    return true
  }

  #send(): void {
    const block: PcmBlock = { samples: this.#samples, channels: 1, sampleRateHz: sampleRate, peak: this.#peak }
    this.#to?.postMessage(block, [this.#samples.buffer])
    this.#samples = new Int16Array(BLOCK_FRAMES)
    this.#filled = 0
    this.#peak = 0
  }
}

registerProcessor('capture', Capture)

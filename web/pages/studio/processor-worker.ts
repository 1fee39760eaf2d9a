/**
 * Reads the microphone track sample by sample, away from the page's own work. Gets a stream of AudioData
 * (MediaStreamTrackProcessor) and a port, sends blocks of 16-bit samples with the device's own timestamps to that port.
 */
import { type PcmBlock, toInt16 } from './pcm.ts'

/** Several small pieces go in one message, as long as the meter stays lively. */
const BATCH_MS = 40

self.onmessage = (event: MessageEvent<{ readable: ReadableStream<AudioData>; port: MessagePort }>) => {
  void read(event.data.readable.getReader(), event.data.port)
}

async function read(reader: ReadableStreamDefaultReader<AudioData>, port: MessagePort): Promise<void> {
  let waiting: PcmBlock[] = []
  let waitingMs = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const block = blockOf(value)
    value.close()
    const first = waiting[0]
    if (first && (first.sampleRateHz !== block.sampleRateHz || first.channels !== block.channels)) {
      send(waiting, port)
      waiting = []
      waitingMs = 0
    }
    waiting.push(block)
    waitingMs += (block.samples.length / block.channels / block.sampleRateHz) * 1000
    if (waitingMs >= BATCH_MS) {
      send(waiting, port)
      waiting = []
      waitingMs = 0
    }
  }
  send(waiting, port)
}

function blockOf(data: AudioData): PcmBlock {
  const channels = data.numberOfChannels >= 2 ? 2 : 1
  const frames = data.numberOfFrames
  const samples = new Int16Array(frames * channels)
  const plane = new Float32Array(frames)
  let peak = 0
  for (let channel = 0; channel < channels; channel += 1) {
    data.copyTo(plane, { planeIndex: channel, format: 'f32-planar' })
    for (let i = 0; i < frames; i += 1) {
      const sample = toInt16(plane[i] ?? 0)
      samples[i * channels + channel] = sample
      peak = Math.max(peak, Math.abs(sample))
    }
  }
  return { samples, channels, sampleRateHz: data.sampleRate, atMs: data.timestamp / 1000, peak }
}

function send(blocks: PcmBlock[], port: MessagePort): void {
  const first = blocks[0]
  if (!first) return
  const samples = new Int16Array(blocks.reduce((sum, block) => sum + block.samples.length, 0))
  let at = 0
  for (const block of blocks) {
    samples.set(block.samples, at)
    at += block.samples.length
  }
  const joined: PcmBlock = { ...first, samples, peak: Math.max(...blocks.map((block) => block.peak)) }
  port.postMessage(joined, { transfer: [samples.buffer] })
}

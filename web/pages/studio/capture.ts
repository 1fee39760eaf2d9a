/** From a microphone track to blocks of 16-bit samples, by the best way that the browser has. */
import { monotonicMs } from '../../clock.ts'
import type { PcmBlock } from './pcm.ts'
import workletUrl from './worklet.ts?worker&url'

declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack; maxBufferSize?: number })
  readonly readable: ReadableStream<AudioData>
}

export interface Capture {
  /** Which way was taken; stored with the take. */
  way: 'MediaStreamTrackProcessor' | 'AudioWorklet'
  /** How long a delay may last before it counts as a loss (see GapCounter). */
  windowMs: number
  /** How large a lag must be to count as a loss (see GapCounter). */
  stepMs: number
  stop: () => void
}

/** Ten-millisecond pieces that may wait while the machine is busy: ten seconds of them. */
const WAITING_PIECES = 1_000

/** Starts capturing; `onBlock` gets every block until `stop`. Rejects when neither way works. */
export async function startCapture(track: MediaStreamTrack, onBlock: (block: PcmBlock) => void): Promise<Capture> {
  if ('MediaStreamTrackProcessor' in globalThis) return throughProcessor(track, onBlock)
  return throughWorklet(track, onBlock)
}

function throughProcessor(track: MediaStreamTrack, onBlock: (block: PcmBlock) => void): Capture {
  const processor = new MediaStreamTrackProcessor({ track, maxBufferSize: WAITING_PIECES })
  const worker = new Worker(new URL('./processor-worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = (event: MessageEvent<PcmBlock>) => onBlock(event.data)
  worker.postMessage(processor.readable, [processor.readable])
  // Its timestamps follow the sound server's estimate of its own delay, which moved by 28 ms under load while not one
  // sample was missing (compared bit by bit); it queues for ten seconds itself, so a true loss is larger.
  return { way: 'MediaStreamTrackProcessor', windowMs: 2_000, stepMs: 60, stop: () => worker.terminate() }
}

async function throughWorklet(track: MediaStreamTrack, onBlock: (block: PcmBlock) => void): Promise<Capture> {
  // The device's own rate: anything else would be resampled before it is heard.
  const sampleRate = track.getSettings().sampleRate
  const context = new AudioContext(sampleRate ? { sampleRate } : {})
  await context.audioWorklet.addModule(workletUrl)
  await context.resume()
  const source = context.createMediaStreamSource(new MediaStream([track]))
  const node = new AudioWorkletNode(context, 'capture', {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  node.port.onmessage = (event: MessageEvent<{ samples: Int16Array; peak: number }>) =>
    onBlock({ ...event.data, channels: 1, sampleRateHz: context.sampleRate, atMs: monotonicMs() })
  source.connect(node)
  return {
    way: 'AudioWorklet',
    windowMs: 2_000,
    // Its known loss is a jump of 1,024 frames: 21 ms.
    stepMs: 12,
    stop: () => {
      source.disconnect()
      void context.close()
    },
  }
}

/** From a microphone track to blocks of 16-bit samples (PcmBlock) on a port, by the best way that the browser has. */
import workletUrl from './worklet.ts?worker&url'

declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack; maxBufferSize?: number })
  readonly readable: ReadableStream<AudioData>
}

export interface Capture {
  /** Which way was taken; stored with the take. */
  way: CaptureWay
  stop: () => void
}

export type CaptureWay = 'MediaStreamTrackProcessor' | 'AudioWorklet'

/**
 * How the clock of each way is to be read: how long a delay may last, and how large a lag must be, to count as a loss (see
 * GapCounter).
 */
export const MANNERS: Record<CaptureWay, { windowMs: number; stepMs: number }> = {
  // Its timestamps follow the sound server's estimate of its own delay, which moved by 28 ms under load while not one
  // sample was missing (compared bit by bit); it queues for ten seconds itself, so a true loss is larger.
  MediaStreamTrackProcessor: { windowMs: 2_000, stepMs: 60 },
  // Its known loss is a jump of 1,024 frames: 21 ms.
  AudioWorklet: { windowMs: 2_000, stepMs: 12 },
}

/** The way that this browser has. */
export const captureWay = (): CaptureWay =>
  'MediaStreamTrackProcessor' in globalThis ? 'MediaStreamTrackProcessor' : 'AudioWorklet'

/** Ten-millisecond pieces that may wait while the machine is busy: ten seconds of them. */
const WAITING_PIECES = 1_000

/** Starts capturing; every block goes to `port` until `stop`, past the page itself. Rejects when it does not work. */
export async function startCapture(track: MediaStreamTrack, port: MessagePort): Promise<Capture> {
  return captureWay() === 'AudioWorklet' ? throughWorklet(track, port) : throughProcessor(track, port)
}

function throughProcessor(track: MediaStreamTrack, port: MessagePort): Capture {
  const processor = new MediaStreamTrackProcessor({ track, maxBufferSize: WAITING_PIECES })
  const worker = new Worker(new URL('./processor-worker.ts', import.meta.url), { type: 'module' })
  worker.postMessage({ readable: processor.readable, port }, [processor.readable, port])
  return { way: 'MediaStreamTrackProcessor', stop: () => worker.terminate() }
}

async function throughWorklet(track: MediaStreamTrack, port: MessagePort): Promise<Capture> {
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
  node.port.postMessage(port, [port])
  source.connect(node)
  return {
    way: 'AudioWorklet',
    stop: () => {
      source.disconnect()
      void context.close()
    },
  }
}

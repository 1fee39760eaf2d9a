import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { foldDown } from '../fold-down.ts'
import { machineDeviceClock, openInput, type PcmInput, PlayerError } from '../system/index.ts'
import { type CaptureFile, LISTEN_RATE, openCaptureFile } from './capture-file.ts'
import { STEP_MS } from './envelope.ts'

/** The listening thread: opens one input, reads it ten times a second, ends. Started by `listener.ts` only. */
export interface ListenWorkerData {
  port: MessagePort
  inputId: string
}

export type ListenRequest =
  | { kind: 'close' }
  | { kind: 'keep'; path: string; fromMs: number }
  | { kind: 'keep-no-more' }

export type ListenReport =
  | { kind: 'opened' }
  /** RMS (0 … 1) of steps of 20 ms, the first of which was heard at `atMs` (monotonic). */
  | { kind: 'heard'; atMs: number; rms: Float32Array }
  /** The capture cannot be written any more; the listening goes on. */
  | { kind: 'keep-failed'; reason: string }
  | { kind: 'lost'; code: string }

const EVERY_MS = 100
/** A source that gives nothing for so long is gone, whatever the system says. */
const MUTE_FOR_MS = 2000
const STEP_FRAMES = (LISTEN_RATE * STEP_MS) / 1000
/** Readings come late, never early: the earliest of the last five seconds is the truest. */
const READINGS = 50

const { port, inputId } = workerData as ListenWorkerData
const tell = (report: ListenReport): void => port.postMessage(report)
const clock = machineDeviceClock()

let kept: CaptureFile | undefined

try {
  listen(openInput(inputId, { rate: LISTEN_RATE, channels: 2 }))
} catch (error) {
  tell({ kind: 'lost', code: error instanceof PlayerError ? error.code : String(error) })
} finally {
  keepNoMore()
  port.close()
}

function listen(pcm: PcmInput): void {
  tell({ kind: 'opened' })
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  const stereo = new Int16Array(LISTEN_RATE)
  let zeros: number[] = []
  let frames = 0
  let rest = new Int16Array(0)
  let restAtMs = 0
  let lastHeardMs = clock.monotonicMs()
  try {
    for (;;) {
      for (let request = receive(); request !== undefined; request = receive()) {
        if (request.kind === 'close') return
        keepNoMore()
        if (request.kind === 'keep') keep(request.path, request.fromMs)
      }
      // Sleeping instead of waiting for every period keeps the thread at a few wake-ups a second.
      Atomics.wait(sleeper, 0, 0, EVERY_MS)
      const got = pcm.read(stereo)
      if (got === 'xrun') {
        zeros = []
        frames = 0
        rest = new Int16Array(0)
        continue
      }
      const nowMs = clock.monotonicMs()
      if (got === 0) {
        if (nowMs - lastHeardMs > MUTE_FOR_MS) throw new PlayerError('device-lost', { inputId, mute: true })
        continue
      }
      lastHeardMs = nowMs
      frames += got
      zeros.push(nowMs - (((pcm.delayFrames() ?? 0) + frames) * 1000) / LISTEN_RATE)
      if (zeros.length > READINGS) zeros.shift()
      const atMs = Math.min(...zeros) + ((frames - got) * 1000) / LISTEN_RATE
      const samples = foldDown(stereo.subarray(0, 2 * got))
      save(atMs, samples)

      if (rest.length === 0) restAtMs = atMs
      const joined = new Int16Array(rest.length + got)
      joined.set(rest)
      joined.set(samples, rest.length)
      const steps = Math.floor(joined.length / STEP_FRAMES)
      if (steps > 0) tell({ kind: 'heard', atMs: restAtMs, rms: levelsOf(joined, steps) })
      rest = joined.slice(steps * STEP_FRAMES)
      restAtMs = atMs + ((got - rest.length) * 1000) / LISTEN_RATE
    }
  } finally {
    pcm.close()
  }
}

function receive(): ListenRequest | undefined {
  return receiveMessageOnPort(port)?.message as ListenRequest | undefined
}

function keep(path: string, fromMs: number): void {
  try {
    kept = openCaptureFile(path, fromMs)
  } catch (error) {
    tell({ kind: 'keep-failed', reason: String(error) })
  }
}

function save(atMs: number, samples: Int16Array): void {
  try {
    kept?.add(atMs, samples)
  } catch (error) {
    tell({ kind: 'keep-failed', reason: String(error) })
    keepNoMore()
  }
}

function keepNoMore(): void {
  const file = kept
  kept = undefined
  try {
    file?.close()
  } catch (error) {
    tell({ kind: 'keep-failed', reason: String(error) })
  }
}

function levelsOf(samples: Int16Array, steps: number): Float32Array {
  const rms = new Float32Array(steps)
  for (let step = 0; step < steps; step++) {
    let sum = 0
    for (let i = step * STEP_FRAMES; i < (step + 1) * STEP_FRAMES; i++) sum += ((samples[i] ?? 0) / 32_768) ** 2
    rms[step] = Math.sqrt(sum / STEP_FRAMES)
  }
  return rms
}

import {
  type AudioQueue,
  type CoreAudioBinding,
  type HandedBuffer,
  StatusError,
} from '../../audio/system/core-audio/index.ts'

/** A Mac of the test's own: its clock moves only when its run loop is run or it is told to. */
export interface FakeMac extends CoreAudioBinding {
  now: number
  rate: number
  heldByPid: number | undefined
  alive: boolean
  running: boolean
  /** The device takes and gives nothing any more, and says nothing. */
  frozen: boolean
  /** OSStatus with which calls of that name fail. */
  failing: Map<string, number>
  queues: FakeQueue[]
  /** The newest queue. */
  queue(): FakeQueue
}

export interface FakeQueue {
  flow: string
  uid: string
  format: { rate: number; channels: number }
  started: boolean
  disposed: boolean
  /** Samples played, in order. */
  heard: number[]
  /** Frames to be skipped before the next capture. */
  lose: number
  waiting: number
}

const STEP_MS = 5

/** Builds it with one loudspeaker and one microphone. */
export function fakeMac(): FakeMac {
  const call = (name: string) => {
    const status = mac.failing.get(name)
    if (status !== undefined) throw new StatusError(name, status)
  }

  const mac: FakeMac = {
    now: 0,
    rate: 48_000,
    heldByPid: undefined,
    alive: true,
    running: true,
    frozen: false,
    failing: new Map(),
    queues: [],
    queue() {
      const queue = mac.queues.at(-1)
      if (queue === undefined) throw new Error('no queue')
      return queue
    },
    nowMs: () => mac.now,
    devices: (flow) => [flow === 'output' ? { uid: 'loa', name: 'Loa phường' } : { uid: 'mic', name: 'Micrô' }],
    find: (uid) => ['loa', 'mic'].indexOf(uid) + 1 || undefined,
    facts: () => ({ rate: mac.rate, heldByPid: mac.heldByPid, latencyFrames: 96 }),
    isAlive: () => mac.alive,
    openQueue(flow, uid, format, plan): AudioQueue {
      call('AudioQueueNew')
      const kept: { buffer: number; samples: Int16Array }[] = []
      const state: FakeQueue = { flow, uid, format, started: false, disposed: false, heard: [], lose: 0, waiting: 0 }
      mac.queues.push(state)
      let startedAt = 0
      let done = 0
      const position = () => ((mac.now - startedAt) * format.rate) / 1000
      const due = (): HandedBuffer[] => {
        const back: HandedBuffer[] = []
        while (state.started && !mac.frozen && kept[0] !== undefined) {
          const { buffer, samples } = kept[0]
          const frames = flow === 'output' ? samples.length / format.channels : plan.frames
          if (done + frames > position()) break
          kept.shift()
          const atFrame = done + state.lose
          if (flow === 'output') state.heard.push(...samples)
          const captured = Int16Array.from(
            { length: frames * format.channels },
            (_, i) => atFrame * format.channels + i,
          )
          back.push(
            flow === 'output'
              ? { buffer, samples: new Int16Array(0), atFrame: undefined }
              : { buffer, samples: captured, atFrame },
          )
          done += frames
        }
        state.waiting = kept.length
        return back
      }
      return {
        enqueue(buffer, samples) {
          call('AudioQueueEnqueueBuffer')
          if (kept.some((one) => one.buffer === buffer)) throw new Error(`buffer ${buffer} is in the queue`)
          kept.push({ buffer, samples: samples?.slice() ?? new Int16Array(0) })
        },
        turn(timeoutMs) {
          const end = mac.now + timeoutMs
          let back = due()
          while (back.length === 0 && mac.now < end) {
            mac.now = Math.min(end, mac.now + STEP_MS)
            back = due()
          }
          return back
        },
        start() {
          call('AudioQueueStart')
          state.started = true
          startedAt = mac.now
        },
        isRunning: () => mac.running,
        currentFrame() {
          call('AudioQueueGetCurrentTime')
          return state.started ? position() : undefined
        },
        dispose() {
          state.disposed = true
          call('AudioQueueDispose')
        },
      }
    },
  }
  return mac
}

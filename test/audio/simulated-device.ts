import { runDeviceLoop } from '../../audio/player/device-loop.ts'
import type { LoopCue, LoopReport, LoopRequest } from '../../audio/player/protocol.ts'
import { createRing } from '../../audio/player/ring.ts'
import { type DeviceClock, type Pcm, RATE } from '../../audio/system/index.ts'

/** A frame of a file, as both of its samples tell it: no two of 46 minutes of two files are the same. */
const left = (file: number, frame: number) => 1 + (frame & 0x1fff) + (file << 13)
const right = (frame: number) => -1 - (frame >>> 13)

export interface Heard {
  /** Frame of the file, and when the device sounded it. */
  frame: number
  atMs: number
}

/**
 * A device whose clock differs from the computer's, in simulated time: the loop lives with it as with a real one. Its own
 * word about what it holds jitters by half a millisecond, and is wrong by `lieMs(now)`; it stands still while
 * `stands(now)`.
 */
export class SimulatedDevice {
  nowMs = 0
  opened = 0
  readonly reports: { report: LoopReport; atMs: number }[] = []
  /** Called with each stretch of one file's frames that follow one another, in the order in which they were written. */
  onStretch: (cueId: string, first: Heard, frames: number) => void = () => {}
  lieMs: (nowMs: number) => number = () => 0
  stands: (nowMs: number) => boolean = () => false
  /** Frames that are no file's are passed over: a fade changes them. */
  mayFade = false
  readonly #rate: number
  readonly #requests: { atMs: number; request: LoopRequest }[] = []
  readonly #feeders: (() => void)[] = []
  readonly #files: string[] = []
  #turn = 0

  constructor(slowPpm = 0) {
    this.#rate = (RATE * (1 - slowPpm * 1e-6)) / 1000
  }

  ask(atMs: number, request: LoopRequest): void {
    this.#requests.push({ atMs, request })
    this.#requests.sort((a, b) => a.atMs - b.atMs)
  }

  /** A file whose frames all differ from their neighbours; asked for at the beginning. */
  cue(id: string, frames: number, startsAtMs: number): void {
    const ring = createRing(0)
    const file = this.#files.push(id) - 1
    this.#feeders.push(() => {
      const { frame, room } = ring.wanted()
      const count = Math.min(room, frames - frame, RATE)
      if (count < Math.min(RATE, frames - frame) || count <= 0) return
      const samples = new Int16Array(count * 2)
      for (let i = 0; i < count; i++) {
        samples[i * 2] = left(file, frame + i)
        samples[i * 2 + 1] = right(frame + i)
      }
      ring.push(samples)
    })
    const cue: LoopCue = {
      id,
      ring: ring.shared,
      isLive: false,
      frames,
      fromFrame: 0,
      startsAtMs: WALL_MS + startsAtMs,
      placedMs: undefined,
    }
    this.ask(0, { kind: 'cue', cue })
  }

  run(untilMs: number): void {
    this.ask(untilMs, { kind: 'close' })
    const clock: DeviceClock = {
      monotonicMs: () => this.nowMs,
      coarseAnchorMs: () => WALL_MS,
      measureAnchorMs: () => WALL_MS,
    }
    runDeviceLoop({
      open: () => this.#open(),
      clock,
      report: (report) => this.reports.push({ report, atMs: this.nowMs }),
      alive: () => {},
      receive: () => {
        if (this.#turn++ % 20 === 0) for (const feed of this.#feeders) feed()
        if ((this.#requests[0]?.atMs ?? Number.POSITIVE_INFINITY) > this.nowMs) return undefined
        return this.#requests.shift()?.request
      },
    })
  }

  kinds<Kind extends LoopReport['kind']>(kind: Kind): Extract<LoopReport, { kind: Kind }>[] {
    return this.reports.flatMap(({ report }) =>
      report.kind === kind ? [report as Extract<LoopReport, { kind: Kind }>] : [],
    )
  }

  #open(): Pcm {
    this.opened++
    let written = 0
    let played = 0
    let running = false
    let lastMs = this.nowMs
    let jitter = 7
    const advance = (ms: number) => {
      this.nowMs += ms
      if (running && !this.stands(this.nowMs)) played += (this.nowMs - lastMs) * this.#rate
      lastMs = this.nowMs
    }
    return {
      bufferFrames: BUFFER,
      wait: (timeoutMs) => {
        for (let waited = 0; waited < timeoutMs; waited++) {
          if (BUFFER - (written - played) >= PERIOD) return true
          advance(1)
        }
        return false
      },
      write: (samples) => {
        const frames = Math.min(samples.length / 2, Math.floor(BUFFER - (written - played)))
        running = true
        this.#take(samples.subarray(0, frames * 2), this.nowMs + (written - played) / this.#rate)
        written += frames
        // Writing takes a little time, too.
        advance(0.05)
        return { kind: 'written', frames }
      },
      delayFrames: () => {
        jitter = (jitter * 16_807) % 2_147_483_647
        return written - played + (this.lieMs(this.nowMs) + jitter / 2_147_483_647 - 0.5) * 48
      },
      close: () => {},
    }
  }

  /** Tells which frames of which file these are. */
  #take(samples: Int16Array, atMs: number): void {
    const end = samples.length
    for (let at = 0; at < end; ) {
      const one = samples[at] ?? 0
      if (one === 0) {
        at += 2
        continue
      }
      const file = (one - 1) >> 13
      const from = at
      const first = ((one - 1) & 0x1fff) + ((-1 - (samples[at + 1] ?? 0)) << 13)
      let frame = first
      while (at < end && samples[at] === left(file, frame) && samples[at + 1] === right(frame)) {
        frame++
        at += 2
      }
      if (frame === first && this.mayFade) {
        at += 2
        continue
      }
      if (frame === first) throw new Error(`no frame of any file: ${one} ${samples[at + 1]}`)
      this.onStretch(this.#files[file] ?? '', { frame: first, atMs: atMs + from / 2 / this.#rate }, frame - first)
    }
  }
}

/** UTC of the simulation's beginning. */
export const WALL_MS = Date.UTC(2026, 10, 21)
const BUFFER = RATE / 5
const PERIOD = RATE / 100

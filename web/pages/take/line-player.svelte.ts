import { type ApiError, asApiError } from '../../request.ts'
import { addShare, framesOf, type MixPiece, mixFrames, mixOf, RATE_HZ, sharesOf } from './mix.ts'
import type { Line, Range } from './pieces.ts'
import { TakeSound } from './take-sound.ts'

/** So much is handed to the sound device at once. */
const BLOCK_FRAMES = RATE_HZ / 2
/** So far ahead: a page in the background is woken once a second only. */
const AHEAD_S = 2.5
const TURN_MS = 100
/** What was not ready in time begins so much later. */
const START_S = 0.06

export interface Playing {
  /** Brought down by so much, dB (0 or less). */
  gainDb?: number
  /** Repeats this stretch of the line. */
  loop?: Range | undefined
  /** Called as it sounds, with the place on the line. */
  onPlace?: (ms: number) => void
}

interface Scheduled {
  atS: number
  fromFrame: number
  frames: number
  node: AudioBufferSourceNode
}

/**
 * Sounds a line of pieces through Web Audio: blocks of half a second, each made of the very frames of the takes, with the
 * fades of the seams in them, one after the other to the frame. Only what is heard soon is fetched.
 */
export class LinePlayer {
  #context: AudioContext | undefined
  #gain: GainNode | undefined
  readonly #sounds = new Map<string, TakeSound>()
  #scheduled: Scheduled[] = []
  #state = $state<'silent' | 'waiting' | 'playing'>('silent')
  #placeMs = $state(0)
  #error = $state.raw<ApiError>()
  /** Each start is another run; what belongs to an earlier one does nothing any more. */
  #run = 0

  get isOn(): boolean {
    return this.#state !== 'silent'
  }

  /** It was asked for and does not sound yet. */
  get isWaiting(): boolean {
    return this.#state === 'waiting'
  }

  /** Where it sounds, or where it stopped. */
  get placeMs(): number {
    return this.#placeMs
  }

  /** Why it does not sound. */
  get error(): ApiError | undefined {
    return this.#error
  }

  /** Sounds a line from a place on; what sounded before stops. To be called where a person has just pressed something. */
  play(line: Line, fromMs: number, playing: Playing = {}): void {
    this.#silence()
    const run = this.#run
    const mix = mixOf(line)
    const total = mixFrames(mix)
    if (total === 0) return
    const context = this.#open()
    const { loop, gainDb = 0 } = playing
    if (this.#gain) this.#gain.gain.value = 10 ** (gainDb / 20)
    const start = framesOf(fromMs) >= total ? 0 : framesOf(fromMs)
    this.#error = undefined
    this.#state = 'waiting'
    this.#placeMs = start / (RATE_HZ / 1000)
    const stretch = loop
      ? { from: framesOf(loop.fromMs), to: Math.min(total, framesOf(loop.toMs)), isLoop: true }
      : { from: 0, to: total, isLoop: false }
    const first = start < stretch.from || start >= stretch.to ? stretch.from : start
    this.#feed(run, context, mix, first, stretch).catch((thrown: unknown) => {
      if (run !== this.#run) return
      this.#silence()
      this.#error = asApiError(thrown)
    })
    this.#follow(run, context, playing.onPlace)
  }

  /** Falls silent where it stands. */
  stop(): void {
    this.#silence()
  }

  /** Fetches what a press on play would sound. */
  prepare(line: Line, fromMs: number): void {
    const [share] = sharesOf(mixOf(line), framesOf(fromMs), 1)
    if (share) this.#soundOf(share.takeId).prepare(share.takeFrame)
  }

  /** Gives the sound device back; the player is not used again. */
  close(): void {
    this.#silence()
    // A context that is closed already has nothing more to give back.
    this.#context?.close().catch(() => undefined)
  }

  #open(): AudioContext {
    if (!this.#context) {
      this.#context = new AudioContext({ sampleRate: RATE_HZ })
      this.#gain = this.#context.createGain()
      this.#gain.connect(this.#context.destination)
    }
    // Browsers let it sound where a person has pressed something; elsewhere it waits for that.
    this.#context.resume().catch(() => undefined)
    return this.#context
  }

  async #feed(
    run: number,
    context: AudioContext,
    mix: readonly MixPiece[],
    first: number,
    stretch: { from: number; to: number; isLoop: boolean },
  ): Promise<void> {
    let frame = first
    let atFrame = 0
    const nowFrame = () => Math.ceil(context.currentTime * RATE_HZ)
    for (;;) {
      if (frame >= stretch.to) {
        if (!stretch.isLoop) break
        frame = stretch.from
      }
      const frames = Math.min(BLOCK_FRAMES, stretch.to - frame)
      const sides = await this.#block(mix, frame, frames)
      if (run !== this.#run) return
      if (atFrame < nowFrame()) atFrame = nowFrame() + Math.round(START_S * RATE_HZ)
      this.#schedule(context, sides, atFrame, frame)
      this.#state = 'playing'
      atFrame += frames
      frame += frames
      while (atFrame - nowFrame() > AHEAD_S * RATE_HZ) {
        await pause()
        if (run !== this.#run) return
      }
    }
    while (nowFrame() < atFrame) {
      await pause()
      if (run !== this.#run) return
    }
    this.#placeMs = stretch.to / (RATE_HZ / 1000)
    this.#silence()
  }

  async #block(mix: readonly MixPiece[], fromFrame: number, frames: number) {
    const sides = [new Float32Array(frames), new Float32Array(frames)] as const
    for (const share of sharesOf(mix, fromFrame, frames))
      addShare(share, fromFrame, await this.#soundOf(share.takeId).read(share.takeFrame, share.frames), sides)
    return sides
  }

  #schedule(
    context: AudioContext,
    sides: readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>],
    atFrame: number,
    fromFrame: number,
  ): void {
    const frames = sides[0].length
    const buffer = context.createBuffer(2, frames, RATE_HZ)
    buffer.copyToChannel(sides[0], 0)
    buffer.copyToChannel(sides[1], 1)
    const node = context.createBufferSource()
    node.buffer = buffer
    if (this.#gain) node.connect(this.#gain)
    node.start(atFrame / RATE_HZ)
    this.#scheduled.push({ atS: atFrame / RATE_HZ, fromFrame, frames, node })
  }

  #follow(run: number, context: AudioContext, onPlace: Playing['onPlace']): void {
    requestAnimationFrame(() => {
      if (run !== this.#run) return
      const heard = context.currentTime - (context.outputLatency || 0)
      this.#scheduled = this.#scheduled.filter(({ atS, frames }) => atS + frames / RATE_HZ > heard - 1)
      const now = this.#scheduled.findLast(({ atS }) => atS <= heard)
      if (now && this.#state === 'playing') {
        const frame = now.fromFrame + Math.min(now.frames, (heard - now.atS) * RATE_HZ)
        this.#placeMs = frame / (RATE_HZ / 1000)
        onPlace?.(this.#placeMs)
      }
      this.#follow(run, context, onPlace)
    })
  }

  #soundOf(takeId: string): TakeSound {
    const sound = this.#sounds.get(takeId) ?? new TakeSound(takeId)
    this.#sounds.set(takeId, sound)
    return sound
  }

  #silence(): void {
    this.#run += 1
    this.#state = 'silent'
    for (const { node } of this.#scheduled) {
      node.stop()
      node.disconnect()
    }
    this.#scheduled = []
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, TURN_MS))

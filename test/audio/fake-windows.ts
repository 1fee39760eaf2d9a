import type { WasapiBinding } from '../../audio/system/wasapi/index.ts'
import {
  type AudioClient,
  type Flow,
  HresultError,
  type MixFormat,
  type Packet,
} from '../../audio/system/wasapi/index.ts'

/** A Windows of the test's own: its clock moves only when it is told to or waited on, its engine takes 10 ms a period. */
export interface FakeWindows extends WasapiBinding {
  nowMs: number
  format: MixFormat
  /** HRESULT with which the next call of that name fails, and all after it. */
  failing: Map<string, number>
  calls: string[]
  /** Everything that the engine took, as bytes of the mix format. */
  heard: number[]
  packets: Packet[]
  initialized: { service: Flow; flags: number; bufferMs: number; format: Uint8Array } | undefined
  released: number
  /** The engine takes nothing any more, and says nothing. */
  frozen: boolean
  advance(ms: number): void
}

const PERIOD_MS = 10

/** Builds it with one endpoint a way. */
export function fakeWindows(format: Partial<MixFormat> = {}): FakeWindows {
  const mix: MixFormat = { rate: 48_000, channels: 2, bits: 32, isFloat: true, bytes: new Uint8Array(40), ...format }
  const frameBytes = (mix.channels * mix.bits) / 8
  let queue: number[] = []
  let startedMs: number | undefined
  let takenFrames = 0
  let padding = 0
  let lastPeriod = 0

  const call = (name: string) => {
    fake.calls.push(name)
    const hresult = fake.failing.get(name)
    if (hresult !== undefined) throw new HresultError(name, hresult)
  }
  const engine = () => {
    if (startedMs === undefined || fake.frozen) return
    const periods = Math.floor((fake.nowMs - startedMs) / PERIOD_MS)
    for (; lastPeriod < periods; lastPeriod++) {
      const frames = Math.min(padding, (mix.rate * PERIOD_MS) / 1000)
      fake.heard.push(...queue.splice(0, frames * frameBytes))
      padding -= frames
      takenFrames += frames
    }
  }

  const client: AudioClient = {
    mixFormat() {
      call('GetMixFormat')
      return mix
    },
    initialize(service, flags, bufferMs, bytes) {
      call('Initialize')
      fake.initialized = { service, flags, bufferMs, format: bytes }
    },
    bufferFrames: () => 9600,
    paddingFrames() {
      call('GetCurrentPadding')
      engine()
      return padding
    },
    waitForEvent(timeoutMs) {
      fake.nowMs += Math.min(timeoutMs, PERIOD_MS)
      engine()
      return timeoutMs >= PERIOD_MS
    },
    start() {
      call('Start')
      startedMs = fake.nowMs
      lastPeriod = 0
    },
    stop() {
      call('Stop')
      startedMs = undefined
    },
    reset() {
      call('Reset')
      queue = []
      padding = 0
      takenFrames = 0
    },
    put(bytes, frames) {
      call('GetBuffer')
      queue.push(...bytes)
      padding += frames
    },
    take() {
      call('GetNextPacketSize')
      return fake.packets.shift()
    },
    position() {
      call('GetPosition')
      engine()
      return { heardMs: (takenFrames * 1000) / mix.rate, atMs: fake.nowMs }
    },
    nowMs() {
      if (fake.initialized?.service === 'capture') fake.nowMs += 1
      return fake.nowMs
    },
    release() {
      fake.released++
    },
  }

  const fake: FakeWindows = {
    nowMs: 1000,
    format: mix,
    failing: new Map(),
    calls: [],
    heard: [],
    packets: [],
    initialized: undefined,
    released: 0,
    frozen: false,
    advance(ms) {
      fake.nowMs += ms
      engine()
    },
    endpoints(flow) {
      call('EnumAudioEndpoints')
      return flow === 'render'
        ? [{ id: '{0.0.0}.{out}', name: 'Loa (Realtek)' }]
        : [{ id: '{0.0.1}.{in}', name: 'Line In' }]
    },
    activate() {
      call('Activate')
      return client
    },
  }
  return fake
}

import { describe, expect, test } from 'vitest'
import { statusOf } from '../../audio/player/status.ts'
import { RATE } from '../../audio/system/index.ts'
import { type Heard, SimulatedDevice, WALL_MS } from './simulated-device.ts'

const START_MS = 2000

/** Follows one file: every frame once, in order; what was left out; when the last stretch was heard. */
function follow(device: SimulatedDevice) {
  const files = new Map<string, { next: number; repeated: number; left: number; last: Heard; firstMs: number }>()
  device.onStretch = (id, first, frames) => {
    const file = files.get(id) ?? {
      next: first.frame,
      repeated: 0,
      left: first.frame,
      last: first,
      firstMs: first.atMs,
    }
    if (first.frame < file.next) file.repeated += file.next - first.frame
    file.left += Math.max(0, first.frame - file.next)
    file.next = Math.max(file.next, first.frame + frames)
    file.last = first
    files.set(id, file)
  }
  return (id: string) => {
    const file = files.get(id)
    if (file === undefined) throw new Error(`${id} was never heard`)
    return file
  }
}

describe.each([
  [60, 200],
  [10, -200],
])('%i minutes on a device that is slow by %i ppm', (minutes, ppm) => {
  const wholeMs = minutes * 60_000
  const device = new SimulatedDevice(ppm)
  const file = follow(device)
  const half = (wholeMs / 2) * (RATE / 1000)
  device.cue('first half', half, START_MS)
  device.cue('second half', half, START_MS + wholeMs / 2)
  // Where the file really is at an instant, for the position that was told of it.
  const stretches: { id: string; first: Heard }[] = []
  const followed = device.onStretch
  let worstMs = 0
  let compared = 0
  let told = 0
  device.onStretch = (id, first, frames) => {
    followed(id, first, frames)
    stretches.push({ id, first })
    for (; told < device.reports.length; told++) {
      const entry = device.reports[told]
      if (entry?.report.kind !== 'status' || entry.report.heard === undefined) continue
      const { heard } = entry.report
      while ((stretches[1]?.first.atMs ?? Number.POSITIVE_INFINITY) <= entry.atMs) stretches.shift()
      const now = stretches[0]
      if (now?.id !== heard.cueId) continue
      const truth = now.first.frame + (entry.atMs - now.first.atMs) * 48
      worstMs = Math.max(worstMs, Math.abs(truth - heard.frame) / 48)
      compared++
    }
    device.reports.length = 0
    told = 0
  }
  const kept: string[] = []
  const drift: number[] = []
  const reports = device.reports
  const push = reports.push.bind(reports)
  reports.push = (...entries) => {
    for (const { report } of entries) {
      if (report.kind !== 'status' && report.kind !== 'levels') kept.push(JSON.stringify(report))
      if (report.kind === 'status' && report.driftPpm !== undefined) drift.push(report.driftPpm)
    }
    return push(...entries)
  }
  device.run(START_MS + wholeMs + 3000)

  test('no slip is told, and no frame is lost or sounded twice', () => {
    expect(kept.filter((report) => report.includes('xrun'))).toEqual([])
    expect(file('first half')).toMatchObject({ next: half, repeated: 0, left: 0 })
    expect(file('second half')).toMatchObject({ next: half, repeated: 0, left: 0 })
  })

  test('each half begins at its instant, or right behind the other one where that is still sounding', () => {
    expect(Math.abs(file('first half').firstMs - START_MS)).toBeLessThan(1)
    const late = file('second half').firstMs - (START_MS + wholeMs / 2)
    expect(late).toBeGreaterThan(ppm > 0 ? 358 : -1)
    expect(late).toBeLessThan(ppm > 0 ? 362 : 1)
    expect(kept.some((report) => report.includes('"first-sample","cueId":"second half"'))).toBe(true)
  })

  test('the drift is measured within 10 ppm, the position told is right within 50 ms', () => {
    const settled = drift.slice(drift.length / 10)
    expect(Math.max(...settled.map((value) => Math.abs(value - ppm)))).toBeLessThan(10)
    expect(compared).toBeGreaterThan(minutes * 500)
    expect(worstMs).toBeLessThan(5)
  })
})

describe('a device that stood still', () => {
  test('and is wrong about its delay for half a second afterwards: back on the timeline, nothing twice', () => {
    const device = new SimulatedDevice()
    const file = follow(device)
    device.cue('a', 12 * RATE, START_MS)
    device.stands = (now) => now > 5000 && now < 5030
    device.lieMs = (now) => (now > 5030 && now < 5530 ? 66 : 0)
    device.run(11_000)
    const { repeated, last } = file('a')
    expect(repeated).toBe(0)
    expect(Math.abs(last.atMs - (START_MS + last.frame / 48))).toBeLessThan(2)
    expect(device.opened).toBe(1)
  })

  test('for a second is opened anew: on the timeline at once, nothing twice, what it held is told as missed', () => {
    const device = new SimulatedDevice()
    const file = follow(device)
    device.cue('a', 8 * RATE, START_MS)
    device.stands = (now) => now > 5000 && now < 6000
    device.lieMs = (now) => (now > 6000 ? 90 : 0)
    const { lieMs } = device
    device.lieMs = (now) => (device.opened > 1 ? 0 : lieMs(now))
    device.run(12_000)
    expect(device.opened).toBe(2)
    const { repeated, last } = file('a')
    expect(repeated).toBe(0)
    expect(Math.abs(last.atMs - (START_MS + last.frame / 48))).toBeLessThan(2)
    const [ended] = device.kinds('ended')
    expect(ended).toMatchObject({ how: 'complete', endFrame: 8 * RATE })
    expect((ended?.soundedFrames ?? 0) + (ended?.skippedFrames ?? 0)).toBe(8 * RATE)
    expect(ended?.skippedFrames).toBeGreaterThan(0.9 * RATE)
  })
})

test('a stream whose delay the server extrapolates along a wrong slope is given up before the cue begins', () => {
  const device = new SimulatedDevice()
  const file = follow(device)
  device.cue('a', RATE, START_MS)
  device.lieMs = (now) => (device.opened === 1 ? now * 0.01 : 0)
  device.run(4000)
  expect(device.opened).toBe(2)
  expect(Math.abs(file('a').firstMs - START_MS)).toBeLessThan(1)
  expect(file('a')).toMatchObject({ next: RATE, repeated: 0, left: 0 })
})

test('a cue taken back while its beginning is on its way through the device is silent a moment later', () => {
  const device = new SimulatedDevice()
  const heardMs: number[] = []
  device.mayFade = true
  device.onStretch = (_, { atMs }) => heardMs.push(atMs)
  device.cue('a', 3 * RATE, START_MS)
  device.cue('b', RATE, START_MS + 2500)
  device.ask(START_MS - 60, { kind: 'cancel', cueId: 'a' })
  device.run(6000)
  const between = heardMs.filter((at) => at > START_MS + 300 && at < START_MS + 2499)
  expect(heardMs.some((at) => at < START_MS + 300)).toBe(true)
  expect(between).toEqual([])
  expect(heardMs.some((at) => Math.abs(at - START_MS - 2500) < 1)).toBe(true)
})

describe('what is handed over', () => {
  test('is told in steps of 20 ms with the instant at which they are heard', () => {
    const device = new SimulatedDevice(150)
    device.cue('a', 3 * RATE, START_MS)
    let first: number | undefined
    device.onStretch = (_, { frame, atMs }) => {
      if (frame === 0) first = atMs
    }
    device.run(6000)
    const steps = device
      .kinds('levels')
      .flatMap(({ heardAtMs, rms }) => [...rms].map((level, i) => ({ atMs: heardAtMs + i * 20, level })))
    expect(steps.length).toBeGreaterThan(200)
    const loud = steps.filter(({ level }) => level > 0)
    expect(Math.abs((loud[0]?.atMs ?? 0) - (first ?? 0))).toBeLessThan(21)
    expect(loud.length).toBeGreaterThanOrEqual(150)
    expect(loud.length).toBeLessThanOrEqual(151)
    for (let i = 1; i < steps.length; i++) {
      expect(Math.abs((steps[i]?.atMs ?? 0) - (steps[i - 1]?.atMs ?? 0) - 20)).toBeLessThan(1)
    }
  })
})

describe('the status', () => {
  test('carries the position on to the instant at which it is asked, never past the end', () => {
    const heard = { cueId: 'a', frame: RATE, endFrame: RATE * 1.2 }
    const peak = { left: 32_768, right: 0 }
    const report = { kind: 'status' as const, atMs: 1000, heard, handed: [], peak, delayMs: 150, driftPpm: 3 }
    const feeder = { shared: new SharedArrayBuffer(0), isLive: false, frames: RATE * 10, close: () => {} }
    const item = {
      cue: { id: 'a', wavPath: '/a.wav', startsAtMs: WALL_MS },
      feeder,
      placedMs: 0,
      heard: true,
      stopping: false,
      soundedBefore: 0,
      skippedBefore: 0,
      heardTo: 0,
      last: undefined,
    }
    const parts = { device: undefined, status: report, held: new Map([['a', item]]), xruns: 0 }
    const at = (nowMs: number) => statusOf({ ...parts, nowMs }).positionMs
    expect(at(1000)).toBe(1000)
    expect(at(1090)).toBe(1090)
    expect(at(1400)).toBe(1200)
    expect(statusOf({ ...parts, nowMs: 1000 })).toMatchObject({
      durationMs: 10_000,
      levelDbfs: { left: 0, right: -96 },
      driftPpm: 3,
      sink: undefined,
    })
  })
})

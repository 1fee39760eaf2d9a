import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asRunOf, judgeOutput, NOTHING_JUDGED, type OutputAct, type OutputReading } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { World } from './on-air-world.ts'

const rule = { belowDbfs: -40, forMs: 10_000 }
const T = Date.UTC(2026, 10, 21, 22, 0, 0)

const reading = (heardDbfs: number | undefined, expectedDbfs = -20, similarity?: number): OutputReading => ({
  source: 'monitor',
  name: 'station.monitor',
  heardDbfs,
  expectedDbfs,
  similarity,
})

function judge(readings: OutputReading[]): { second: number; act: OutputAct['act'] }[] {
  let state = NOTHING_JUDGED
  return readings.flatMap((one, second) => {
    const { now, acts } = judgeOutput(state, one, rule)
    state = now
    return acts.map(({ act }) => ({ second: second + 1, act }))
  })
}
const times = (count: number, one: OutputReading) => new Array<OutputReading>(count).fill(one)

describe('the judge of the output', () => {
  test('calls ten seconds of silence silence, opens the device anew, and five seconds later uses the other one', () => {
    expect(judge(times(16, reading(-96)))).toEqual([
      { second: 10, act: 'silence' },
      { second: 10, act: 'reopen' },
      { second: 15, act: 'other-device' },
    ])
  })

  test('does not count seconds in which the master itself is quiet', () => {
    const quiet = reading(-96, -60)
    expect(judge([...times(6, reading(-96)), ...times(60, quiet), ...times(3, reading(-96))])).toEqual([])
    expect(judge([...times(6, reading(-96)), ...times(60, quiet), ...times(4, reading(-96))])).toHaveLength(2)
  })

  test('is not impressed by a passage at the edge of the rule', () => {
    expect(judge(times(60, reading(-41, -38)))).toEqual([])
  })

  test('tells when the sound is back', () => {
    expect(judge([...times(12, reading(-96)), ...times(2, reading(-20))]).at(-1)).toEqual({
      second: 13,
      act: 'sound-again',
    })
  })

  test('calls fifteen seconds of another sound wrong, and does nothing to the device', () => {
    expect(judge([...times(15, reading(-20, -20, 0.2)), reading(-20, -20, 0.9)])).toEqual([
      { second: 15, act: 'wrong-sound' },
      { second: 16, act: 'sound-again' },
    ])
    expect(judge(times(60, reading(-20, -20, undefined)))).toEqual([])
  })

  test('neither alarms nor claims anything where nothing is measured', () => {
    const none: OutputReading = { ...reading(undefined), source: 'none' }
    expect(judge(times(100, none))).toEqual([])
    expect(judgeOutput(NOTHING_JUDGED, none, rule).now).toEqual(NOTHING_JUDGED)
  })

  test('never alarms before the rule allows it, whatever is heard', () => {
    const any = fc.record({
      heard: fc.option(fc.integer({ min: -96, max: 0 }), { nil: undefined }),
      expected: fc.integer({ min: -96, max: 0 }),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (list) => {
        let state = NOTHING_JUDGED
        let silentInARow = 0
        for (const { heard, expected } of list) {
          const { now, acts } = judgeOutput(state, reading(heard, expected), rule)
          if (heard !== undefined && expected > -40) {
            silentInARow = heard < -40 && expected - heard >= 6 ? silentInARow + 1 : 0
          }
          if (acts.some(({ act }) => act === 'silence')) expect(silentInARow).toBeGreaterThanOrEqual(10)
          expect(now.silentMs).toBeGreaterThanOrEqual(state.silentMs)
          state = now
        }
      }),
    )
  })
})

describe('an airing whose output is silent', () => {
  const airing = playoutAiring({ airingId: 'a', startsAt: T, durationMs: 180_000 })
  const plan = playoutPlan([airing], 'alsa:x', { writtenAt: T, reserveDevice: { id: 'alsa:y', name: 'y' } })

  test('raises the alarm, moves to the reserve device, and was aired in part', async () => {
    const it = new World(T - 20_000, plan)
    it.start()
    await it.pass(40_000)
    it.devices.set('alsa:x', 'silent')
    await it.pass(12_500)
    expect(it.loop?.picture().output).toMatchObject({ source: 'monitor', alarm: 'silence' })
    await it.pass(4 * 60_000)
    expect(it.events('silence')).toHaveLength(1)
    expect(it.events('device-switched')[0]?.details).toMatchObject({ because: 'silent', to: { id: 'alsa:y' } })
    expect(it.events('sound-again')).toHaveLength(1)
    const run = asRunOf('a', it.journal)
    expect(run).toMatchObject({ outcome: 'partial', reason: 'silent' })
    expect(run.output?.silentMs).toBeGreaterThan(10_000)
    expect(run.output?.heardMs).toBeGreaterThan(100_000)
  })

  test('from beginning to end has failed; where nothing is measured it was aired as far as is known', async () => {
    const silent = new World(T - 20_000, { ...plan, reserveDevice: undefined } as typeof plan)
    silent.devices.set('alsa:x', 'silent')
    silent.start()
    await silent.pass(4 * 60_000)
    expect(asRunOf('a', silent.journal)).toMatchObject({ outcome: 'failed', reason: 'silent' })

    const unmeasured = new World(T - 20_000, plan)
    unmeasured.outputSource = 'none'
    unmeasured.devices.set('alsa:x', 'silent')
    unmeasured.start()
    await unmeasured.pass(4 * 60_000)
    expect(asRunOf('a', unmeasured.journal)).toMatchObject({ outcome: 'aired', output: undefined })
    expect(unmeasured.events('silence')).toEqual([])
  })

  test('is known as such after a kill', async () => {
    const it = new World(T - 20_000, { ...plan, reserveDevice: undefined } as typeof plan)
    it.devices.set('alsa:x', 'silent')
    it.start()
    await it.pass(60_000)
    it.kill()
    it.devices.set('alsa:x', 'good')
    it.start()
    await it.pass(4 * 60_000)
    expect(asRunOf('a', it.journal)).toMatchObject({ outcome: 'partial', reason: 'silent' })
  })

  test('keeps its level curve a minute at a time, and the return input’s sound with when it began', async () => {
    const it = new World(T - 20_000, { ...plan, returnInput: { id: 'alsa:line', name: 'Đường về' } })
    it.outputSource = 'return-input'
    it.start()
    await it.pass(21_000)
    expect(it.keeping).toContain('captures/a-')
    await it.pass(4 * 60_000)
    expect(it.keeping).toBeUndefined()
    const run = asRunOf('a', it.journal)
    expect(run.levels.map(({ fromMs }) => Math.round(fromMs / 1000))).toEqual([0, 60, 120])
    expect(run.levels.reduce((sum, { handedDbfs }) => sum + handedDbfs.length, 0)).toBeGreaterThanOrEqual(178)
    expect(run.driftPpm).toBe(12)
    const [captured] = it.events('captured', 'a')
    expect(captured?.details.startedAt).toBeLessThanOrEqual(T)
    expect(captured?.details.endedAt).toBeGreaterThan(T + 180_000)
  })
})

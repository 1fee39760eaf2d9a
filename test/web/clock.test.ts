import { describe, expect, test } from 'vitest'
import { StationClock } from '../../web/clock.ts'

describe('the station’s clock in the page', () => {
  test('shows the station’s time on a machine that is wrong', () => {
    let machine = 1_000_000
    const clock = new StationClock(() => machine)
    clock.correct(5_000_000, machine)
    expect(clock.now()).toBe(5_000_000)
    machine += 750
    expect(clock.now()).toBe(5_000_750)
  })

  test('halves the way of the answer', () => {
    let machine = 0
    const clock = new StationClock(() => machine)
    const asked = clock.machineNow()
    machine = 200
    clock.correct(10_100, asked)
    expect(clock.now()).toBe(10_200)
    expect(clock.offsetMs).toBe(10_000)
  })
})

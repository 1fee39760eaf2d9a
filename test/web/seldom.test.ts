import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Seldom } from '../../web/seldom.ts'

describe('what is done seldom', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is done at once, and once more for all that was asked meanwhile', () => {
    const act = vi.fn()
    const seldom = new Seldom(act, 1000)
    for (let asked = 0; asked < 300; asked++) seldom.ask()
    expect(act).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1000)
    expect(act).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(60_000)
    expect(act).toHaveBeenCalledTimes(2)
    seldom.ask()
    expect(act).toHaveBeenCalledTimes(3)
  })

  test('is not done after the page was left', () => {
    const act = vi.fn()
    const seldom = new Seldom(act, 1000)
    seldom.ask()
    seldom.ask()
    seldom.stop()
    vi.advanceTimersByTime(60_000)
    expect(act).toHaveBeenCalledTimes(1)
  })
})

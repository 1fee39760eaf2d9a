import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DISPLACED_RULES, LATE_RULES, type PlayoutAiring } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'
import { caseOf, overlapsOf, unrelayed, violationsOf } from './judge.ts'
import { Fate, type Mishap } from './mishaps.ts'
import { World } from './on-air-world.ts'

const T = Date.UTC(2026, 10, 21, 22, 0, 0)

const tenths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * 100)
const kind = <K extends Mishap['kind']>(name: K) => fc.constant(name)
const which = fc.integer({ min: 0, max: 5 })

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: kind('kill'), downMs: tenths(0, 200) }) },
  fc.record({ kind: kind('tear'), lines: fc.integer({ min: 0, max: 6 }), downMs: tenths(1, 300) }),
  fc.record({
    kind: kind('step'),
    ms: fc.oneof(fc.integer({ min: -90_000, max: 90_000 }), fc.constantFrom(-3_600_000, 3_600_000)),
  }),
  fc.record({ kind: kind('suspend'), ms: tenths(10, 900) }),
  fc.record({ kind: kind('edit') }),
  fc.record({ kind: kind('move'), which, ms: fc.integer({ min: -60_000, max: 60_000 }) }),
  fc.record({ kind: kind('withdraw'), which }),
  fc.record({ kind: kind('skip'), which }),
  fc.record({ kind: kind('stop') }),
  { weight: 2, arbitrary: fc.record({ kind: kind('emergency'), live: fc.boolean(), ms: tenths(10, 300) }) },
  fc.record({ kind: kind('pause'), ms: tenths(10, 600) }),
  fc.record({ kind: kind('lift') }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('device'),
      id: fc.constantFrom('alsa:x', 'alsa:y'),
      state: fc.constantFrom('gone', 'silent'),
      ms: tenths(1, 300),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('file'), which, missing: fc.boolean() }) },
)

const slot = fc.record({
  gapMs: tenths(-100, 300),
  lengthMs: tenths(10, 400),
  slackMs: tenths(0, 600),
  priority: fc.constantFrom('normal' as const, 'normal' as const, 'high' as const),
  late: fc.constantFrom(...LATE_RULES),
  displaced: fc.constantFrom(...DISPLACED_RULES),
  reserveMs: fc.option(tenths(10, 300), { nil: undefined }),
  standsIn: fc.boolean(),
})

const story = fc.record({
  slots: fc.array(slot, { minLength: 1, maxLength: 5 }),
  mishaps: fc.array(fc.tuple(tenths(0, 600), mishap), { maxLength: 8 }),
  hasReserveDevice: fc.boolean(),
  source: fc.constantFrom('monitor' as const, 'none' as const),
})

function planned(slots: (typeof slot extends fc.Arbitrary<infer S> ? S : never)[]): PlayoutAiring[] {
  let at = T + 15_000
  return slots.map(({ gapMs, lengthMs, slackMs, priority, late, displaced, reserveMs, standsIn }, i) => {
    const startsAt = Math.max(T + 15_000, at + gapMs)
    at = startsAt + lengthMs
    const file = { masterPath: `media/reserve-${i}.wav`, masterSha256: 'b'.repeat(64), title: 'Dự phòng' }
    return playoutAiring({
      airingId: String(i),
      startsAt,
      durationMs: lengthMs,
      priority,
      late,
      displaced,
      latestEndAt: startsAt + lengthMs + slackMs,
      ...(reserveMs && { reserve: { kind: 'apology', ...file, durationMs: reserveMs, frames: reserveMs * 48 } }),
      ...(standsIn && !reserveMs && { standsIn: { kind: 'last-edition', because: 'not-ready' } }),
    })
  })
}

test('every airing has exactly one outcome, nothing is heard twice, and the journal says what was heard', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ slots, mishaps, hasReserveDevice, source }) => {
      const airings = planned(slots)
      const reserveDevice = { id: 'alsa:y', name: 'y' }
      const target = { kind: 'command', command: '' } as const
      const relay = {
        before: { target, aheadMs: 5000, withinMs: 1000 },
        after: { target, laterMs: 3000, withinMs: 1000 },
      }
      const it = new World(
        T,
        playoutPlan(airings, 'alsa:x', { writtenAt: T, relay, ...(hasReserveDevice && { reserveDevice }) }),
      )
      it.outputSource = source
      const fate = new Fate(it)
      it.start()
      for (const [afterMs, what] of mishaps) {
        await it.pass(afterMs)
        await fate.befall(what, (ms) => it.pass(ms))
      }
      fate.mend()
      const end = Math.max(...it.plan.airings.map(({ latestEndAt }) => latestEndAt), T)
      // An emergency that nobody stopped lasts its time; the clock may stand an hour back.
      for (let i = 0; i < 30 && it.clock.now() < end + 60_000; i++) await it.pass(5000)
      if (it.clock.now() < end) it.clock.step(end - it.clock.now())
      await it.pass(11 * 60_000, 500)

      const steady = !mishaps.some(
        ([, what]) => what.kind === 'step' || what.kind === 'suspend' || what.kind === 'move',
      )
      const counted = { kills: fate.kills + 1, losses: fate.losses }
      const wrong = [
        ...overlapsOf(it.player.heard),
        ...unrelayed(it.player.heard, it.hooks),
        ...airings.flatMap((airing) => {
          const { airingId } = airing
          const one = caseOf(airing, { withdrawn: fate.withdrawn.has(airingId), steady, ...counted })
          return violationsOf(one, it.journal, it.heardOf(airingId))
        }),
        ...fate.emergencies.flatMap((one) => violationsOf({ ...one, ...counted }, it.journal, it.heardOf(one.id))),
        ...it.events('fault').map(({ details }) => `fault: ${JSON.stringify(details)}`),
      ]
      expect(wrong).toEqual([])
    }),
    { numRuns: 400 },
  )
}, 120_000)

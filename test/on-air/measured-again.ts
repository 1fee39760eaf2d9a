import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type MachineWatch, watchMachine } from './machine-away.ts'

/** Half a frame of video: what is started then is late by as much. The devices hold ten times that. */
const LONG_AWAY_MS = 20
/** The first run and, on a machine that keeps going away, four more. */
const RUNS_AGAIN = 4
/** Letters of what was wrong: of a run that is made again nothing else is told. */
const SAID = 500

/**
 * What is measured in real time stalls with the machine that it shares with others. A test that fails is measured once
 * more; the further runs are for those during which the machine itself was away. What is wrong fails each time.
 */
let machine: MachineWatch | undefined
beforeAll(async () => {
  machine = await watchMachine(LONG_AWAY_MS)
})
afterAll(() => machine?.close())

const failures = new Map<string, number>()
beforeEach(({ task }) => {
  const before = machine?.times() ?? 0
  const retry = {
    count: RUNS_AGAIN,
    // Asked when a run has failed: shall there be another one?
    condition({ message }: { message: string }) {
      const failed = (failures.get(task.id) ?? 0) + 1
      failures.set(task.id, failed)
      const times = (machine?.times() ?? 0) - before
      const away = `the machine was away for more than ${LONG_AWAY_MS} ms ${times} times`
      process.stdout.write(`failed, ${away}: “${task.name}”: ${message.slice(0, SAID)}\n`)
      return times > 0 || failed === 1
    },
  }
  Object.assign(task, { retry })
})

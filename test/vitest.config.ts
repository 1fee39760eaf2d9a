import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Processes in real trouble for a minute and more, and sound that takes as long: what `.ci/run` adds to `npm test`. */
const MISHAPS = [
  'test/{audio,journeys,server}/longer/**/*.test.ts',
  ...['clock-steps', 'emergency', 'faults', 'hang', 'priorities', 'reserves', 'restarts'].map(
    (name) => `test/on-air/${name}.test.ts`,
  ),
  'test/audio/output.test.ts',
  'test/audio/player-devices.test.ts',
  'test/audio/proof.test.ts',
  'test/journeys/on-air.test.ts',
  'test/on-air/without-sound.test.ts',
]

/** Quick files share the machine, in a turn of their own: what is measured afterwards has it to itself, a file at a time. */
const TOGETHER = { isolate: false, maxWorkers: availableParallelism(), sequence: { groupOrder: 0 } }
const alone = (turn: number) => ({
  fileParallelism: false,
  sequence: { groupOrder: turn },
  // At the most; `measured-again` says when.
  retry: 4,
  setupFiles: ['test/on-air/measured-again.ts'],
})

/**
 * The suite in the order of its cost: `rules` are pure, `api` injects requests, `sound` runs FFmpeg and a real sound
 * server, `journeys` drive a real browser, `mishaps` are the longer runs. Files of the last three run one at a time: the
 * machine has two cores and a test that measures sound must not starve.
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      // The house's tests read every file of the project: on a busy machine that takes a while.
      {
        test: { name: 'rules', include: ['test/{schedules,house,web}/**/*.test.ts'], testTimeout: 30_000, ...TOGETHER },
      },
      {
        test: {
          name: 'api',
          include: ['test/server/**/*.test.ts'],
          exclude: MISHAPS,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          ...TOGETHER,
        },
      },
      {
        test: {
          name: 'sound',
          include: ['test/{audio,on-air}/**/*.test.ts'],
          exclude: MISHAPS,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          ...alone(1),
        },
      },
      {
        test: {
          name: 'mishaps',
          include: MISHAPS,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          ...alone(3),
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          exclude: MISHAPS,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          ...alone(2),
        },
      },
    ],
  },
})

import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Processes in real trouble for a minute and more, and sound that takes as long: what `.ci/run` adds to `npm test`. */
const MISHAPS = [
  'test/{audio,journeys,server}/longer/**/*.test.ts',
  ...['clock-steps', 'emergency', 'faults', 'hang', 'priorities', 'reserves', 'restarts'].map(
    (name) => `test/on-air/${name}.test.ts`,
  ),
  'test/audio/output.test.ts',
  'test/audio/player.test.ts',
  'test/audio/player-devices.test.ts',
  'test/audio/proof.test.ts',
  'test/journeys/on-air.test.ts',
  'test/on-air/without-sound.test.ts',
]

/** Of `sound`, what FFmpeg makes and no clock measures: two at a time. */
const MADE = [
  'assembly',
  'delivery',
  'fine-peaks',
  'jingles',
  'loudness',
  'loudness-cases',
  'mix-gains',
  'mix-layout',
  'mix-samples',
  'parts',
  'probe',
  'quality',
  'recipe',
  'render',
  'splice',
  'takes',
].map((name) => `test/audio/${name}.test.ts`)

/** Of the longer runs, what no clock measures: two at a time. */
const IN_PAIRS = [
  ...['fuzz', 'quality'].map((name) => `test/audio/longer/${name}.test.ts`),
  ...['edits', 'figures-of-a-year', 'fuzz-uploads', 'https-openssl', 'uploads', 'years'].map(
    (name) => `test/server/longer/${name}.test.ts`,
  ),
  ...['books-on-paper', 'lists-of-offices', 'office-files', 'office-papers'].map(
    (name) => `test/server/longer/${name}.test.ts`,
  ),
]

/** A file of two minutes that begins last is waited for by everything after it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('/years.test.ts')
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** Quick files share the machine, in a turn of their own: what is measured afterwards has it to itself, a file at a time. */
const TOGETHER = { isolate: false, maxWorkers: availableParallelism(), sequence: { groupOrder: 0 } }
/** Up to four times again; `measured-again` says when. */
const AGAIN = { retry: 4, setupFiles: ['test/on-air/measured-again.ts'] }
const sideBySide = (turn: number) => ({
  maxWorkers: availableParallelism(),
  sequence: { groupOrder: turn },
  ...AGAIN,
})
const alone = (turn: number) => ({ fileParallelism: false, sequence: { groupOrder: turn }, ...AGAIN })

/**
 * The suite in the order of its cost: `rules` are pure, `api` injects requests, `made` measures what FFmpeg makes, `sound`
 * runs a real sound server, `journeys` drive a real browser, `pairs` and `mishaps` are the longer runs. Files of `sound`,
 * `journeys` and `mishaps` run one at a time: the machine has two cores and a test that measures sound must not starve.
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    sequence: { sequencer: LongestFirst },
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
          name: 'made',
          include: MADE,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          ...sideBySide(1),
        },
      },
      {
        test: {
          name: 'sound',
          include: ['test/{audio,on-air}/**/*.test.ts'],
          exclude: [...MISHAPS, ...MADE],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          ...alone(2),
        },
      },
      {
        test: {
          name: 'pairs',
          include: IN_PAIRS,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          ...sideBySide(4),
        },
      },
      {
        test: {
          name: 'mishaps',
          include: MISHAPS,
          exclude: IN_PAIRS,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          ...alone(5),
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          exclude: MISHAPS,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          ...alone(3),
        },
      },
    ],
  },
})

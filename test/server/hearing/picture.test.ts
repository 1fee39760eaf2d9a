import { expect, test } from 'vitest'
import type { ReadyMix } from '../../../audio/index.ts'
import { asPicture } from '../../../server/hearing/surveys.ts'

const SECOND = 48_000
const part: ReadyMix['parts'][number] = {
  pcmPath: '',
  frames: 2 * SECOND,
  integratedLufs: -20,
  truePeakDbtp: -3,
  momentaryLufs: [],
  usedChannel: 'both',
  clippedRuns: 0,
  silences: [],
  peaks: { perSecond: 20, pairs: [] },
}

test('the picture names a part that overlaps the next by less than was asked, and no other', () => {
  const survey = {
    totalFrames: 3 * SECOND,
    segments: [
      { startFrame: 0, frames: 2 * SECOND },
      { startFrame: SECOND, frames: 2 * SECOND },
    ],
    peaks: { perSecond: 20, pairs: [] },
    loudnessLufs: [-23, undefined, -23],
    gainsDb: [0, 1],
    shortenedOverlaps: [0],
  }
  const picture = asPicture({ survey, parts: [part, part] }, ['one', 'two'])
  expect(picture.slots?.map(({ slotId, isOverlapShortened }) => [slotId, isOverlapShortened])).toEqual([
    ['one', true],
    ['two', undefined],
  ])
  expect(picture.loudnessLufs).toEqual([-23, null, -23])
  expect(picture.totalMs).toBe(3000)
})

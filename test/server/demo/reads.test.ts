import { stat } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ffmpeg, findFfmpeg, measure, probe } from '../../../audio/index.ts'
import { DEMO_SCRIPT, type DemoItem, readPath } from '../../../server/demo/content/index.ts'

let ffmpeg: Ffmpeg

beforeAll(async () => {
  ffmpeg = await findFfmpeg()
})

describe('the script of the tour', () => {
  test('opens, tells four things in 90 to 165 syllables each, and closes', () => {
    expect(DEMO_SCRIPT).toHaveLength(6)
    for (const item of DEMO_SCRIPT.slice(1, -1)) {
      expect(syllables(item)).toBeGreaterThanOrEqual(90)
      expect(syllables(item)).toBeLessThanOrEqual(165)
      expect(item.unitName).toBeDefined()
    }
  })

  test('is written as an announcer needs it: composed letters, numbers in words', () => {
    for (const { text } of DEMO_SCRIPT) {
      expect(text).toBe(text.normalize('NFC'))
      expect(text).not.toMatch(/\d/)
    }
  })
})

describe('the reads of the tour', () => {
  test.each(DEMO_SCRIPT.map((item) => [item.slug, item] as const))(
    '%s is read whole, at the pace of radio',
    async (_, item) => {
      const { durationMs, channels, codec, warnings } = await probe(readPath(item), ffmpeg)
      const perMinute = (syllables(item) * 60_000) / durationMs
      expect({ channels, codec, warnings }).toEqual({ channels: 1, codec: 'opus', warnings: [] })
      expect(perMinute).toBeGreaterThan(195)
      expect(perMinute).toBeLessThan(245)
    },
  )

  test('are small enough for a clone', async () => {
    const sizes = await Promise.all(DEMO_SCRIPT.map(async (item) => (await stat(readPath(item))).size))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000)
  })

  test('differ by 6 LU and more between the two readers, so that levelling is heard', async () => {
    const louder = await loudnessOf('loi-xuong')
    const softer = await loudnessOf('can-cuoc-cho-tre')
    expect(louder - softer).toBeGreaterThan(6)
    expect(louder - softer).toBeLessThan(15)
  })
})

async function loudnessOf(slug: string): Promise<number> {
  const { integratedLufs } = await measure(readPath({ slug }), ffmpeg)
  return integratedLufs ?? Number.NaN
}

function syllables(item: DemoItem): number {
  return item.text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Take } from '../../../server/contract/index.ts'
import { TestStation } from '../../builders.ts'
import { babble, babbleWav, wav } from '../../sounds.ts'

const FRAME_BYTES = 8

describe('the samples of a read', () => {
  let station: TestStation
  let takes: Take[]
  const sound = babble(3)
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    const { edition } = await station.edition('2026-11')
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị.', 'Xin cảm ơn.'])
    takes = await station.keptTakes(revision, (place) =>
      place === 0 ? wav(sound) : babbleWav(2, { sampleRateHz: 22_050 }),
    )
  })
  afterAll(() => station.close())

  const stretch = async (take: Take | undefined, fromFrame: number, frames: number) => {
    const answer = await station.ask('GET', `/api/takes/${take?.id}/samples?fromFrame=${fromFrame}&frames=${frames}`)
    expect(answer.headers['content-type']).toBe('application/octet-stream')
    return new Float32Array(new Uint8Array(answer.raw).buffer)
  }

  it('are those of the recording, frame by frame, on both sides', async () => {
    const from = 70_001
    const samples = await stretch(takes[0], from, 500)
    expect(samples).toHaveLength(1000)
    for (let n = 0; n < 500; n++) {
      expect(Math.abs((samples[2 * n] ?? 0) - (sound[from + n] ?? 0))).toBeLessThan(2 / 32_768)
      expect(samples[2 * n + 1]).toBe(samples[2 * n])
    }
  })

  it('come at 48 kHz whatever the recording had, and end where it ends', async () => {
    expect((await stretch(takes[1], 2 * 48_000 - 100, 48_000)).length * 4).toBeGreaterThanOrEqual(90 * FRAME_BYTES)
    expect((await stretch(takes[1], 2 * 48_000 - 100, 48_000)).length * 4).toBeLessThanOrEqual(110 * FRAME_BYTES)
    expect(await stretch(takes[0], 48_000 * 60, 100)).toHaveLength(0)
  })

  it('are refused for a read that is not there, and for more than a page may hold', async () => {
    expect((await station.refused('GET', '/api/takes/none/samples?fromFrame=0&frames=10')).code).toBe('not-found')
    const much = `/api/takes/${takes[0]?.id}/samples?fromFrame=0&frames=5000000`
    expect((await station.refused('GET', much)).code).toBe('bad-request')
  })
})

import { describe, expect, it } from 'vitest'
import type { RundownSlot } from '../../../server/contract/index.ts'
import { keptOf, type ReadOfItem, readsOf, withUsableReads } from '../../../server/rundowns/reads.ts'

const items = [{ itemId: 'a', textHash: 'words' }]
const take = (id: string, more: Partial<ReadOfItem> = {}): ReadOfItem => ({
  id,
  itemId: 'a',
  textHash: 'words',
  durationMs: 1000,
  mediaSha256: id,
  created: { by: 'Chị Lan', at: 1 },
  ...more,
})

describe('the reads of a rundown', () => {
  const sentBack = take('back', { choice: 'kept', listening: 'sent-back' })

  it('leave out what a listener sent back, kept or not, and take it in again once it is approved', () => {
    expect(
      readsOf(items, [sentBack, take('other')])
        .get('a')
        ?.map(({ id }) => id),
    ).toEqual(['other'])
    expect(keptOf(readsOf(items, [sentBack])).size).toBe(0)
    const approved = readsOf(items, [{ ...sentBack, listening: 'approved' }])
    expect(keptOf(approved).get('a')?.id).toBe('back')
  })

  it('let go of a chosen read that was sent back, with its cuts, and say so', () => {
    const slot: RundownSlot = {
      id: 's',
      kind: 'item',
      title: 'Lời dẫn',
      source: { from: 'script', itemId: 'a', takeId: 'back' },
      gapAfterMs: 0,
      fadeInMs: 0,
      fadeOutMs: 0,
      gainDb: 0,
      treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
      keep: [{ fromMs: 0, toMs: 500 }],
    }
    const { slots, notes } = withUsableReads([slot], readsOf(items, [sentBack, take('kept', { choice: 'kept' })]))
    expect(slots[0]).toMatchObject({ source: { from: 'script', itemId: 'a' }, keep: [] })
    expect(slots[0]?.source).not.toHaveProperty('takeId')
    expect(notes).toEqual([
      `Bản thu đã chọn cho “${slot.title}” không còn dùng được: lấy bản thu được giữ, bỏ các chỗ đã cắt`,
    ])
  })
})

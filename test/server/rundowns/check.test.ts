import { describe, expect, it } from 'vitest'
import type { RundownSlot } from '../../../server/contract/index.ts'
import { problemOfRundown, type RundownFacts } from '../../../server/rundowns/check.ts'
import { fillTemplate } from '../../../server/rundowns/fill.ts'
import { fitOf } from '../../../server/rundowns/index.ts'
import { item, preset, SHIPPED } from './examples.ts'

const items = [item('a'), item('b')]
const read = { id: 'thu-1', durationMs: 30_000 }
const facts: RundownFacts = {
  items,
  sounds: SHIPPED.map(({ id }) => ({ id, durationMs: 10_000 })),
  reads: new Map([['a', [read]]]),
  kept: new Map([['a', read]]),
}
const { slots } = fillTemplate(preset('bulletin'), items, SHIPPED)
const change = (id: string, changed: Partial<RundownSlot>) =>
  slots.map((slot) => (slot.id === id ? { ...slot, ...changed } : slot))
const bed = { id: 'nen', soundId: 'nhac-hieu', fromSlotId: 'a', toSlotId: 'b' }
const shape = { levelLu: 0, duckDb: 0, attackMs: 0, releaseMs: 0, fadeInMs: 0, fadeOutMs: 0, leadMs: 0, tailMs: 0 }

describe('a written rundown', () => {
  it('of the script as it is has nothing wrong with it', () => {
    expect(problemOfRundown({ slots, beds: [{ ...shape, ...bed }] }, facts)).toBeUndefined()
  })

  it.each<[string, readonly RundownSlot[], string]>([
    ['without an item', slots.filter(({ id }) => id !== 'b'), 'thiếu tiết mục “Bài b” của kịch bản'],
    [
      'with an item twice',
      [...slots, ...slots.filter(({ id }) => id === 'a').map((slot) => ({ ...slot, id: 'khac' }))],
      'tiết mục “Bài a” đứng ở hai phần',
    ],
    [
      'with an item of yesterday',
      [
        ...slots,
        ...slots.slice(1, 2).map((slot) => ({ ...slot, id: 'x', source: { from: 'script' as const, itemId: 'x' } })),
      ],
      '“Bài a” không còn trong kịch bản mới nhất',
    ],
    ['with one id twice', [...slots, ...slots.slice(0, 1)], 'phần “Nhạc hiệu mở đầu” bị lặp mã với một phần khác'],
    [
      'with a sound that is not there',
      change('a', { kind: 'filler', title: 'Đệm', source: { from: 'library', soundId: 'khong-co' } }),
      'thiếu tiết mục “Bài a” của kịch bản',
    ],
    [
      'with a read of other words',
      change('a', { source: { from: 'script', itemId: 'a', takeId: 'cu' } }),
      'bản thu đã chọn cho “Bài a” không dùng được: không phải bản đọc lời mới nhất hoặc đã bỏ',
    ],
    [
      'cut without a read',
      change('b', { keep: [{ fromMs: 0, toMs: 1 }] }),
      '“Bài b” chưa có bản thu nên chưa cắt được',
    ],
    [
      'cut beyond the read',
      change('a', { keep: [{ fromMs: 0, toMs: 30_002 }] }),
      'đoạn giữ lại của “Bài a” dài quá bản thu',
    ],
    [
      'cut backwards',
      change('a', { keep: [{ fromMs: 5000, toMs: 5000 }] }),
      'đoạn giữ lại của “Bài a” kết thúc trước khi bắt đầu',
    ],
    [
      'cut in no order',
      change('a', {
        keep: [
          { fromMs: 0, toMs: 9000 },
          { fromMs: 8000, toMs: 9500 },
        ],
      }),
      'các đoạn giữ lại của “Bài a” chồng lên nhau hoặc sai thứ tự',
    ],
    [
      'with an overlap longer than a part',
      change('a', { gapAfterMs: -10_001 }),
      '“Bài a” và “Nhạc cắt” chồng lên nhau lâu hơn độ dài của một trong hai',
    ],
  ])('%s is told so by the name of the slot', (_what, wrong, problem) => {
    expect(problemOfRundown({ slots: wrong, beds: [] }, facts)).toBe(problem)
  })

  it.each([
    [
      'to nowhere',
      { toSlotId: 'khong-co' },
      'nhạc nền 1 nằm dưới một phần không còn nữa: chọn lại phần đầu và phần cuối',
    ],
    [
      'backwards',
      { fromSlotId: 'b', toSlotId: 'a' },
      'nhạc nền 1 bắt đầu ở “Bài b” nhưng kết thúc ở “Bài a” đứng trước đó',
    ],
    ['of no sound', { soundId: 'khong-co' }, 'âm thanh của nhạc nền 1 không có trong kho'],
  ])('with a bed %s is refused', (_what, changed, problem) => {
    expect(problemOfRundown({ slots, beds: [{ ...shape, ...bed, ...changed }] }, facts)).toBe(problem)
  })
})

describe('a length against its norm', () => {
  it.each([
    [97_000, 100_000, 'fits'],
    [96_999, 100_000, 'short'],
    [103_000, 100_000, 'fits'],
    [103_001, 100_000, 'long'],
    [570_000, 600_000, 'fits'],
    [569_999, 600_000, 'short'],
    [1_830_000, 1_800_000, 'fits'],
    [1_830_001, 1_800_000, 'long'],
    [1_000, undefined, 'unknown'],
    [undefined, 60_000, 'unknown'],
  ])('of %s ms for %s ms: %s', (durationMs, normMs, fit) => {
    expect(fitOf(durationMs, normMs)).toBe(fit)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemOfRundown } from '../../../server/rundowns/check.ts'
import { fillTemplate } from '../../../server/rundowns/fill.ts'
import { anyFrame, anyItems, anySounds, heard, item, preset, SHIPPED } from './examples.ts'

describe('a filled template', () => {
  it('of the bulletin sounds as editions always did', () => {
    const { slots, missing } = fillTemplate(preset('bulletin'), [item('a'), item('b'), item('c')], SHIPPED)
    expect(heard(slots)).toEqual(['intro', 'a', 'sting', 'b', 'sting', 'c', 'outro'])
    expect(slots.map(({ gapAfterMs }) => gapAfterMs)).toEqual([400, 700, 400, 700, 400, 700, 0])
    expect(missing).toEqual([])
  })

  it('puts greeting, headline, notice and sign-off where a bulletin has them, without stings around', () => {
    const script = [
      item('thong-bao', 'notice'),
      item('chao', 'greeting'),
      item('a'),
      item('diem-tin', 'headline'),
      item('b'),
      item('ket', 'sign-off'),
    ]
    expect(heard(fillTemplate(preset('bulletin'), script, SHIPPED).slots)).toEqual([
      'intro',
      'chao',
      'diem-tin',
      'a',
      'sting',
      'b',
      'thong-bao',
      'ket',
      'outro',
    ])
  })

  it('of “Dân hỏi – Chính quyền trả lời” keeps each answer with its question, a sting between the pairs', () => {
    const script = [
      item('chao', 'greeting'),
      item('h1', 'question'),
      item('d1', 'answer'),
      item('h2', 'question'),
      item('d2a', 'answer'),
      item('d2b', 'answer'),
      item('h3', 'question'),
      item('ket', 'sign-off'),
    ]
    const sounds = [
      ...SHIPPED,
      { id: 'loi-xuong', role: 'opening-call', inUse: true } as const,
      { id: 'duong-day-nong', role: 'hotline', inUse: true } as const,
    ]
    const { slots, missing } = fillTemplate(preset('questions'), script, sounds)
    expect(heard(slots).join(' ')).toBe('intro opening-call chao h1 d1 sting h2 d2a d2b sting h3 hotline ket outro')
    expect(missing).toEqual([
      '“Bài h3” còn thiếu phần “Chính quyền trả lời” đi cùng: viết thêm vào kịch bản, hoặc đánh dấu phần này là “có thể vắng” trong khung chương trình',
    ])
  })

  it('keeps an answer with its question where a template knows neither', () => {
    const script = [item('a'), item('h', 'question'), item('d', 'answer'), item('b')]
    expect(heard(fillTemplate(preset('bulletin'), script, SHIPPED).slots)).toEqual([
      'intro',
      'a',
      'sting',
      'h',
      'd',
      'sting',
      'b',
      'outro',
    ])
  })

  it('gives a leading item its own place and the rest to the slot that repeats', () => {
    const bulletin = preset('bulletin')
    const lead = bulletin.slots.find(({ kind }) => kind === 'item')
    if (!lead) throw new Error('the bulletin reads no items')
    const frame = {
      ...bulletin,
      slots: [
        { ...lead, id: 'tin-chinh', title: 'Tin chính', repeat: 'once' as const, gapAfterMs: 2000 },
        ...bulletin.slots,
      ],
    }
    const { slots } = fillTemplate(frame, [item('a'), item('b'), item('c')], SHIPPED)
    expect(heard(slots)).toEqual(['a', 'intro', 'b', 'sting', 'c', 'outro'])
    expect(slots[0]?.gapAfterMs).toBe(2000)
  })

  it('leaves out an optional sound that nobody has, and names another with what to do', () => {
    const bulletin = preset('bulletin')
    const [intro, ...others] = bulletin.slots
    if (!intro) throw new Error('the bulletin is empty')
    const strict = { ...bulletin, slots: [{ ...intro, optional: false }, ...others] }
    expect(heard(fillTemplate(bulletin, [item('a')], []).slots)).toEqual(['a'])
    expect(fillTemplate(bulletin, [item('a')], []).missing).toEqual([])
    expect(fillTemplate(strict, [item('a')], []).missing).toEqual([
      'Chưa có âm thanh cho “Nhạc hiệu mở đầu”: thêm vào kho âm thanh của đài, hoặc đánh dấu phần này là “có thể vắng” trong khung chương trình',
    ])
  })

  it('holds every item once, ids apart, beds over slots in order, whatever the template and the script', () => {
    fc.assert(
      fc.property(anyFrame, anyItems, anySounds, (frame, items, sounds) => {
        const filled = fillTemplate(frame, items, sounds)
        const library = [...sounds, { id: 'am-bed', role: 'bed', inUse: true } as const]
        const facts = {
          items,
          sounds: library.map(({ id }) => ({ id, durationMs: 60_000 })),
          reads: new Map(),
          kept: new Map(),
        }
        expect(problemOfRundown(filled, facts)).toBeUndefined()
        expect(fillTemplate(frame, items, sounds)).toEqual(filled)
      }),
    )
  })

  it('keeps items of a kind in the order of the script', () => {
    fc.assert(
      fc.property(anyFrame, anyItems, anySounds, (frame, items, sounds) => {
        const { slots } = fillTemplate(frame, items, sounds)
        const order = heard(slots)
        for (const group of Map.groupBy(items, ({ kind }) => kind).values()) {
          const places = group.map(({ itemId }) => order.indexOf(itemId))
          expect(places).toEqual([...places].sort((a, b) => a - b))
        }
      }),
    )
  })

  it('of questions never parts a pair', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), anySounds, (pairs, sounds) => {
        const script = Array.from({ length: pairs }, (_, n) => [
          item(`h${n}`, 'question'),
          item(`d${n}`, 'answer'),
        ]).flat()
        const order = heard(fillTemplate(preset('questions'), script, sounds).slots)
        for (let n = 0; n < pairs; n++) expect(order[order.indexOf(`h${n}`) + 1]).toBe(`d${n}`)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bed, TemplateSlot } from '../../../server/contract/index.ts'
import { forgetTemplate, type KeptTemplate, keepTemplate, keptTemplate } from '../../../web/pages/template/kept.ts'
import {
  bedsAfter,
  freeId,
  groupsOf,
  isSame,
  moved,
  newBed,
  newSlot,
  ofKind,
  problemOf,
  sourcesOf,
  type Written,
} from '../../../web/pages/template/slots.ts'
import { gapWords, secondsText, slotLine, sourceWords } from '../../../web/pages/template/words.ts'
import { SLOT_KINDS } from '../../../web/slot-words.ts'

const slot = (id: string, fields: Partial<TemplateSlot> = {}): TemplateSlot => ({
  ...newSlot('item', []),
  id,
  ...fields,
})
const written = (slots: TemplateSlot[], fields: Partial<Written> = {}): Written => ({
  slots,
  beds: [],
  targetLufs: -16,
  treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
  ...fields,
})
const bedUnder = (fromSlotId: string, toSlotId: string): Bed => ({
  id: 'b',
  soundId: 's',
  fromSlotId,
  toSlotId,
  levelLu: -12,
  duckDb: 8,
  attackMs: 200,
  releaseMs: 900,
  fadeInMs: 0,
  fadeOutMs: 0,
  leadMs: 0,
  tailMs: 0,
})

describe('the slots of a template', () => {
  test('every kind has a way to sound, and a new slot takes the usual one', () => {
    for (const kind of SLOT_KINDS) expect(newSlot(kind, []).source.from).toBe(sourcesOf(kind)[0])
    expect(sourcesOf('item')).toEqual(['script'])
    expect(sourcesOf('sting')).toEqual(['library'])
    expect(sourcesOf('greeting')).toEqual(['script', 'library'])
  })

  test('another kind brings its own name and way, but keeps a name that somebody gave', () => {
    expect(ofKind(newSlot('sting', []), 'item')).toMatchObject({ title: 'Tiết mục', source: { from: 'script' } })
    const named = slot('a', { kind: 'greeting', title: 'Lời chào của Mai', source: { from: 'library', soundId: 'x' } })
    expect(ofKind(named, 'notice')).toMatchObject({ title: 'Lời chào của Mai', source: { from: 'library' } })
    expect(ofKind(named, 'notice').source).not.toHaveProperty('soundId')
  })

  test('names are never given twice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 })), (taken) => {
        const known = taken.map((n) => ({ id: `slot-${n}` }))
        expect(known.map(({ id }) => id)).not.toContain(freeId('slot', known))
      }),
    )
  })

  test('moving keeps all of them, and puts the one where it was wanted', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), fc.nat(), (list, a, b) => {
        const [from, to] = [a % list.length, b % list.length]
        const after = moved(list, from, to)
        expect(after[to]).toBe(list[from])
        expect(after.toSorted()).toEqual(list.toSorted())
        expect(moved(after, to, from)).toEqual(list)
      }),
    )
    expect(moved(['a', 'b'], 0, 2)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 5, 0)).toEqual(['a', 'b'])
  })

  test('neighbours that repeat are one group, and pairs are told from items', () => {
    const again = { repeat: 'per-item' } as const
    const groups = groupsOf([
      slot('a'),
      slot('b', again),
      slot('c', again),
      slot('d'),
      slot('e', { ...again, kind: 'question' }),
    ])
    expect(groups).toEqual([
      undefined,
      { isFirst: true, isLast: false, isPaired: false },
      { isFirst: false, isLast: true, isPaired: false },
      undefined,
      { isFirst: true, isLast: true, isPaired: true },
    ])
  })

  test('a slot without a name and a template without slots are told before they are saved', () => {
    expect(problemOf(written([]))).toBe('Khung chưa có phần nào.')
    expect(problemOf(written([newSlot('sting', [])]))).toBe('Khung chưa có phần nào đọc theo kịch bản.')
    expect(problemOf(written([slot('a'), slot('b', { title: '  ' })]))).toBe('Phần 2 chưa có tên.')
    expect(problemOf(written([slot('a')]))).toBeUndefined()
  })

  test('are the same in whatever order their fields were written', () => {
    const a = written([slot('a')], { normMs: 60_000 })
    const turned = Object.fromEntries(Object.entries(a).toReversed()) as unknown as Written
    expect(isSame(a, turned)).toBe(true)
    expect(isSame(a, written([slot('a')]))).toBe(false)
    expect(isSame(a, { ...a, slots: [slot('a', { gapAfterMs: 1 })] })).toBe(false)
  })
})

describe('beds of a template', () => {
  const four = ['a', 'b', 'c', 'd'].map((id) => slot(id))
  const pick = (...ids: string[]) => ids.map((id) => slot(id))

  test('hold on to what is left of their run, and go with its last slot', () => {
    expect(bedsAfter(four, pick('b', 'c', 'd'), [bedUnder('a', 'c')])).toMatchObject([
      { fromSlotId: 'b', toSlotId: 'c' },
    ])
    expect(bedsAfter(four, pick('a', 'b', 'd'), [bedUnder('a', 'c')])).toMatchObject([
      { fromSlotId: 'a', toSlotId: 'b' },
    ])
    expect(bedsAfter(four, pick('a', 'd'), [bedUnder('b', 'c')])).toEqual([])
  })

  test('lie between their ends when those change places', () => {
    expect(bedsAfter(four, pick('c', 'b', 'a', 'd'), [bedUnder('a', 'c')])).toMatchObject([
      { fromSlotId: 'c', toSlotId: 'a' },
    ])
  })

  test('always run forward between slots that exist, whatever is moved or taken away', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    fc.assert(
      fc.property(fc.shuffledSubarray(ids), fc.nat(4), fc.nat(4), (left, x, y) => {
        const [from = 'a', to = 'a'] = [ids[Math.min(x, y)], ids[Math.max(x, y)]]
        for (const bed of bedsAfter(pick(...ids), pick(...left), [bedUnder(from, to)])) {
          const [first, last] = [left.indexOf(bed.fromSlotId), left.indexOf(bed.toSlotId)]
          expect(first).toBeGreaterThanOrEqual(0)
          expect(last).toBeGreaterThanOrEqual(first)
        }
      }),
    )
  })

  test('a new one lies under the whole, and there is none under nothing', () => {
    expect(newBed('s', written(four))).toMatchObject({ fromSlotId: 'a', toSlotId: 'd', soundId: 's' })
    expect(newBed('s', written([]))).toBeUndefined()
  })
})

describe('a template in words', () => {
  test('says how a slot meets the next', () => {
    expect(gapWords(700)).toBe('nghỉ 0,7 giây')
    expect(gapWords(-1500)).toBe('chồng 1,5 giây lên phần sau')
    expect(gapWords(0)).toBe('nối liền')
    expect([0, 10_000, 250, 12_005].map(secondsText)).toEqual(['0', '10', '0,25', '12,005'])
  })

  test('says what will sound, also when the library has nothing', () => {
    const sting = newSlot('sting', [])
    const tune = { id: 't', role: 'sting', title: 'Sáo trúc', inUse: true } as never
    expect(sourceWords(sting, undefined)).toBe('âm thanh cố định')
    expect(sourceWords(sting, [])).toBe('âm thanh cố định, kho chưa có')
    expect(sourceWords(sting, [tune])).toBe('âm thanh cố định: Sáo trúc')
  })

  test('names the particular things alone', () => {
    expect(slotLine(slot('a', { normMs: 180_000 }), true, [])).toBe('đọc theo kịch bản · định mức 3:00')
    const named = slot('a', { title: 'Tin chính', optional: true, gainDb: 1.5, repeat: 'per-item', skipFirst: true })
    expect(slotLine(named, false, [])).toBe(
      'Tiết mục · đọc theo kịch bản · bỏ ở lượt đầu · có thể vắng · +1,5 dB · nghỉ 0,7 giây',
    )
  })
})

describe('a template that was edited and not saved', () => {
  const shelf = (room = Number.POSITIVE_INFINITY) => {
    const kept = new Map<string, string>()
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (value.length > room) throw new Error('QuotaExceededError')
        kept.set(key, value)
      },
      removeItem: (key: string) => void kept.delete(key),
    }
  }
  const kept: KeptTemplate = {
    parentNumber: 2,
    savedAt: 1,
    written: written([slot('a')], { beds: [bedUnder('a', 'a')] }),
  }

  test('is offered again, programme by programme', () => {
    const browser = shelf()
    expect(keepTemplate(browser, 'p1', kept)).toBe(true)
    expect(keptTemplate(browser, 'p1')).toEqual(kept)
    expect(keptTemplate(browser, 'p2')).toBeUndefined()
    forgetTemplate(browser, 'p1')
    expect(keptTemplate(browser, 'p1')).toBeUndefined()
  })

  test('a full browser is said, and anything else that lies there counts as nothing', () => {
    expect(keepTemplate(shelf(5), 'p1', kept)).toBe(false)
    const browser = shelf()
    const broken = { ...kept, written: { ...kept.written, slots: [{ id: 'a' }] } }
    const strange = { ...kept, written: written([{ ...slot('a'), kind: 'jingle' as never }]) }
    for (const junk of ['', '{', 'null', '[]', '{"savedAt":1}', JSON.stringify(broken), JSON.stringify(strange)]) {
      browser.kept.set('len-song.khung.p1', junk)
      expect(keptTemplate(browser, 'p1')).toBeUndefined()
    }
  })
})

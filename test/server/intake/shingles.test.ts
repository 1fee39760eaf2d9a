import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALIKE_FROM, bandsOf, likenessOf, shinglesOf, wordsOf } from '../../../server/intake/likeness/shingles.ts'

const VOCABULARY =
  `phường xã thành phố cải cách hành chính thủ tục một cửa người dân doanh nghiệp cán bộ công chức hồ sơ trực tuyến
  dịch vụ công kết quả tiếp nhận giải quyết đúng hạn tháng quý năm chỉ số hài lòng mô hình điển hình tuyên truyền phát thanh`
    .split(/\s+/)
    .filter(Boolean)

const words = (least: number) => fc.array(fc.constantFrom(...VOCABULARY), { minLength: least, maxLength: 120 })
/** Every word its own, so that each triple occurs once. */
const distinctWords = (count: number, from = 0) => Array.from({ length: count }, (_, place) => `từ${from + place}`)
const likeness = (a: string, b: string) => likenessOf(shinglesOf(a), shinglesOf(b))

describe('how alike two texts are', () => {
  it('is a share, the same either way round, and whole for a text and itself', () => {
    fc.assert(
      fc.property(words(12), words(12), (one, other) => {
        const [a, b] = [one.join(' '), other.join(' ')]
        expect(likeness(a, b)).toBe(likeness(b, a))
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
        expect(likeness(a, b)).toBeLessThanOrEqual(1)
        expect(likeness(a, a)).toBe(1)
      }),
    )
  })

  it('does not change with marks, capitals, punctuation, spaces or the composition of letters', () => {
    fc.assert(
      fc.property(words(12), (one) => {
        const plain = one.join(' ')
        const other = one.join(',  ').toLocaleUpperCase('vi').normalize('NFD')
        expect(likeness(plain, `“${other}…”\n`)).toBe(1)
        expect(likeness(plain, plain.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'))).toBe(1)
      }),
    )
  })

  it('falls by no more than the triples that a changed word touches', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 200 }),
        fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 6 }),
        (count, places) => {
          const one = distinctWords(count)
          const other = [...one]
          const changed = new Set(places.map((place) => place % count))
          for (const place of changed) other[place] = `khác${place}`
          const triples = count - 2
          const touched = Math.min(triples, 3 * changed.size)
          const found = likeness(one.join(' '), other.join(' '))
          expect(found).toBeGreaterThanOrEqual((triples - touched) / (triples + touched) - 1e-9)
          expect(found).toBeLessThan(1)
        },
      ),
    )
  })

  it('is nothing for texts that share no words', () => {
    expect(likeness(distinctWords(60).join(' '), distinctWords(60, 1000).join(' '))).toBe(0)
  })

  it('is not asked of texts that say too little', () => {
    expect(shinglesOf('Kính gửi đài tin bài tháng mười một của phường').size).toBe(0)
    expect(likeness('', '')).toBe(0)
    expect(bandsOf(shinglesOf('Kính gửi đài'))).toEqual([])
  })

  it('counts words as they are said, without punctuation', () => {
    expect(wordsOf('Phường 1, “một cửa” – đúng hạn 98,5%.')).toEqual([
      'phuong',
      '1',
      'mot',
      'cua',
      'dung',
      'han',
      '98',
      '5',
    ])
  })
})

describe('where alike texts are looked for', () => {
  const sharesABand = (a: string, b: string) => {
    const mine = new Set(bandsOf(shinglesOf(a)))
    return bandsOf(shinglesOf(b)).some((band) => mine.has(band))
  }

  it('is the same place for the same words', () => {
    fc.assert(
      fc.property(words(12), (one) => {
        expect(bandsOf(shinglesOf(one.join(' ')))).toEqual(bandsOf(shinglesOf(one.join('\n').toLocaleUpperCase('vi'))))
      }),
    )
  })

  it('has thirty-two different keys, each a whole number that survives JSON and SQL', () => {
    fc.assert(
      fc.property(words(12), (one) => {
        const bands = bandsOf(shinglesOf(one.join(' ')))
        expect(new Set(bands).size).toBe(32)
        for (const band of bands) expect(Number.isSafeInteger(band)).toBe(true)
      }),
    )
  })

  it('finds texts that differ in a word here and there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 200 }), fc.nat(1_000_000), (count, seed) => {
        const one = distinctWords(count, seed)
        const other = one.map((word, place) => (place % 40 === 20 ? 'khác' : word))
        fc.pre(likeness(one.join(' '), other.join(' ')) >= 0.8)
        expect(sharesABand(one.join(' '), other.join(' '))).toBe(true)
      }),
    )
  })

  it('finds nearly all that are just alike enough, and few that are not', () => {
    const found = { alike: 0, unlike: 0 }
    const TRIES = 100
    for (let run = 0; run < TRIES; run++) {
      const one = distinctWords(90, run * 1000)
      const half = [...one.slice(0, 60), ...distinctWords(28, run * 1000 + 500)]
      const tenth = [...one.slice(0, 18), ...distinctWords(72, run * 1000 + 500)]
      expect(likeness(one.join(' '), half.join(' '))).toBeGreaterThanOrEqual(ALIKE_FROM - 0.02)
      if (sharesABand(one.join(' '), half.join(' '))) found.alike += 1
      if (sharesABand(one.join(' '), tenth.join(' '))) found.unlike += 1
    }
    expect(found.alike).toBeGreaterThan(0.93 * TRIES)
    expect(found.unlike).toBeLessThan(0.2 * TRIES)
  })

  it('takes a text of two hundred pages in its stride', () => {
    const long = Array.from(
      { length: 80_000 },
      (_, place) => VOCABULARY[(place * 7 + (place >> 5)) % VOCABULARY.length],
    )
    expect(bandsOf(shinglesOf(long.join(' ')))).toHaveLength(32)
  })
})

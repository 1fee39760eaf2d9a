import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReviewMinutesWritten } from '../../../server/contract/index.ts'
import { joinMinutes, keepMinutes, keptMinutes } from '../../../web/pages/review/minutes.ts'
import { totalWords } from '../../../web/pages/review/words.ts'
import { path, readAddress } from '../../../web/paths.ts'

const minutes = (more: Partial<ReviewMinutesWritten> = {}): ReviewMinutesWritten => ({
  heldOn: '2026-11-12',
  from: '08:00',
  place: '',
  issuer: 'Phòng Văn hoá',
  issuerAbove: '',
  attendees: [{ name: 'A', office: 'Phòng Nội vụ', role: 'chair', said: '' }],
  conclusion: '',
  ...more,
})
const seat = (name: string, said: string) => ({ name, office: '', role: 'member' as const, said })

describe('minutes that two wrote at once', () => {
  it('hold all that either wrote', () => {
    const word = fc.constantFrom('', 'Đồng ý.', 'Cần sửa.', 'Không.')
    const people = fc
      .uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C'), word), { selector: ([name]) => name })
      .map((seats) => seats.map(([name, said]) => seat(name, said)))
    fc.assert(
      fc.property(people, people, word, word, (mine, theirs, ours, others) => {
        const joined = joinMinutes(
          minutes({ attendees: [] }),
          minutes({ attendees: mine, conclusion: ours }),
          minutes({ attendees: theirs, conclusion: others }),
        )
        for (const one of [...mine, ...theirs]) {
          expect(joined.attendees.find(({ name }) => name === one.name)?.said).toContain(one.said)
        }
        expect(joined.conclusion).toContain(ours)
        expect(joined.conclusion).toContain(others)
      }),
    )
  })

  it('take of every other field what one of the two changed', () => {
    const joined = joinMinutes(minutes(), minutes({ place: 'Phòng họp' }), minutes({ from: '09:00' }))
    expect(joined).toMatchObject({ place: 'Phòng họp', from: '09:00' })
  })
})

describe('minutes kept in the browser', () => {
  const kept = new Map<string, string>()
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }

  it('are found again for the same meeting, and anything unreadable is none', () => {
    expect(keepMinutes(shelf, 'p', '2026-11', minutes())).toBe(true)
    expect(keptMinutes(shelf, 'p', '2026-11')).toEqual(minutes())
    expect(keptMinutes(shelf, 'p', '2026-12')).toBeUndefined()
    for (const key of kept.keys()) kept.set(key, '{"heldOn":1}')
    expect(keptMinutes(shelf, 'p', '2026-11')).toBeUndefined()
  })
})

describe('the address of a meeting', () => {
  it('says programme, period and part, or none of them', () => {
    expect(readAddress(path.review())).toMatchObject({ page: 'review', programmeId: undefined })
    expect(readAddress(path.review('p', '2026-W47', 'bien-ban'))).toEqual({
      page: 'review',
      programmeId: 'p',
      period: '2026-W47',
      tab: 'bien-ban',
    })
    expect(readAddress(path.review('p', '2026-11'))).toMatchObject({ tab: 'tin-bai' })
    expect(readAddress('/tham-dinh/p')).toMatchObject({ page: 'unknown' })
  })
})

describe('how long the edition will be', () => {
  it('is said against the norm', () => {
    const total = { chosen: 1, chosenMs: 600_000, besidesMs: 60_000 }
    expect(totalWords({ ...total, normMs: 900_000, fit: 'short' })).toBe(
      'Đọc khoảng 11 phút, định mức 15 phút: còn 4 phút',
    )
    expect(totalWords({ ...total, normMs: 600_000, fit: 'long' })).toBe(
      'Đọc khoảng 11 phút, định mức 10 phút: quá 1 phút',
    )
    expect(totalWords({ ...total, fit: 'unknown' })).toBe('Đọc khoảng 11 phút; chương trình chưa đặt định mức')
  })
})

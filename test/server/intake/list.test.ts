import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SubmissionSummary } from '../../../server/contract/index.ts'
import { receiptCode } from '../../../server/intake/codes.ts'
import { isWanted, sorted } from '../../../server/intake/list.ts'
import { registerTab } from '../../../server/intake/sheet.ts'

const line = (more: Partial<SubmissionSummary> = {}): SubmissionSummary => ({
  id: 'a',
  receiptCode: '2611-K7F3',
  title: 'Một cửa ở phường An Hòa',
  unitName: 'UBND phường An Hòa',
  source: 'unit',
  via: 'link',
  receivedAt: 1,
  receivedBy: 'Văn thư',
  isLate: false,
  isInRota: true,
  topics: ['Chuyển đổi số'],
  placements: [],
  postings: [],
  wordCount: 300,
  fileKinds: ['document'],
  warningCount: 0,
  alikeCount: 0,
  ...more,
})

describe('a line of the register', () => {
  it('is found by words of its title, unit, author or code, with or without marks', () => {
    for (const q of ['mot cua', 'AN HÒA', 'an hoa ubnd', '2611-k7f3', ' cửa   một '])
      expect(isWanted(line(), { q })).toBe(true)
    for (const q of ['tân phú', 'một cửa tân phú']) expect(isWanted(line(), { q })).toBe(false)
  })

  it('passes only what every question lets through', () => {
    expect(isWanted(line(), { isLate: false, isInRota: true, topic: 'Chuyển đổi số', isUnplaced: true })).toBe(true)
    expect(isWanted(line(), { isLate: true })).toBe(false)
    expect(isWanted(line(), { hasAlike: true })).toBe(false)
    expect(isWanted(line({ alikeCount: 2 }), { hasAlike: true })).toBe(true)
    expect(isWanted(line(), { unitId: 'u' })).toBe(false)
  })

  it('stands where a Vietnamese list has it, those without a name last', () => {
    const names = ['Đông', 'Dương', 'Ân', 'An', 'phường 10', 'phường 2', undefined]
    const lines = names.map((author, place) => line({ id: String(place), ...(author !== undefined && { author }) }))
    expect(sorted(lines, { sort: 'author' }).map(({ author }) => author)).toEqual([
      'An',
      'Ân',
      'Dương',
      'Đông',
      'phường 2',
      'phường 10',
      undefined,
    ])
    expect(sorted(lines, { sort: 'author', order: 'desc' }).at(-1)?.author).toBeUndefined()
  })

  it('is neither lost nor doubled by sorting', () => {
    const sort = fc.constantFrom('receivedAt', 'title', 'unitName', 'author')
    fc.assert(
      fc.property(fc.array(fc.nat(20)), sort, fc.constantFrom('asc', 'desc'), (instants, by, order) => {
        const lines = instants.map((receivedAt, place) => line({ id: String(place), receivedAt }))
        const ids = sorted(lines, { sort: by, order }).map(({ id }) => id)
        expect(ids.toSorted()).toEqual(lines.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('becomes a row of the sheet without the sender’s address', () => {
    const { columns, rows } = registerTab([line(), line({ sourceName: 'Sở Nội vụ', source: 'above', year: 2021 })])
    expect(columns.map(({ title }) => title).join(' ')).not.toMatch(/liên hệ|điện thoại/i)
    for (const row of rows) expect(row).toHaveLength(columns.length)
    expect(rows[1]).toContain('Sở Nội vụ')
    expect(rows[0]).toContain('Đơn vị')
  })
})

describe('the code of a receipt', () => {
  it('tells year and month, and has no sign that is mistaken for another', () => {
    for (let tries = 0; tries < 200; tries++) expect(receiptCode('2026-11-08')).toMatch(/^2611-[2-9A-HJKMNP-TV-Z]{4}$/)
  })
})

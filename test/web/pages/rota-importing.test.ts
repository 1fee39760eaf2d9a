import { describe, expect, it } from 'vitest'
import type { RotaImportPreview } from '../../../server/contract/index.ts'
import { linesToRead, monthsToSet, NEW, undecided, withoutMonth } from '../../../web/pages/rota/importing.ts'

const known = { written: 'Phòng A', itemsOwed: 2, unit: { unitId: 'a', name: 'Phòng A' }, candidates: [] }
const unknown = { written: 'Hội B - Hội C', itemsOwed: 1, candidates: [] }
const preview: RotaImportPreview = {
  months: [
    { month: 1, written: [known, unknown], now: [], isChanged: true },
    { month: 11, written: [known], now: [], isChanged: false },
  ],
  untouched: [],
  warnings: [],
}

describe('a rota that was read', () => {
  it('wants an answer for what is not certain, and sets only months that change', () => {
    expect(undecided(preview, {})).toBe(1)
    expect(undecided(preview, { '1 1': NEW })).toBe(0)
    expect(monthsToSet(preview, { '1 1': NEW })).toEqual([
      {
        month: 1,
        places: [
          { unitId: 'a', itemsOwed: 2 },
          { newName: 'Hội B - Hội C', itemsOwed: 1 },
        ],
      },
    ])
  })

  it('learns the spelling of a unit that was pointed out', () => {
    expect(monthsToSet(preview, { '1 1': 'b' })[0]?.places[1]).toEqual({
      unitId: 'b',
      learned: 'Hội B - Hội C',
      itemsOwed: 1,
    })
  })

  it('is read again with the lines of one month written anew, figures kept', () => {
    const lines = linesToRead(preview, 2026, 1, 'Phòng A\n\n Hội B \nHội C')
    expect(lines.months[0]?.lines).toEqual([
      { written: 'Phòng A', itemsOwed: 2 },
      { written: 'Hội B', itemsOwed: 1 },
      { written: 'Hội C', itemsOwed: 1 },
    ])
    expect(lines.months[1]?.lines).toEqual([{ written: 'Phòng A', itemsOwed: 2 }])
  })

  it('keeps the answers of the other months', () => {
    expect(withoutMonth({ '1 0': 'a', '1 1': 'b', '11 0': 'c' }, 1)).toEqual({ '11 0': 'c' })
  })
})

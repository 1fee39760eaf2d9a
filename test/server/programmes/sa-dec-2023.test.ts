import { expect, test } from 'vitest'
import { type PresetRotaMonth, SA_DEC_2023 } from '../../../server/programmes/presets/sa-dec-2023.ts'

const rota: readonly PresetRotaMonth[] = SA_DEC_2023.rota
const places = rota.flatMap(({ units }) => units)

test('the rota has twelve months, 24 places and 21 units', () => {
  expect(rota.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(places).toHaveLength(24)
  expect(new Set(places.map(({ name }) => name)).size).toBe(21)
})

test('Phòng Nội vụ, Phòng Văn hóa và Thông tin and the Văn phòng come twice, all others once', () => {
  const months = (name: string) =>
    rota.filter(({ units }) => units.some((unit) => unit.name === name)).map((m) => m.month)
  expect(months('Phòng Nội vụ Thành phố')).toEqual([1, 9])
  expect(months('Phòng Văn hóa và Thông tin Thành phố')).toEqual([4, 11])
  expect(months('Văn phòng HĐND và UBND Thành phố')).toEqual([6, 10])
})

test('each printed line is exactly its two units, as one of their spellings, joined by “và” or “-”', () => {
  for (const { printed, units } of rota) {
    const [first, second] = units.map(({ name, aliases }) => [name, ...aliases])
    const ways = first?.flatMap((a) => second?.flatMap((b) => [`${a} và ${b}`, `${a} - ${b}`]) ?? []) ?? []
    expect(ways).toContain(printed)
  }
})

test('no spelling belongs to two units, and all are in composed form', () => {
  const units = new Map(places.map((unit) => [unit.name, unit]))
  const spellings = [...units.values()].flatMap(({ name, aliases }) => [name, ...aliases])
  expect(new Set(spellings.map((spelling) => spelling.toLocaleLowerCase('vi'))).size).toBeGreaterThanOrEqual(21)
  expect(new Set(spellings).size).toBe(spellings.length)
  for (const text of [...spellings, ...rota.map(({ printed }) => printed)]) expect(text).toBe(text.normalize('NFC'))
})

test('two dates a month from the 15th to the 30th, from the third quarter of 2023', () => {
  expect(SA_DEC_2023.rule).toEqual({ kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 })
  expect(SA_DEC_2023.startsOn).toBe('2023-07-01')
  expect(SA_DEC_2023.defaultTimes).toEqual(['05:15', '17:15'])
})

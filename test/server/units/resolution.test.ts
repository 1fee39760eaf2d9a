import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PresetRotaMonth, SA_DEC_2023 } from '../../../server/programmes/presets/sa-dec-2023.ts'
import { type KnownUnit, UnitReader } from '../../../server/units/resolution.ts'

const rota: readonly PresetRotaMonth[] = SA_DEC_2023.rota
const named = [...new Map(rota.flatMap(({ units }) => units).map((unit) => [unit.name, unit])).values()]
const known = (name: string, more: Partial<KnownUnit> = {}): KnownUnit => ({
  id: name,
  name,
  spellings: [],
  formerNames: [],
  heldBy: [name],
  ...more,
})
const saDec = new UnitReader(named.map(({ name, aliases }) => known(name, { spellings: aliases })))
/** The same without a single spelling of the preset: what is recognised comes of the rules alone. */
const plain = new UnitReader(named.map(({ name }) => known(name)))

describe('the rota of Sa Đéc', () => {
  it.each(rota.map(({ month, printed, units }) => [month, printed, units.map(({ name }) => name)] as const))(
    'month %i: “%s” is read as its two units, with the spellings and without',
    (_, printed, names) => {
      expect(saDec.readLine(printed)).toEqual(names)
      expect(plain.readLine(printed)).toEqual(names)
    },
  )

  it('is read as typed by anybody: without marks, in capitals, with a dash for “và”', () => {
    for (const { printed, units } of rota) {
      const names = units.map(({ name }) => name)
      expect(plain.readLine(printed.toLocaleUpperCase('vi'))).toEqual(names)
      expect(plain.readLine(printed.replaceAll(' và ', ' - '))).toEqual(names)
      expect(plain.readLine(printed.normalize('NFD'))).toEqual(names)
    }
    expect(plain.read('UBND phuong An Hoa').unitId).toBe('UBND Phường An Hòa')
  })

  it('one unit under three spellings is one unit', () => {
    for (const written of ['Phòng Văn hoá - Thông tin', 'P.VHTT thành phố', 'phòng văn hóa và thông tin TP Sa Đéc']) {
      expect(plain.read(written).unitId).toBe('Phòng Văn hóa và Thông tin Thành phố')
    }
  })

  it('a line with somebody unknown in it is not taken apart', () => {
    expect(plain.readLine('UBND Phường 1 và Phòng Dân tộc Thành phố')).toBeUndefined()
    expect(plain.readLine('Văn phòng HĐND và Thành ủy')).toBeUndefined()
  })
})

describe('a written name', () => {
  const reader = new UnitReader([
    known('UBND phường 1'),
    known('UBND phường 2'),
    known('UBND phường 11'),
    known('UBND xã Tân Quy'),
    known('UBND xã Tân Quý'),
    known('Phòng Nội vụ Thành phố'),
    known('Phòng Nội vụ Thị xã'),
    known('UBND phường Sa Đéc', { formerNames: ['UBND phường Tân Đông'] }),
    known('UBND xã Cũ', { heldBy: ['UBND phường Sa Đéc'] }),
    known('Phòng Giải thể', { heldBy: [] }),
  ])

  it('is never another figure, however near', () => {
    expect(reader.read('UBND phường 3')).toEqual({ unitId: undefined, candidates: [] })
    expect(reader.read('UBND phưòng 1').unitId ?? reader.read('UBND phưòng 1').candidates[0]).toBe('UBND phường 1')
    expect(reader.read('UBND phưòng 1').candidates).not.toContain('UBND phường 11')
  })

  it('with a slip of the keyboard is a question, not an answer', () => {
    const { unitId, candidates } = reader.read('UBND xã Tân Quyy')
    expect(unitId).toBeUndefined()
    expect(candidates).toEqual(expect.arrayContaining(['UBND xã Tân Quy']))
  })

  it('that fits two units asks which', () => {
    expect(reader.read('Phòng Nội vụ')).toEqual({
      unitId: undefined,
      candidates: ['Phòng Nội vụ Thành phố', 'Phòng Nội vụ Thị xã'],
    })
    expect(reader.read('UBND xa Tan Quy').candidates).toHaveLength(2)
    expect(reader.read('UBND xã Tân Quý').unitId).toBe('UBND xã Tân Quý')
  })

  it('of an earlier time leads to what the unit is now', () => {
    expect(reader.read('UBND phường Tân Đông').unitId).toBe('UBND phường Sa Đéc')
    expect(reader.read('UBND xã Cũ').unitId).toBe('UBND phường Sa Đéc')
    expect(reader.read('Phòng Giải thể')).toEqual({ unitId: undefined, candidates: [] })
  })

  it('of nothing means nobody', () => {
    for (const written of ['', '   ', '-', '1.', '…']) expect(reader.read(written).unitId).toBeUndefined()
  })

  it('of a unit is always that unit, in whatever form it is written', () => {
    const units = named.map(({ name }) => name)
    fc.assert(
      fc.property(
        fc.constantFrom(...units),
        fc.constantFrom('NFC', 'NFD'),
        fc.constantFrom(
          (text: string) => text,
          (text: string) => text.toLocaleUpperCase('vi'),
        ),
        fc.constantFrom('', '  ', '- ', '12. '),
        fc.constantFrom('', ';', ' .', '\u00a0'),
        (name, form, size, before, after) => {
          expect(plain.read(`${before}${size(name).normalize(form)}${after}`).unitId).toBe(name)
        },
      ),
    )
  })

  it('of several units in a line is read as these, in their order', () => {
    const some = fc.uniqueArray(fc.constantFrom(...named.map(({ name }) => name)), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(some, fc.constantFrom(' và ', ' - ', '; ', ', ', ' & '), (names, joint) => {
        expect(plain.readLine(names.join(joint))).toEqual(names)
      }),
    )
  })
})

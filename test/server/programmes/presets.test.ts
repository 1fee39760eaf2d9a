import { expect, test } from 'vitest'
import { programmeFromPreset } from '../../../server/programmes/presets/index.ts'

test('the preset of Sa Đéc begins when its plan says and brings its rota', () => {
  const made = programmeFromPreset('sa-dec-2023', '2026-11-01')
  expect(made).toMatchObject({
    name: 'Cải cách hành chính và cuộc sống',
    startsOn: '2023-07-01',
    preset: 'sa-dec-2023',
  })
  expect(made.times).toEqual(['05:15', '17:15'])
  expect(made.rota).toHaveLength(12)
  expect(made.rota[10]?.units.map(({ name }) => name)).toEqual([
    'Phòng Văn hóa và Thông tin Thành phố',
    'Phòng Quản lý đô thị Thành phố',
  ])
})

test('an empty programme has no rota and begins when it is made', () => {
  expect(programmeFromPreset('empty', '2026-11-01')).toMatchObject({
    startsOn: '2026-11-01',
    preset: 'empty',
    rota: [],
  })
})

test('what a station changes in its programme does not change the preset', () => {
  programmeFromPreset('sa-dec-2023', '2026-11-01').times.push('11:00')
  expect(programmeFromPreset('sa-dec-2023', '2026-11-01').times).toEqual(['05:15', '17:15'])
})

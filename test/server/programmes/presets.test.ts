import { expect, test } from 'vitest'
import {
  datesIn,
  datesWantedIn,
  intakeWindowOf,
  isBackwards,
  reviewWindowOf,
  ruleFault,
} from '../../../schedules/index.ts'
import { listPresets, programmeFromPreset } from '../../../server/programmes/presets/index.ts'

const courseOf = (name: Parameters<typeof programmeFromPreset>[0]) => {
  const { facts, rule } = programmeFromPreset(name, '2026-11-01')
  return { startsOn: facts.startsOn, rules: [{ from: facts.startsOn, ...rule }] }
}

test('the preset of Sa Đéc begins when its plan says and brings its rota', () => {
  const made = programmeFromPreset('sa-dec-2023', '2026-11-01')
  expect(made).toMatchObject({
    name: 'Cải cách hành chính và cuộc sống',
    facts: { startsOn: '2023-07-01', kind: 'bulletin', roles: { collector: { name: 'Phòng Nội vụ Thành phố' } } },
    preset: 'sa-dec-2023',
  })
  expect(made.rule.times).toEqual(['05:15', '17:15'])
  expect(made.rota).toHaveLength(12)
  expect(made.rota[10]?.units.map(({ name }) => name)).toEqual([
    'Phòng Văn hóa và Thông tin Thành phố',
    'Phòng Quản lý đô thị Thành phố',
  ])
})

test('an empty programme has no rota and begins when it is made', () => {
  expect(programmeFromPreset('empty', '2026-11-01')).toMatchObject({
    facts: { startsOn: '2026-11-01' },
    preset: 'empty',
    rota: [],
  })
})

test('what a station changes in its programme does not change the preset', () => {
  const made = programmeFromPreset('sa-dec-2023', '2026-11-01')
  made.rule.times.push('11:00')
  made.facts.topics.push('khác')
  made.rota[0]?.units.pop()
  const again = programmeFromPreset('sa-dec-2023', '2026-11-01')
  expect(again.rule.times).toEqual(['05:15', '17:15'])
  expect(again.facts.topics).not.toContain('khác')
  expect(again.rota[0]?.units).toHaveLength(2)
})

test('each of the five plans fills in dates, hours, desk windows, roles and topics that hold together', () => {
  const presets = listPresets()
  expect(presets.map(({ preset }) => preset)).toEqual([
    'sa-dec-2023',
    'nga-nam-2022',
    'nga-nam-2022-dan-hoi',
    'bao-loc-2012',
    'duc-pho-2024',
    'soc-trang-2021',
    'empty',
  ])
  for (const { preset, about, source } of presets) {
    expect(about + source).toBe((about + source).normalize('NFC'))
    if (preset === 'empty') continue
    const { facts, rule } = programmeFromPreset(preset, '2026-11-01')
    expect(ruleFault(rule.rule)).toBeUndefined()
    for (const window of [rule.intakeWindow, rule.reviewWindow]) expect(window && isBackwards(window)).toBe(false)
    expect(Object.keys(facts.roles).sort()).toEqual(['approver', 'collector', 'monitor', 'reviewer'])
    expect(facts.topics.length).toBeGreaterThan(3)
    expect(facts.audiences.length).toBeGreaterThan(1)
  }
})

test('the letter of Sóc Trăng brings its eleven points, the plan of Ngã Năm its twelve', () => {
  expect(programmeFromPreset('soc-trang-2021', '2026-11-01').facts.topics).toHaveLength(11)
  expect(programmeFromPreset('nga-nam-2022', '2026-11-01').facts.topics).toHaveLength(12)
  expect(programmeFromPreset('nga-nam-2022-dan-hoi', '2026-11-01').facts.kind).toBe('questions')
})

test('a plan for one year begins with the year in which it is taken', () => {
  expect(programmeFromPreset('bao-loc-2012', '2026-11-01').facts.startsOn).toBe('2026-01-01')
})

test('Bảo Lộc airs every week of the year, Đức Phổ in each quarter, and items come before the airing', () => {
  const weekly = courseOf('bao-loc-2012')
  expect(datesIn(weekly, '2026-W47')).toEqual(['2026-11-17'])
  expect(intakeWindowOf(weekly, '2026-W47')).toEqual({ from: '2026-11-09', to: '2026-11-13' })
  expect(reviewWindowOf(weekly, '2026-W47')).toEqual({ from: '2026-11-13', to: '2026-11-16' })
  const quarterly = courseOf('duc-pho-2024')
  expect(['2026-Q1', '2026-Q4'].map((period) => datesWantedIn(quarterly, period))).toEqual([2, 2])
  expect(intakeWindowOf(quarterly, '2026-Q1')).toEqual({ from: '2026-02-01', to: '2026-02-20' })
})

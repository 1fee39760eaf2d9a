import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../schedules/index.ts'
import type { HotlineContactVersion } from '../../../server/contract/index.ts'
import { contactOn, contactView } from '../../../server/spots/contacts/index.ts'
import { filled, standingOn, WARNED_DAYS, warningsOn } from '../../../server/spots/rules.ts'

const TODAY = '2026-11-22'
const version = (validFrom: string, telephone: string, at = 1): HotlineContactVersion => ({
  name: 'Bộ phận Một cửa',
  telephone,
  validFrom,
  noted: { by: 'Chị Lan', at },
})
const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(TODAY, days))

describe('a contact', () => {
  const first = version('2026-01-01', '111')
  const later = version('2026-12-01', '222', 2)

  it('is on each day what became valid last, and never what is to come', () => {
    expect(contactOn([first, later], '2026-11-30')?.telephone).toBe('111')
    expect(contactOn([first, later], '2026-12-01')?.telephone).toBe('222')
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 8 }), day, (days, on) => {
        const versions = days.map((validFrom, at) => version(validFrom, String(at), at))
        const found = contactOn(versions, on)
        const valid = days.filter((validFrom) => validFrom <= on).toSorted()
        expect(found?.validFrom).toBe(valid.at(-1) ?? days.toSorted()[0])
      }),
    )
  })

  it('is corrected by what is noted later of the same day', () => {
    expect(contactOn([first, version('2026-01-01', '112', 3)], TODAY)?.telephone).toBe('112')
    // A correction of the past leaves what is planned as it is.
    const corrected = [first, later, version('2026-06-01', '113', 3)]
    expect([contactOn(corrected, TODAY)?.telephone, contactOn(corrected, '2026-12-24')?.telephone]).toEqual([
      '113',
      '222',
    ])
  })

  it('shows what is to come and everything that was noted', () => {
    const seen = contactView({ id: 'c', versions: [first, later] }, TODAY, ['Spot'])
    expect(seen?.now.telephone).toBe('111')
    expect(seen?.coming.map(({ telephone }) => telephone)).toEqual(['222'])
    expect(seen?.history.map(({ telephone }) => telephone)).toEqual(['222', '111'])
    expect(contactView({ id: 'c', versions: [] }, TODAY, [])).toBeUndefined()
  })
})

describe('an announcement', () => {
  it('may be used on its last day, is called to mind two weeks before it and expired after it', () => {
    const on = (expiresOn: string | undefined, isRetired = false) => standingOn({ expiresOn, isRetired }, TODAY)
    expect(on(undefined)).toBe('good')
    expect(on(addDays(TODAY, WARNED_DAYS + 1))).toBe('good')
    expect(on(addDays(TODAY, WARNED_DAYS))).toBe('expiring')
    expect(on(TODAY)).toBe('expiring')
    expect(on(addDays(TODAY, -1))).toBe('expired')
    expect(on(addDays(TODAY, -1), true)).toBe('retired')
  })

  it('says what its contact says, and names what the contact does not say', () => {
    const text = 'Gọi {điện thoại}, đến {tên}, {địa chỉ}. Nhắc lại: {điện thoại}.'
    const { spoken, gaps } = filled(text, version(TODAY, '0277 3861 234'))
    expect(spoken).toBe('Gọi 0277 3861 234, đến Bộ phận Một cửa, {địa chỉ}. Nhắc lại: 0277 3861 234.')
    expect(gaps).toEqual(['địa chỉ'])
    expect(filled('Không có chỗ nào.', undefined)).toEqual({ spoken: 'Không có chỗ nào.', gaps: [] })
  })

  it('wants a look when it expires, when the number has changed since it was recorded, and when it will', () => {
    const entry = {
      title: 'Đường dây nóng',
      expiresOn: undefined,
      isRetired: false,
      text: undefined,
      contact: version('2026-11-01', '222'),
    }
    expect(warningsOn(entry, TODAY)).toEqual([])
    expect(warningsOn({ ...entry, expiresOn: '2026-11-21' }, TODAY)).toEqual([
      '“Đường dây nóng” đã hết hạn ngày 21/11/2026',
    ])
    expect(warningsOn({ ...entry, expiresOn: TODAY }, TODAY)).toEqual(['“Đường dây nóng” hết hạn hôm nay'])
    expect(warningsOn({ ...entry, contactAsRecorded: version('2026-01-01', '111') }, TODAY)).toEqual([
      '“Đường dây nóng” được thu trước khi liên hệ đổi (từ 01/11/2026): cần thu lại',
    ])
    expect(warningsOn({ ...entry, contactAsRecorded: version('2026-11-01', '222') }, TODAY)).toEqual([])
    const coming = version('2026-12-01', '333')
    expect(warningsOn({ ...entry, contactAsRecorded: entry.contact, coming }, TODAY)).toEqual([
      'Liên hệ trong “Đường dây nóng” sẽ đổi từ 01/12/2026: chuẩn bị bản thu mới',
    ])
    expect(warningsOn({ ...entry, text: 'Gọi {thư điện tử}' }, TODAY)).toEqual([
      'Lời của “Đường dây nóng” còn thiếu thư điện tử',
    ])
    expect(warningsOn({ ...entry, isRetired: true, expiresOn: '2026-01-01' }, TODAY)).toEqual([])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { path, readAddress } from '../../web/paths.ts'

describe('the addresses of the pages', () => {
  test('mean what they were written for', () => {
    expect(readAddress('/')).toEqual({ page: 'today' })
    expect(readAddress(path.today)).toEqual({ page: 'today' })
    expect(readAddress(path.onAir)).toEqual({ page: 'on-air' })
    expect(readAddress('/ky-phat/abc')).toEqual({ page: 'edition', editionId: 'abc', tab: 'kich-ban' })
    expect(readAddress(path.insertSound('a b', 'x/1'))).toEqual({
      page: 'edition',
      editionId: 'a b',
      tab: 'dung',
      insert: 'x/1',
    })
    expect(readAddress('/ky-phat/abc/lich?chen=x')).toEqual({ page: 'edition', editionId: 'abc', tab: 'lich' })
    expect(readAddress(path.calendar('2026-11'))).toEqual({ page: 'calendar', month: '2026-11' })
    expect(readAddress('/lich-phat?thang=2026-13')).toEqual({ page: 'calendar', month: undefined })
    for (const span of ['2026', '2026-11', '2026-11-18']) {
      expect(readAddress(path.log(span))).toEqual({ page: 'log', span, programmeId: undefined })
      expect(readAddress(path.log(span, 'p 1'))).toEqual({ page: 'log', span, programmeId: 'p 1' })
    }
    expect(readAddress(path.log())).toEqual({ page: 'log', span: undefined, programmeId: undefined })
    expect(readAddress('/nhat-ky?ngay=2026-11-32')).toEqual({ page: 'log', span: undefined, programmeId: undefined })
    expect(readAddress(path.urging())).toEqual({ page: 'urging', programmeId: undefined, period: undefined })
    expect(readAddress(path.urging('p 1', '2026-W47'))).toEqual({
      page: 'urging',
      programmeId: 'p 1',
      period: '2026-W47',
    })
    expect(readAddress('/don-doc/p').page).toBe('unknown')
    expect(readAddress(path.approve())).toEqual({ page: 'approve' })
    expect(readAddress(path.approve('r 1'))).toEqual({ page: 'approve', requestId: 'r 1' })
    expect(readAddress('/phe-duyet/dang-ky/s-1')).toEqual({ page: 'approve', secret: 's-1' })
    expect(readAddress('/phe-duyet/a/b').page).toBe('unknown')
    expect(readAddress(path.settings('lanh-dao'))).toEqual({ page: 'settings', section: 'lanh-dao' })
    expect(readAddress(path.settings())).toEqual({ page: 'settings', section: undefined })
    expect(readAddress(path.settings('khan-cap'))).toEqual({ page: 'settings', section: 'khan-cap' })
    expect(readAddress(path.settings('am-thanh'))).toEqual({ page: 'settings', section: 'am-thanh' })
    expect(readAddress(path.programme('a b'))).toEqual({ page: 'programme', programmeId: 'a b' })
    expect(readAddress(path.template('a b'))).toEqual({ page: 'template', programmeId: 'a b' })
    expect(readAddress(path.sheet('e/1', 'r 2'))).toEqual({ page: 'sheet', editionId: 'e/1', renderId: 'r 2' })
    expect(readAddress(path.printScript('e/1'))).toEqual({ page: 'print-script', editionId: 'e/1' })
    expect(readAddress(path.take('a b'))).toEqual({ page: 'take', takeId: 'a b' })
    expect(readAddress('/ban-thu').page).toBe('unknown')
    expect(readAddress(path.listen('t 1'))).toEqual({ page: 'listen', takeId: 't 1' })
    expect(readAddress('/nghe-duyet').page).toBe('unknown')
    expect(readAddress('/nghe-duyet/a/b').page).toBe('unknown')
    expect(readAddress(path.settings('nguoi-dung'))).toEqual({ page: 'settings', section: 'nguoi-dung' })
    expect(readAddress('/thiet-lap/chuong-trinh/a/khac').page).toBe('unknown')
    expect(readAddress('/ky-phat/a/phieu').page).toBe('unknown')
    expect(readAddress('/ky-phat/a/phieu/b/c').page).toBe('unknown')
    expect(readAddress('/thiet-lap/khac').page).toBe('unknown')
    expect(readAddress(path.airing('2026-11-20', 'a b'))).toEqual({
      page: 'airing',
      date: '2026-11-20',
      airingId: 'a b',
    })
    expect(readAddress('/nhat-ky/2026-13-20/a').page).toBe('unknown')
    expect(readAddress('/ky-phat/abc/khac')).toEqual({ page: 'unknown', path: '/ky-phat/abc/khac' })
  })

  test('open the books at a tab, a period, a report that was sent', () => {
    expect(readAddress(path.reports())).toEqual({ page: 'reports', tab: 'bao-cao', asked: {} })
    const asked = { period: '2026-Q4', scope: 'don-vi.u 1' }
    expect(readAddress(path.reports('bao-cao', asked))).toEqual({ page: 'reports', tab: 'bao-cao', asked })
    expect(readAddress(path.reports('giay-to', { month: '2026-11' }))).toEqual({
      page: 'reports',
      tab: 'giay-to',
      asked: { month: '2026-11' },
    })
    expect(readAddress(path.reports('luu-tru', { year: 2026 }))).toEqual({
      page: 'reports',
      tab: 'luu-tru',
      asked: { year: 2026 },
    })
    expect(readAddress(path.sentReport('a/1'))).toEqual({ page: 'reports', tab: 'bao-cao', asked: { sentId: 'a/1' } })
    expect(readAddress('/bao-cao/khac').page).toBe('unknown')
    expect(readAddress('/bao-cao/bieu-do/khac').page).toBe('unknown')
  })

  test('carry any id there and back', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1 }), (editionId, itemId) => {
        fc.pre(!/^\.{1,2}$/.test(editionId) && !/^\.{1,2}$/.test(itemId))
        expect(readAddress(path.studio(editionId, itemId))).toEqual({ page: 'studio', editionId, itemId })
      }),
    )
  })

  test('never lead back to another site after signing in', () => {
    expect(readAddress('/dang-nhap?ve=//evil.example/')).toEqual({ page: 'sign-in', back: '/hom-nay' })
    expect(readAddress('/dang-nhap?ve=https://evil.example/')).toEqual({ page: 'sign-in', back: '/hom-nay' })
    expect(readAddress('/dang-nhap?ve=/\\evil.example')).toEqual({ page: 'sign-in', back: '/hom-nay' })
    expect(readAddress('/tin-cay?ve=//evil.example/')).toEqual({ page: 'trust', back: '/hom-nay' })
    expect(readAddress(path.trust())).toEqual({ page: 'trust', back: '/hom-nay' })
    expect(readAddress(path.trust('/phong-thu/a/b'))).toEqual({ page: 'trust', back: '/phong-thu/a/b' })
    expect(readAddress(path.signIn('/ky-phat/1/dung'))).toEqual({ page: 'sign-in', back: '/ky-phat/1/dung' })
  })

  test('broken escapes are an unknown page and no crash', () => {
    expect(readAddress('/%E0%A4%A').page).toBe('unknown')
  })
})

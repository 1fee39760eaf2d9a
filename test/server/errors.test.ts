import { describe, expect, it } from 'vitest'
import { errorCodes, isDiskFull, isErrorCode, StationError, statusOf, tell } from '../../server/errors.ts'

describe('the table of refusals', () => {
  it('has a client or server status and a whole Vietnamese sentence for every code', () => {
    for (const code of errorCodes) {
      expect(statusOf(code)).toBeGreaterThanOrEqual(400)
      expect(tell(code).message).toMatch(/\.$/)
      expect(tell(code).message).toMatch(/\p{L}[\u00c0-\u1ef9]|[\u00c0-\u1ef9]\p{L}/u)
    }
  })

  it('fills the sentence with the details and shows lists as lists', () => {
    expect(tell('clash', { other: 'Bản tin', time: '05:15', date: '18/11/2026' }).message).toBe(
      'Trùng giờ với “Bản tin” lúc 05:15 ngày 18/11/2026.',
    )
    expect(new StationError('not-ready-to-render', { missing: ['một', 'hai'] }).message).toBe(
      'Chưa dựng được: một; hai.',
    )
  })

  it('knows its own codes and no others', () => {
    expect([isErrorCode('clash'), isErrorCode('toString'), isErrorCode(undefined)]).toEqual([true, false, false])
  })

  it('knows a full disk by the words of the file system and of the database', () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']) {
      expect(isDiskFull(Object.assign(new Error('no room'), { code }))).toBe(true)
    }
    expect(isDiskFull(Object.assign(new Error('other'), { code: 'EACCES' }))).toBe(false)
    expect(isDiskFull(undefined)).toBe(false)
  })
})

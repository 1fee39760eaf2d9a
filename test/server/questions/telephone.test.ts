import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitsOf, holdsTelephone, isTelephone, withoutTelephone } from '../../../server/questions/telephone.ts'

const number = fc.stringMatching(/^0\d{9}$/)
const between = fc.constantFrom('', ' ', '.', '-', ') ', ' . ')
const written = fc.tuple(number, fc.array(between, { minLength: 9, maxLength: 9 }), fc.boolean())

describe('an asker’s telephone number', () => {
  it('is found in a text however it is written', () => {
    fc.assert(
      fc.property(written, fc.lorem(), fc.lorem(), ([telephone, signs, isAbroad], before, behind) => {
        const digits = isAbroad ? `84${telephone.slice(1)}` : telephone
        const said = [...digits].map((digit, place) => `${digit}${signs[place] ?? ''}`).join('')
        const text = `${before}: ${isAbroad ? '+' : ''}${said} nhé. ${behind}`
        expect(holdsTelephone(text, telephone)).toBe(true)
        const without = withoutTelephone(text, [telephone])
        expect(holdsTelephone(without, telephone)).toBe(false)
        expect(without).toContain('[số điện thoại]')
      }),
    )
  })

  it('is not seen where it is not, and other numbers stay', () => {
    const text = 'Đường dây nóng 0277 3861 234, văn bản 12/CV-UBND ngày 05/11/2026.'
    expect(holdsTelephone(text, '0912 345 678')).toBe(false)
    expect(withoutTelephone(text, ['0912345678'])).toBe(text)
    expect(holdsTelephone('không có số nào', '0912345678')).toBe(false)
  })

  it('is the same number with the country’s code and without', () => {
    expect(digitsOf('+84 912 345 678')).toBe(digitsOf('0912.345.678'))
    expect(holdsTelephone('gọi +84 (912) 345-678', '0912345678')).toBe(true)
    expect(holdsTelephone('gọi 0912 345 678', '+84912345678')).toBe(true)
  })

  it('is 8 to 11 digits and nothing else', () => {
    for (const right of ['0912345678', '+84 912 345 678', '(0277) 3861 234', '38612345']) {
      expect(isTelephone(right)).toBe(true)
    }
    for (const wrong of ['', '123', 'zalo của con', '0912345678 gặp chị Ba', '091234567890123']) {
      expect(isTelephone(wrong)).toBe(false)
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settled } from '../../../../web/pages/edition/script/settle.ts'

/** Text as keyboards give it: composed, taken apart, and the mix of Windows (ê + U+0301). */
const typed = fc
  .array(
    fc.constantFrom('phường', 'phường'.normalize('NFD'), 'ê\u0301', 'đ', ' ', '\u00a0', '\n', 'Ủy', 'a\u0323\u0302'),
    {
      maxLength: 20,
    },
  )
  .map((parts) => parts.join(''))

describe('a text that is put into NFC', () => {
  it('has the caret at the same sign, whatever the keyboard composed before and behind it', () => {
    fc.assert(
      fc.property(typed, typed, (before, after) => {
        // A caret stands between two signs, never inside one.
        const isInside = (before + after).normalize('NFC') !== before.normalize('NFC') + after.normalize('NFC')
        fc.pre(!isInside)
        const { text, start } = settled({ text: before + after, start: before.length, end: before.length })
        const plain = (part: string) => part.normalize('NFC').replace(/[\u00a0\u202f]/g, ' ')
        expect(text.slice(0, start)).toBe(plain(before))
        expect(text.slice(start)).toBe(plain(after))
      }),
    )
  })

  it('keeps what is selected, and never selects beyond its end', () => {
    fc.assert(
      fc.property(typed, fc.nat(60), fc.nat(60), (text, one, other) => {
        const [start, end] = [Math.min(one, other, text.length), Math.min(Math.max(one, other), text.length)]
        const is = settled({ text, start, end })
        expect(is.start).toBeLessThanOrEqual(is.end)
        expect(is.end).toBeLessThanOrEqual(is.text.length)
        expect(is.text).toBe(is.text.normalize('NFC'))
        expect(settled(is)).toEqual(is)
      }),
    )
  })
})

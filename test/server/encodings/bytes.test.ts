import { describe, expect, it } from 'vitest'
import { bytesToText } from '../../../server/encodings/index.ts'
import { ENCODERS, latin1 } from './encoders.ts'
import { NOTICE } from './words.ts'

const SMALL = NOTICE.replace('Ủy', 'ủy')

describe('bytes', () => {
  it.each([
    ['UTF-8', Buffer.from(NOTICE), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${NOTICE}`), 'utf-8'],
    ['decomposed UTF-8', Buffer.from(NOTICE.normalize('NFD')), 'utf-8'],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${NOTICE}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 without its mark', Buffer.from(NOTICE, 'utf16le'), 'utf-16le'],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${NOTICE}`, 'utf16le').swap16(), 'utf-16be'],
    ['UTF-16 the other way round without its mark', Buffer.from(NOTICE, 'utf16le').swap16(), 'utf-16be'],
    ['VIQR', latin1(ENCODERS.viqr(NOTICE)), 'viqr'],
    ['VNI', latin1(ENCODERS.vni(NOTICE)), 'vni'],
    ['Windows-1258', latin1(ENCODERS['windows-1258'](NOTICE)), 'windows-1258'],
  ])('are read as %s', (_name, bytes, encoding) => {
    expect(bytesToText(bytes)).toEqual({ text: NOTICE, encoding })
  })

  it('are read as TCVN3', () => {
    expect(bytesToText(latin1(ENCODERS.tcvn3(SMALL)))).toEqual({ text: SMALL, encoding: 'tcvn3' })
  })

  it('are read as old text that was saved as UTF-8', () => {
    expect(bytesToText(Buffer.from(ENCODERS.vni(NOTICE)))).toEqual({ text: NOTICE, encoding: 'vni' })
  })

  it('are read as Western text when hardly anything else is in them', () => {
    const english =
      'Opening hours of the one-stop shop are written on the door of the People\x92s Committee \x96 please ask.'
    expect(bytesToText(latin1(english))?.text).toContain('People’s Committee – please')
  })

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['noise', Buffer.from([0xd4, 0x81, 0x12, 0xff, 0xc3, 0x28, 0xa0, 0x99, 0x07, 0xe5])],
    ['letters of another alphabet', Buffer.from('cfd0e8e2e5f220ece8f020dff1edeee5', 'hex')],
    ['zeros', Buffer.alloc(64)],
  ])('are no text: %s', (_name, bytes) => {
    expect(bytesToText(bytes)).toBeUndefined()
  })
})

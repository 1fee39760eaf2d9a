import { TCVN3, VNI, WINDOWS_1258 } from '../../../server/encodings/tables.ts'

/** Texts as they were written before Unicode, as the characters that Windows-1252 shows for their bytes. */
export const ENCODERS = { tcvn3: toTcvn3, vni: toVni, viqr: toViqr, 'windows-1258': toWindows1258 } as const

const TCVN3_OF = new Map([...TCVN3].map(([code, letter]) => [letter, code]))
const VNI_OF = new Map(
  [...VNI]
    // Of the two ways to write a capital the one in capitals throughout.
    .filter(([sequence]) => sequence === sequence.toUpperCase() || sequence === sequence.toLowerCase())
    .map(([sequence, letter]) => [letter, sequence]),
)
const WINDOWS_1258_OF = new Map([...WINDOWS_1258].map(([shown, letter]) => [letter, shown]))

const VIQR_MARKS: Readonly<Record<string, string>> = {
  '\u0302': '^',
  '\u0306': '(',
  '\u031b': '+',
  '\u0301': "'",
  '\u0300': '`',
  '\u0309': '?',
  '\u0303': '~',
  '\u0323': '.',
}

/** TCVN3 has no capitals with tones: they are written small, as the fonts of capitals want them. */
export function toTcvn3(text: string): string {
  return each(text, (letter) => TCVN3_OF.get(letter) ?? TCVN3_OF.get(letter.toLowerCase()))
}

export function toVni(text: string): string {
  return each(text, (letter) => VNI_OF.get(letter))
}

export function toViqr(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?<=[aeiouyăâêôơư\p{M}])[.?'`~^(+*]/giu, '\\$&')
    .replace(/[\p{L}]/gu, (letter) => {
      if (letter === 'đ') return 'dd'
      if (letter === 'Đ') return 'DD'
      const [base = '', ...marks] = letter.normalize('NFD')
      // The shape of the vowel before its tone, whichever came first.
      const [shape = '', tone = ''] = [/[\u0302\u0306\u031b]/, /[\u0300\u0301\u0303\u0309\u0323]/].map(
        (kind) => marks.find((mark) => kind.test(mark)) ?? '',
      )
      return `${base}${VIQR_MARKS[shape] ?? ''}${VIQR_MARKS[tone] ?? ''}`
    })
}

export function toWindows1258(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      if (/[àáâèéêìíòóôùúýÀÁÂÈÉÊÌÍÒÓÔÙÚÝ]/.test(letter) && !/[ìÌòÒýÝ]/.test(letter)) return letter
      const apart = letter.normalize('NFD')
      const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(apart)?.[0] ?? ''
      const base = apart.replace(tone, '').normalize('NFC')
      return `${WINDOWS_1258_OF.get(base) ?? base}${tone === '' ? '' : (WINDOWS_1258_OF.get(tone) ?? tone)}`
    })
    .join('')
}

/** The bytes of a text whose characters are all of Latin-1. */
export function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

function each(text: string, encode: (letter: string) => string | undefined): string {
  return [...text.normalize('NFC')].map((letter) => encode(letter) ?? letter).join('')
}

import { fromViqr } from './viqr.ts'

/** The ways in which Vietnamese was written on computers before Unicode, as far as stations still meet them. */
export type LegacyEncoding = 'tcvn3' | 'vni' | 'viqr' | 'windows-1258'

/**
 * TCVN 5712:1993, VN3 (fonts .VnTime, ABC): the letters at the codes A1 to FE; a blank where the code has none. There are no
 * capitals with tones: those fonts show small letters large.
 */
const TCVN3_FROM_A1 = 'ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ'

/** TCVN3 codes as characters of Latin-1 → letters. */
export const TCVN3: ReadonlyMap<string, string> = new Map(
  [...TCVN3_FROM_A1].flatMap((letter, place) =>
    letter === ' ' ? [] : [[String.fromCharCode(0xa1 + place), letter] as const],
  ),
)

/** VNI-Windows: after which vowels which characters stand, and what they add as combining marks. */
const VNI_MARKS: readonly { after: string; adds: Readonly<Record<string, string>> }[] = [
  { after: 'aeouyôö', adds: { ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' } },
  {
    after: 'aeo',
    adds: {
      â: '\u0302',
      á: '\u0302\u0301',
      à: '\u0302\u0300',
      å: '\u0302\u0309',
      ã: '\u0302\u0303',
      ä: '\u0302\u0323',
    },
  },
  {
    after: 'a',
    adds: {
      ê: '\u0306',
      é: '\u0306\u0301',
      è: '\u0306\u0300',
      ú: '\u0306\u0309',
      ü: '\u0306\u0303',
      ë: '\u0306\u0323',
    },
  },
]

/** VNI-Windows: letters of one character. */
const VNI_SINGLES: Readonly<Record<string, string>> = {
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
}

/** VNI sequences of one or two characters → letters, small and capital. The case of a letter is that of its vowel. */
export const VNI: ReadonlyMap<string, string> = vniSequences()

/** Windows-1258 read as if it were Windows-1252: letters that stand elsewhere, and tones written after their vowel. */
export const WINDOWS_1258: ReadonlyMap<string, string> = new Map([
  ...Array.from('ÃãÐðÕõÝý', (character, place) => [character, 'ĂăĐđƠơƯư'.charAt(place)] as const),
  ['Ì', '\u0300'],
  ['Ò', '\u0309'],
  ['Þ', '\u0303'],
  ['ì', '\u0301'],
  ['ò', '\u0323'],
  ['þ', '₫'],
])

const VNI_SEQUENCE = new RegExp([...VNI.keys()].toSorted((a, b) => b.length - a.length).join('|'), 'g')

/**
 * A text of one legacy encoding, its bytes read as Windows-1252, as Unicode in NFC. What the encoding does not know stays as
 * it is.
 */
export function convertFrom(encoding: LegacyEncoding, text: string): string {
  if (encoding === 'viqr') return fromViqr(text)
  // Word keeps the characters of some fonts in the private use area: U+F0xx stands for the code xx.
  const plain = text.replace(/[\uf020-\uf0ff]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xf000))
  if (encoding === 'vni') return plain.replace(VNI_SEQUENCE, (found) => VNI.get(found) ?? found).normalize('NFC')
  const table = encoding === 'tcvn3' ? TCVN3 : WINDOWS_1258
  return Array.from(plain, (character) => table.get(character) ?? character)
    .join('')
    .normalize('NFC')
}

function vniSequences(): ReadonlyMap<string, string> {
  const sequences = new Map<string, string>()
  for (const [written, letter] of Object.entries(VNI_SINGLES)) {
    sequences.set(written, letter)
    sequences.set(written.toUpperCase(), letter.toUpperCase())
  }
  for (const { after, adds } of VNI_MARKS)
    for (const vowel of `${after}${after.toUpperCase()}`)
      for (const [mark, added] of Object.entries(adds)) {
        const letter = `${sequences.get(vowel) ?? vowel}${added}`.normalize('NFC')
        sequences.set(`${vowel}${mark}`, letter)
        sequences.set(`${vowel}${mark.toUpperCase()}`, letter)
      }
  return sequences
}

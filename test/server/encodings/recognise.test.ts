import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  convertFrom,
  encodingName,
  isSyllable,
  recogniseLegacy,
  restoreLostU,
  toUnicode,
} from '../../../server/encodings/index.ts'
import { TCVN3, VNI } from '../../../server/encodings/tables.ts'
import { ENCODERS, toTcvn3, toVni } from './encoders.ts'
import { NOTICE, sentence, syllable } from './words.ts'

const ENCODINGS = ['tcvn3', 'vni', 'viqr', 'windows-1258'] as const
const LOWER = 'àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ'

describe('the tables', () => {
  it('have every Vietnamese letter', () => {
    const tcvn3 = new Set(TCVN3.values())
    expect([...LOWER, ...'ĂÂÊÔƠƯĐ'].filter((letter) => !tcvn3.has(letter))).toEqual([])
    const vni = new Set(VNI.values())
    expect([...LOWER, ...LOWER.toUpperCase()].filter((letter) => !vni.has(letter))).toEqual([])
    expect([...vni].filter((letter) => !`${LOWER}${LOWER.toUpperCase()}`.includes(letter))).toEqual([])
  })

  it('give known words as they were shown on screens without the font', () => {
    expect(convertFrom('tcvn3', 'Céng hoµ x· héi chñ nghÜa ViÖt Nam')).toBe('Cộng hoà xã hội chủ nghĩa Việt Nam')
    expect(convertFrom('vni', 'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam')).toBe('Cộng hòa xã hội chủ nghĩa Việt Nam')
    expect(convertFrom('vni', 'ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC')).toBe('ĐỘC LẬP - TỰ DO - HẠNH PHÚC')
    expect(convertFrom('viqr', 'Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam, ddo^.c la^.p.')).toBe(
      'Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập.',
    )
    expect(convertFrom('windows-1258', 'Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam')).toBe(
      'Cộng hòa xã hội chủ nghĩa Việt Nam',
    )
  })

  it.each(ENCODINGS)('lead there and back for any word: %s', (encoding) => {
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 12 }), (words) => {
        // At the very end VIQR cannot tell a heavy tone from a full stop.
        const text = `${words.join(' ')} xong`
        expect(convertFrom(encoding, ENCODERS[encoding](text))).toBe(text)
      }),
    )
  })

  it('keep capitals where the encoding has them', () => {
    fc.assert(
      fc.property(syllable, (word) => {
        const loud = `${word} xong`.toUpperCase()
        expect(convertFrom('vni', toVni(loud))).toBe(loud)
        expect(convertFrom('viqr', ENCODERS.viqr(loud))).toBe(loud)
      }),
    )
  })
})

describe('syllables', () => {
  it('are known in any form, case and place of the tone', () => {
    for (const word of [
      'hòa',
      'hoà',
      'Nghiêng',
      'QUYẾT',
      'giữ',
      'gì',
      'quốc',
      'khuỷu',
      'Uỷ',
      'ấp',
      'đường',
      'ý',
      'huỳnh',
    ]) {
      expect([word, isSyllable(word), isSyllable(word.normalize('NFD'))]).toEqual([word, true, true])
    }
  })

  it('are not other words', () => {
    for (const word of ['café', 'naïve', 'über', 'Krông', 'TiÕng', 'Tieáng', 'được!', 'bạt-', 'hộỉ', 'các1', 'mặp̀']) {
      expect([word, isSyllable(word)]).toEqual([word, false])
    }
  })
})

describe('recognition', () => {
  it.each(ENCODINGS)('tells a notice in %s and gives it back in Unicode', (encoding) => {
    const small = encoding === 'tcvn3' ? NOTICE.replace('Ủy', 'ủy') : NOTICE
    const lines = ENCODERS[encoding](small).split('\n')
    expect(recogniseLegacy(lines)).toBe(encoding)
    expect(toUnicode(lines)).toEqual({ encoding, texts: small.split('\n') })
  })

  it.each(ENCODINGS)('tells any longer text in %s', (encoding) => {
    fc.assert(
      fc.property(sentence, (text) => {
        expect(toUnicode([ENCODERS[encoding](text)])).toEqual({ encoding, texts: [text] })
      }),
      { numRuns: 60 },
    )
  })

  it('never takes correct Vietnamese for something older, in NFC or NFD, in capitals or not', () => {
    fc.assert(
      fc.property(sentence, fc.constantFrom('NFC', 'NFD'), fc.boolean(), (text, form, isLoud) => {
        const written = (isLoud ? text.toUpperCase() : text).normalize(form)
        expect(toUnicode([written])).toEqual({ texts: [written.normalize('NFC')] })
        expect(recogniseLegacy([written], { isNotUnicode: true })).toBeUndefined()
      }),
    )
  })

  it.each([
    'The People’s Committee – “one-stop shop” – replies within 3 days. Is this so? To do: a (b) e. o+ u? i.',
    'Le café était fermé à midi; où est la mère de Noël? Déjà vu, naïve, façade, crème brûlée, maître.',
    'Größe, Übung, Mädchen, schön, für, süß, Käse, Tür, fünf, hören, Straße, Äpfel.',
    'El niño comió más; ¿dónde está la señora? Él también, así será el año próximo.',
    'Não são só irmãos; a opção é a educação da nação. Coração, mãe, avó.',
    'The layer is 10 µm thick; 5 µm and 20 µm films weigh 3 µg and 7 µg, at 25 °C ± 2 °C, 1½ × 2¼ m².',
    'f(a) = a^2 + b^2, o^2 + e^2; e.g. i.e. etc. What to do? Who are you? a. b. c. e. i. o. u.',
    '«Bản tin» • mục 1 · mục 2 © 2026 ® Đài truyền thanh',
    'Huyện Krông Búk, xã Ea Hồ, thị trấn Đắk Mil, xã Đạ Tẻh, buôn Kô Siêr, suối Đắk Rông',
    'Ủy ban nhân dân, 24 h, tel. 0277 3 851 234 - email: vp@sadec.gov.vn?x=a~b^c',
    '',
    '   ',
  ])('leaves alone: %s', (text) => {
    expect(toUnicode([text])).toEqual({ texts: [text] })
  })

  it('takes the Icelandic letter that old keyboards wrote for Đ as meant', () => {
    const text = 'Ðồng chí Bí thư Ðảng ủy đã dự; Ðại hội diễn ra tại Ðà Nẵng.'.replaceAll('Ð', '\u00d0')
    expect(toUnicode([text])).toEqual({ texts: ['Đồng chí Bí thư Đảng ủy đã dự; Đại hội diễn ra tại Đà Nẵng.'] })
  })

  it('converts the old parts of a document and keeps the others', () => {
    const texts = [
      'Kính gửi: Phòng Nội vụ',
      toTcvn3('bà con nộp hồ sơ đúng hạn, cán bộ hướng dẫn tận nơi'),
      'Số: 12/BC-UBND',
      '',
    ]
    expect(toUnicode(texts)).toEqual({
      encoding: 'tcvn3',
      texts: ['Kính gửi: Phòng Nội vụ', 'bà con nộp hồ sơ đúng hạn, cán bộ hướng dẫn tận nơi', 'Số: 12/BC-UBND', ''],
    })
  })

  it('makes titles of TCVN3 capital again, where its fonts did', () => {
    const old = ['CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM', '§éc lËp - Tù do - H¹nh phóc', 'UBND TØnh §ång Th¸p']
    expect(toUnicode(old).texts).toEqual([
      'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'UBND Tỉnh Đồng Tháp',
    ])
  })

  it('goes by a single word only where something else speaks for it', () => {
    expect(recogniseLegacy(['KÝnh'])).toBeUndefined()
    expect(recogniseLegacy(['KÝnh'], { isNotUnicode: true })).toBe('tcvn3')
    expect(recogniseLegacy(['KÝnh'], { fontsOf: 'tcvn3' })).toBe('tcvn3')
  })

  it('reads the ends of sentences in VIQR as ends', () => {
    const text = "Ba` con dde^'n ddo'ng ddu?. Ai chu+a ro~ thi` ho?i co^? Ha. Long la` vi.nh. Xin ca?m o+n ba` con."
    expect(convertFrom('viqr', text)).toBe(
      'Bà con đến đóng đủ. Ai chưa rõ thì hỏi cô? Hạ Long là vịnh. Xin cảm ơn bà con.',
    )
  })

  it('puts back the letter ư that a PDF of TCVN3 does not hold, where only one place for it makes a syllable', () => {
    expect(restoreLostU('nhng đợc hớng dẫn ở phờng, nớc ta có 5 km và 12 kg')).toBe(
      'nhưng được hướng dẫn ở phường, nước ta có 5 km và 12 kg',
    )
    expect(restoreLostU('ngời dân, UBND, th ký')).toBe('ngời dân, UBND, thư ký')
  })

  it('names encodings as people know them', () => {
    expect(ENCODINGS.map(encodingName)).toEqual(['TCVN3 (ABC)', 'VNI', 'VIQR', 'Windows-1258'])
  })
})

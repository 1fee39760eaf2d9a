import fc from 'fast-check'
import { isSyllable } from '../../../server/encodings/syllables.ts'

/** A notice as units send it, with every kind of letter. */
export const NOTICE = [
  'Ủy ban nhân dân phường thông báo lịch tiếp công dân định kỳ tháng này tại trụ sở.',
  'Bà con nộp hồ sơ đăng ký khai sinh trực tuyến thì không phải chờ đợi, kết quả được trả đúng hẹn.',
  'Mọi ý kiến phản ánh, kiến nghị xin gửi về đường dây nóng của Văn phòng; cán bộ trực sẽ ghi nhận và trả lời.',
  'Kính đề nghị các khóm, ấp phổ biến rộng rãi trên hệ thống truyền thanh để người dân, doanh nghiệp được biết.',
].join('\n')

const ONSETS = [
  '',
  'b',
  'c',
  'ch',
  'd',
  'đ',
  'g',
  'h',
  'kh',
  'l',
  'm',
  'n',
  'ng',
  'nh',
  'ph',
  't',
  'th',
  'tr',
  'v',
  'x',
]
const RIMES = [
  'a',
  'an',
  'ang',
  'ăn',
  'ât',
  'âu',
  'e',
  'ê',
  'ên',
  'iêc',
  'iêu',
  'o',
  'oan',
  'ông',
  'ơi',
  'u',
  'uôn',
  'ươc',
  'ương',
  'ưu',
  'y',
]
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']

/** Any Vietnamese syllable of the usual kinds, NFC. */
export const syllable: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...ONSETS), fc.constantFrom(...RIMES), fc.constantFrom(...TONES))
  .map(([onset, rime, tone]) => {
    const vowels = /[aăâeêioôơuưy]+/.exec(rime)?.[0] ?? ''
    const after = onset.length + rime.indexOf(vowels) + Math.max(1, vowels.search(/[ăâêôơư]/) + 1)
    const word = `${onset}${rime}`
    return `${word.slice(0, after)}${tone}${word.slice(after)}`.normalize('NFC')
  })
  .filter(isSyllable)

/** Sentences of many syllables, beginning with words that certainly carry marks. */
export const sentence: fc.Arbitrary<string> = fc
  .array(syllable, { minLength: 20, maxLength: 60 })
  .map((words) => `Cộng hòa xã hội chủ nghĩa nước tôi ${words.join(' ')}.`)

import { digitWords } from './numerals.ts'
import { before, matchAt, type Rule } from './spot.ts'

/** Telephone numbers, e-mail and web addresses: what a listener must be able to write down. */

const EMAIL = /[\p{L}\d_+-]+(?:\.[\p{L}\d_+-]+)*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/uy
const WEB =
  /(?:https?:\/\/(?:www\.)?|www\.)?((?:[a-z\d-]+\.)+(?:vn|com|org|net|info|edu|gov)(?![\p{L}\d])(?::\d+)?(?:\/[^\s<>"”“’)\]]*)?)/iuy
const MOBILE_OR_LANDLINE = /(?:(?:\+84|0)(?:\s?[ .-]?\d){8,10}|\(\+?\d{2,4}\)(?:\s?[ .-]?\d){6,9})(?!\d)/uy
const SERVICE = /1[89]00(?:[ .]?\d){4,6}(?!\d)/uy
/** 113, 114, 115, 1022, 111: said digit by digit where one is told to call them. */
const SHORT = /\d{3,8}(?![\d%]|[.,]\d|\s?(?:người|lượt|hộ|đồng|cuộc))/uy
const SAYS_CALL =
  /(?:^|[^\p{L}])(?:gọi(?: ngay| đến| tới| vào)?|tổng đài|đường dây nóng|hotline|điện thoại|SĐT|số máy|fax|zalo)(?: số| là)?\s*[:.(]?\s*(?:\d[\d. ]{1,12}\s?(?:,|;|và|hoặc)\s(?:số )?)*$/iu

const SIGNS: Readonly<Record<string, string>> = {
  '.': 'chấm',
  '@': 'a còng',
  '-': 'gạch ngang',
  _: 'gạch dưới',
  '/': 'gạch chéo',
  ':': 'hai chấm',
  '?': 'chấm hỏi',
  '=': 'bằng',
  '&': 'và',
  '+': 'cộng',
  '#': 'thăng',
  '%': 'phần trăm',
}

export const addresses: Rule = (spot) => {
  const email = matchAt(EMAIL, spot)
  if (email) return { length: email[0].length, said: spelled(email[0]) }
  const web = matchAt(WEB, spot)
  if (!web) return undefined
  const shown = web[0].replace(/[.,;:!?…]+$/u, '')
  const address = (web[1] ?? '').replace(/[.,;:!?…]+$/u, '').replace(/\/$/u, '')
  return { length: shown.length, said: spelled(address.replace(/^www\./i, '')) }
}

export const telephones: Rule = (spot) => {
  const found = matchAt(MOBILE_OR_LANDLINE, spot) ?? matchAt(SERVICE, spot)
  const digits = found?.[0].replace(/\D/g, '') ?? ''
  if (found && digits.length >= 8 && digits.length <= 12)
    return { length: found[0].length, said: telephoneWords(found[0]) }
  const short = SAYS_CALL.test(before(spot)) ? matchAt(SHORT, spot) : undefined
  return short && { length: short[0].length, said: telephoneWords(short[0]) }
}

/** Digits in the groups in which the number is written; in one piece it is cut as people say it: four, then threes. */
export function telephoneWords(written: string): string {
  const hasPlus = /^\(?\+/.test(written)
  const groups = written.split(/\D+/).filter((group) => group !== '')
  const cut = groups.length === 1 ? cutDigits(groups[0] ?? '') : groups
  return (hasPlus ? 'cộng ' : '') + cut.map(digitWords).join(', ')
}

function cutDigits(digits: string): string[] {
  if (digits.length <= 5) return [digits]
  if (digits.length === 8) return [digits.slice(0, 4), digits.slice(4)]
  const rest = digits.slice(4)
  const last = rest.length % 3 === 1 ? 4 : rest.length % 3 === 2 ? 2 : 3
  const threes = rest.slice(0, -last).match(/\d{3}/g) ?? []
  const groups = rest.length <= last ? [rest] : [...threes, rest.slice(-last)]
  return [digits.slice(0, 4), ...groups]
}

function spelled(address: string): string {
  return (address.match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? [])
    .map((part) => (/^\d/.test(part) ? digitWords(part) : (SIGNS[part] ?? part)))
    .join(' ')
}

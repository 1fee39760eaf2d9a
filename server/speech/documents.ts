import { type NumberWords, wholeWords } from './numerals.ts'
import { after, before, matchAt, phrase, type Rule } from './spot.ts'

/**
 * The numbers of papers: “30/2020/NĐ-CP”, “703/QĐ-UBND-HC”, “67/2025/QH15”, “18-NQ/TW”. An announcer says the number, its
 * year and who issued it; the kind and the issuer are left out where the sentence names them.
 */

/** Kinds of papers by their letters (Decree 30/2020/NĐ-CP, appendix III). */
const KINDS: Readonly<Record<string, string>> = {
  NQ: 'Nghị quyết',
  QĐ: 'Quyết định',
  CT: 'Chỉ thị',
  QC: 'Quy chế',
  TB: 'Thông báo',
  HD: 'Hướng dẫn',
  CTr: 'Chương trình',
  KH: 'Kế hoạch',
  PA: 'Phương án',
  ĐA: 'Đề án',
  DA: 'Dự án',
  BC: 'Báo cáo',
  BB: 'Biên bản',
  TTr: 'Tờ trình',
  HĐ: 'Hợp đồng',
  CĐ: 'Công điện',
  GM: 'Giấy mời',
  KL: 'Kết luận',
  NĐ: 'Nghị định',
  TT: 'Thông tư',
  TTLT: 'Thông tư liên tịch',
}

/** Who issued, as said, and the words by which a sentence may have named it already. */
const ISSUERS: Readonly<Record<string, readonly [said: string, ...named: string[]]>> = {
  CP: ['Chính phủ'],
  TTg: ['Thủ tướng Chính phủ', 'thủ tướng'],
  UBND: ['Ủy ban nhân dân', 'ubnd'],
  HĐND: ['Hội đồng nhân dân', 'hđnd'],
  UBTVQH: ['Ủy ban Thường vụ Quốc hội'],
  VPCP: ['Văn phòng Chính phủ'],
  TW: ['Trung ương', 'trung ương'],
  TU: [''],
  BNV: ['Bộ Nội vụ'],
  BTC: ['Bộ Tài chính'],
  BTP: ['Bộ Tư pháp'],
  BCA: ['Bộ Công an'],
  BQP: ['Bộ Quốc phòng'],
  BYT: ['Bộ Y tế'],
  BCT: ['Bộ Công Thương'],
  BXD: ['Bộ Xây dựng'],
  BGDĐT: ['Bộ Giáo dục và Đào tạo'],
  BKHCN: ['Bộ Khoa học và Công nghệ'],
  BTTTT: ['Bộ Thông tin và Truyền thông'],
  BTNMT: ['Bộ Tài nguyên và Môi trường'],
  BNNMT: ['Bộ Nông nghiệp và Môi trường'],
  BNNPTNT: ['Bộ Nông nghiệp và Phát triển nông thôn'],
  BGTVT: ['Bộ Giao thông vận tải'],
  BKHĐT: ['Bộ Kế hoạch và Đầu tư'],
  BLĐTBXH: ['Bộ Lao động - Thương binh và Xã hội'],
  BVHTTDL: ['Bộ Văn hóa, Thể thao và Du lịch'],
  BDTTG: ['Bộ Dân tộc và Tôn giáo'],
  SNV: ['Sở Nội vụ'],
  STTTT: ['Sở Thông tin và Truyền thông'],
}

const STATE = /(\d{1,6}[a-zA-Z]?)?(?:\/(\d{4}))?\/(\p{Lu}\p{L}*\d{0,2}(?:[-–]\p{Lu}[\p{L}\d&]*)*)(?![\p{L}\d])/uy
const PARTY = /(\d{1,5})[-–](\p{Lu}\p{L}{1,2})\/(\p{Lu}{2,5})(?![\p{L}\d])/uy
/** “NĐ-CP” without a number. */
const BARE = /(\p{Lu}\p{L}{1,3})[-–](\p{Lu}\p{L}+)(?![\p{L}\d]|[-–]\p{Lu})/uy
const NUMBER_SAID = /(?:^|[^\p{L}])số\s*:?\s*$/iu
/** “… ngày 22/12/2024 của Bộ Chính trị”: the sentence itself says whose it is. */
const NAMED_NEXT = /^,?\s+(?:ngày [^;.]{1,40}?\s)?của\s/u
/** Vague on purpose: a stop or a semicolon ends what the sentence may have said of a paper. */
const SENTENCE = /[;.!?](?=\s|$)/u

interface Paper {
  number: string
  year: string | undefined
  kind: string | undefined
  /** The letters of the kind: “TT 39/2020/TT-BTTTT” says it before the number. */
  letters: string
  /** As said; undefined when the letters are not known. */
  issuer: string | undefined
  /** Lower case. */
  named: string[]
}

export const documents: Rule = (spot) => {
  const state = matchAt(STATE, spot)
  const party = state ? undefined : matchAt(PARTY, spot)
  const length = (state ?? party)?.[0].length
  if (length === undefined) return bare(spot)
  const symbol = state?.[3]
  // “Đài/Trạm” and “khóm 3/An Hòa” are no papers: their words have small letters after the first.
  if (symbol !== undefined && !/\p{Lu}{2}|^CTr|^TTr/u.test(symbol)) return undefined
  const number = state?.[1] ?? party?.[1]
  // Without a number it is one only where a number was left out: “Số: /KH-UBND”, not “HĐND/UBND”.
  if (number === undefined && !/(?:^|[\s:(.…])$/u.test(before(spot))) return undefined
  const paper =
    number === undefined
      ? undefined
      : state
        ? statePaper(number, state[2], symbol ?? '')
        : partyPaper(number, party?.[2] ?? '', party?.[3] ?? '')
  // A number left blank, or letters that nobody explained, are asked for and not guessed.
  if (!paper || (paper.kind === undefined && paper.issuer === undefined))
    return /[-–]/.test(symbol ?? '') ? { length, isUnknown: true } : undefined
  const [line, rest] = [before(spot), after(spot, length)]
  const sentence = `${line.split(SENTENCE).at(-1) ?? ''} … ${rest.split(SENTENCE)[0] ?? ''}`.toLocaleLowerCase('vi')
  const isNamedNext = NAMED_NEXT.test(rest)
  return { length, said: paperWords(isNamedNext ? { ...paper, issuer: undefined } : paper, line, sentence, spot.words) }
}

/** “NĐ-CP”: “Nghị định của Chính phủ”. */
const bare: Rule = (spot) => {
  const found = matchAt(BARE, spot)
  const kind = found && KINDS[found[1] ?? '']
  const issuer = found && ISSUERS[found[2] ?? '']?.[0]
  return found && kind !== undefined && issuer ? { length: found[0].length, said: `${kind} của ${issuer}` } : undefined
}

function statePaper(number: string, year: string | undefined, symbol: string): Paper {
  const parliament = /^QH(\d{1,2})$/.exec(symbol)
  if (parliament)
    return {
      number,
      year,
      kind: undefined,
      letters: '',
      issuer: `Quốc hội khóa ${wholeWords(parliament[1] ?? '')}`,
      named: ['quốc hội'],
    }
  const [first = '', second] = symbol.split(/[-–]/)
  const kind = KINDS[first]
  // A letter without a kind (công văn) begins with who issued it.
  const [issuer, ...named] = ISSUERS[(kind === undefined ? first : (second ?? '')).replace(/\d+$/, '')] ?? []
  return {
    number,
    year,
    kind,
    letters: first,
    issuer,
    named: [...named, ...(issuer ? [issuer.toLocaleLowerCase('vi')] : [])],
  }
}

function partyPaper(number: string, letters: string, by: string): Paper | undefined {
  const kind = KINDS[letters]
  const [issuer, ...named] = ISSUERS[by] ?? []
  return kind === undefined ? undefined : { number, year: undefined, kind, letters, issuer, named }
}

function paperWords(
  { number, year, kind, letters, issuer, named }: Paper,
  line: string,
  sentence: string,
  words: NumberWords,
) {
  const isNumbered = NUMBER_SAID.test(line)
  const isShort = new RegExp(String.raw`(?:^|[^\p{L}])${letters}(?: số)?\s*:?\s*$`, 'u').test(line)
  const isKindSaid = kind === undefined || isShort || sentence.includes(kind.toLocaleLowerCase('vi'))
  const isIssuerSaid = !issuer || named.some((name) => sentence.replaceAll('uỷ', 'ủy').includes(name))
  const figure = `${numberWords(number, words)}${year === undefined ? '' : ` năm ${wholeWords(year, words)}`}`
  const by = !isIssuerSaid && `của ${issuer}`
  if (isNumbered && !isKindSaid) return phrase(`${figure},`, kind, by)
  return phrase(!isKindSaid && kind, !isNumbered && 'số', figure, by)
}

/** “12a” has its letter said after the number. */
function numberWords(number: string, words: NumberWords): string {
  return phrase(wholeWords(number.replace(/\D/g, ''), words), number.replace(/\d/g, ''))
}

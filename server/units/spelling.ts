/**
 * One name for all the ways of writing it. Sources of the variants: the plan of Sa Đéc of June 2023 alone writes “Phường 1” and
 * “phường 2”, “Văn hoá - Thông tin” and “Văn hóa và Thông tin”, “Văn phòng HĐND và UBND” and its long form.
 */

/** Abbreviations of offices as papers and chats write them, in small letters, by what they stand for. */
const SHORT_FORMS: readonly (readonly [short: string, long: string])[] = [
  ['ubnd', 'ủy ban nhân dân'],
  ['hđnd', 'hội đồng nhân dân'],
  ['ubmttq', 'ủy ban mặt trận tổ quốc'],
  ['mttq', 'mặt trận tổ quốc'],
  ['vp', 'văn phòng'],
  ['vhtt', 'văn hóa thông tin'],
  ['vh tt', 'văn hóa thông tin'],
  ['vhtt tt', 'văn hóa thể thao truyền thanh'],
  ['tnmt', 'tài nguyên môi trường'],
  ['tn mt', 'tài nguyên môi trường'],
  ['tckh', 'tài chính kế hoạch'],
  ['tc kh', 'tài chính kế hoạch'],
  ['gdđt', 'giáo dục đào tạo'],
  ['gd đt', 'giáo dục đào tạo'],
  ['lđtbxh', 'lao động thương binh xã hội'],
  ['lđtb xh', 'lao động thương binh xã hội'],
  ['lđ tb xh', 'lao động thương binh xã hội'],
  ['lđ tbxh', 'lao động thương binh xã hội'],
  ['qlđt', 'quản lý đô thị'],
  ['khcn', 'khoa học công nghệ'],
  ['vhxh', 'văn hóa xã hội'],
  ['vh xh', 'văn hóa xã hội'],
  ['ktht', 'kinh tế hạ tầng'],
  ['tthc', 'thủ tục hành chính'],
  ['pvhcc', 'phục vụ hành chính công'],
  ['tp', 'thành phố'],
  ['tx', 'thị xã'],
  ['q', 'quận'],
  ['h', 'huyện'],
  ['x', 'xã'],
]

/** Abbreviations that stand for two things: either reading is tried. */
const DOUBLE_FORMS: Readonly<Record<string, readonly [string, string]>> = {
  p: ['phường', 'phòng'],
  tt: ['thị trấn', 'trung tâm'],
}

const LONGEST_SHORT_FORM = 3
/** A name with more doubtful abbreviations than this is read plainly from there on. */
const MOST_READINGS = 8

/** Words that join two parts of one name and may be written as well as not: “và”, “-”, “&”. */
const JOINING = new Set(['và', '-', '&'])

const PLACE_KINDS = ['thành phố', 'thị xã', 'huyện', 'quận', 'tỉnh']

/**
 * A line as it is kept and shown: NFC, no hidden characters, one space where there is any (a non-breaking one too), no number
 * or dash of a list before it, no full stop, comma or semicolon after it.
 */
export function tidyName(written: string): string {
  return written
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:(?:[-–—•*+]|\d{1,3}[.)](?!\d))\s*)+/u, '')
    .replace(/[\s.,;:]+$/u, '')
    .trim()
}

/**
 * The keys under which a name is known (pure), the plain reading first: two names with a key in common are the same name.
 * What does not count: large and small letters, where the tone mark of a syllable stands (hoá, hóa), y for i (quý, quí),
 * abbreviations, joining words and dashes, full stops.
 */
export function keysOf(written: string): string[] {
  const words = wordsOf(written)
  let readings: string[][] = [[]]
  for (let at = 0; at < words.length; ) {
    const { taken, meanings } = meaningsAt(words, at)
    const tried = readings.length < MOST_READINGS ? meanings : meanings.slice(0, 1)
    readings = readings.flatMap((begun) => tried.map((meaning) => [...begun, ...meaning.split(' ')]))
    at += taken
  }
  return [...new Set(readings.map((reading) => reading.map(syllableKey).join(' ')))]
}

/** The same without what may be left out (pure): “UBND” before a ward, the town at the end. */
export function looseKeysOf(written: string): string[] {
  return [...new Set(keysOf(written).map(loosened))]
}

/** A key without marks, for what was typed without any (pure). */
export function bareKey(key: string): string {
  return key.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
}

/** Whether a text has no mark of Vietnamese at all (pure). */
export function isBare(written: string): boolean {
  return !/[\u0300-\u036fđĐ]/u.test(written.normalize('NFD'))
}

function wordsOf(written: string): string[] {
  return tidyName(written)
    .toLocaleLowerCase('vi')
    .replace(/[–—‑‐]/gu, '-')
    .replace(/["“”'‘’()]/gu, ' ')
    .replace(/\./gu, ' ')
    .replace(/(?<=\p{L})(?=\d)/gu, ' ')
    .replace(/[-&,;/+]/gu, ' - ')
    .split(/\s+/u)
    .filter((word) => word !== '' && !JOINING.has(word))
    .map((word) => (/^\d+$/.test(word) ? String(Number(word)) : word))
}

function meaningsAt(words: readonly string[], at: number): { taken: number; meanings: readonly string[] } {
  for (let taken = Math.min(LONGEST_SHORT_FORM, words.length - at); taken > 0; taken--) {
    const short = words.slice(at, at + taken).join(' ')
    const found = SHORT_FORMS.find(([form]) => form === short || bareKey(form) === short)
    if (found) return { taken, meanings: [found[1]] }
    const double = taken === 1 ? DOUBLE_FORMS[short] : undefined
    if (double) return { taken, meanings: /^\d+$/.test(words[at + 1] ?? '') ? [double[0]] : double }
  }
  return { taken: 1, meanings: [words[at] ?? ''] }
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu

/** A syllable with its tone at its end, so that it does not matter over which vowel it was written. */
function syllableKey(syllable: string): string {
  const parts = syllable.normalize('NFD')
  const tone = parts.match(TONES)?.[0] ?? ''
  const letters = parts.replace(TONES, '').normalize('NFC')
  const plain = letters.replace(/^((?:h|k|l|m|s|t|v|qu)?)y$/u, '$1i')
  return `${plain}${tone}`
}

const WARDS = [['phường'], ['xã'], ['thị', 'trấn']].map(keyed)
const COMMITTEE = keyed(['ủy', 'ban', 'nhân', 'dân'])
const PLACES = PLACE_KINDS.map((kind) => keyed(kind.split(' ')))
const PROVINCE = syllableKey('tỉnh')
/** How an office begins: what follows “Thành phố” and begins so is another office, not the name of the town. */
const OFFICES = [
  ['phòng'],
  ['phường'],
  ['xã'],
  ['ban'],
  ['sở'],
  ['đội'],
  ['đoàn'],
  ['trường'],
  ['trạm'],
  ['đài'],
  ['ủy', 'ban'],
  ['hội', 'đồng'],
  ['thanh', 'tra'],
  ['văn', 'phòng'],
  ['trung', 'tâm'],
  ['công', 'an'],
].map(keyed)
/** “Buôn Ma Thuột”, “Hồ Chí Minh”; a name of four would let “Sa Đéc, Thanh tra” pass for a town. */
const LONGEST_TOWN = 3

function keyed(words: readonly string[]): string[] {
  return words.map(syllableKey)
}

function loosened(key: string): string {
  const all = key.split(' ')
  const isOfAWard = begins(all, COMMITTEE) && WARDS.some((ward) => begins(all.slice(COMMITTEE.length), ward))
  const words = isOfAWard ? all.slice(COMMITTEE.length) : all
  const own = begins(words, COMMITTEE) ? words.slice(COMMITTEE.length) : words
  if (PLACES.some((place) => begins(own, place))) return words.join(' ')
  const cut = words.findIndex((_, at) => {
    const place = at > 0 ? PLACES.find((one) => begins(words.slice(at), one)) : undefined
    return place !== undefined && isTown(words.slice(at + place.length))
  })
  return (cut < 0 ? words : words.slice(0, cut)).join(' ')
}

/** What may follow “thành phố”: nothing, or the name of a town, and of its province. */
function isTown(words: readonly string[]): boolean {
  const province = words.indexOf(PROVINCE)
  const town = province < 0 ? words : words.slice(0, province)
  return town.length <= LONGEST_TOWN && !OFFICES.some((office) => begins(town, office))
}

function begins(words: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((word, place) => words[place] === word)
}

import { fold } from '../../vietnamese/index.ts'

/** Triples of words: short enough to survive a corrected word, long enough not to be everybody's. */
const WORDS_A_SHINGLE = 3
/** Shorter texts (“Kính gửi đài bài tháng 11”) are alike by their manners, not by what they say. */
const LEAST_WORDS = 12
const BANDS = 32
const ROWS = 3
/** From here on two items are told to be alike: about every second triple is shared. */
export const ALIKE_FROM = 0.5

/** The words of a text as they are compared: small letters without marks, figures; punctuation separates. */
export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * What two texts are compared by (pure): the 32-bit hashes of their word triples. Marks, case, punctuation, spaces and line
 * breaks play no part. Empty for texts too short to be compared.
 */
export function shinglesOf(text: string): ReadonlySet<number> {
  const words = wordsOf(text)
  const shingles = new Set<number>()
  if (words.length < LEAST_WORDS) return shingles
  for (let at = 0; at + WORDS_A_SHINGLE <= words.length; at++) {
    shingles.add(hashOf(words.slice(at, at + WORDS_A_SHINGLE).join(' ')))
  }
  return shingles
}

/** The share of triples that both have of all that either has: 0…1, the same either way round (Jaccard). */
export function likenessOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const shingle of a) if (b.has(shingle)) shared += 1
  return shared / (a.size + b.size - shared)
}

/**
 * Where to look for texts that are alike (pure): min-hashes in bands (A. Broder, On the resemblance and containment of
 * documents, 1997; 32 bands of 3 rows). Two texts of likeness s share a band with probability 1 − (1 − s³)³²: 98 % at one
 * half, 23 % at one fifth. Each key is the band's number × 2³² + its hash; none for a text too short to be compared.
 */
export function bandsOf(shingles: ReadonlySet<number>): number[] {
  if (shingles.size === 0) return []
  const least = new Uint32Array(BANDS * ROWS).fill(0xffff_ffff)
  for (const shingle of shingles) {
    for (let row = 0; row < least.length; row++) {
      const hash = mixed(shingle ^ Math.imul(row + 1, 0x9e37_79b1))
      if (hash < (least[row] ?? 0)) least[row] = hash
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    let hash = band
    for (let row = 0; row < ROWS; row++) hash = mixed(hash ^ (least[band * ROWS + row] ?? 0))
    return band * 2 ** 32 + hash
  })
}

/** FNV-1a over UTF-16 units, finished so that near inputs lie far apart. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193)
  return mixed(hash)
}

/** The finish of MurmurHash3: every bit of the input moves every bit of the result. */
function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

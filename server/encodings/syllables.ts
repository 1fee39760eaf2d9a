/** First consonants, longest first (Ministry of Education, âm đầu). `qu` and `gi` count as consonants here. */
const ONSETS = 'ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x'

/** Everything after the first consonant, without the tone (vần), for every Vietnamese syllable in use. */
const RIMES = [
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây',
  'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu',
  'i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu',
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong op ot',
  'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt',
  'u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm uôn uông uôt uơ',
  'uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu',
  'y yên yêm yêng yêt yêu',
]
  .join(' ')
  .replaceAll(' ', '|')

const SHAPE = new RegExp(`^(?:${ONSETS})?(?:${RIMES})$`)
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
/** Before these endings only the sharp and the heavy tone occur. */
const STOPPED = /(?:c|ch|p|t)$/
const TONE_OF_STOPPED = /[\u0301\u0323]/

/**
 * Whether a word is written as a Vietnamese syllable may be: a first consonant, a rime, at most one tone, which fits the
 * ending. Any Unicode form and case, the tone on either vowel (hòa, hoà). Most foreign words are none; a few are by chance.
 */
export function isSyllable(word: string): boolean {
  if (word.length > 14) return false
  const apart = word.toLowerCase().normalize('NFD')
  const tones = apart.match(TONES) ?? []
  if (tones.length > 1) return false
  const bare = apart.replace(TONES, '').normalize('NFC')
  if (!SHAPE.test(bare)) return false
  return !STOPPED.test(bare) || TONE_OF_STOPPED.test(tones[0] ?? '')
}

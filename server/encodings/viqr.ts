const SHAPES: Readonly<Record<string, string>> = { '^': '\u0302', '(': '\u0306', '+': '\u031b', '*': '\u031b' }
const TONES: Readonly<Record<string, string>> = {
  "'": '\u0301',
  '`': '\u0300',
  '?': '\u0309',
  '~': '\u0303',
  '.': '\u0323',
}
const SHAPES_OF: Readonly<Record<string, string>> = { a: '^(', e: '^', o: '^+*', u: '+*' }

/** A vowel with what VIQR writes after it: the shape, then the tone. */
const VOWEL = /([aeiouy])(?:([\^(+*])([`'?~.])?|([`'?~.])([\^(+*])?)/gi
/** Marks that hardly stand after a vowel in any other text. */
const PLAIN_SIGN = /[aeo]\^|[ou]\+|a\([a-z`'?~.]|[aeiou][`~][a-z]/i

/** Whether a word carries a mark that only VIQR writes; dots and question marks say nothing, they end sentences. */
export function looksLikeViqr(word: string): boolean {
  return PLAIN_SIGN.test(word)
}

/**
 * VIQR (RFC 1456) as Unicode in NFC: `Tie^'ng Vie^.t` is “Tiếng Việt”, `dd` is đ, a backslash keeps the next character as it
 * is. A dot or question mark that ends a sentence stays one.
 */
export function fromViqr(text: string): string {
  const kept: string[] = []
  const shielded = text.replace(/\\([`'?~.^(+*\\dD])/g, (_, character: string) => {
    kept.push(character)
    return '\ue000'
  })
  const converted = shielded
    .replace(/dd/g, 'đ')
    .replace(/D[dD]/g, 'Đ')
    .replace(VOWEL, (whole, vowel: string, shape1, tone1, tone2, shape2, place: number, all: string) => {
      const shape: string = shape1 ?? shape2 ?? ''
      const tone: string = tone1 ?? tone2 ?? ''
      const isShape = shape !== '' && (SHAPES_OF[vowel.toLowerCase()] ?? '').includes(shape)
      if (shape !== '' && !isShape) return whole
      const endsSentence = shape2 === undefined && closesSentence(all, place + whole.length, tone)
      const letter = `${vowel}${isShape ? SHAPES[shape] : ''}${endsSentence ? '' : (TONES[tone] ?? '')}`
      return `${letter.normalize('NFC')}${endsSentence ? tone : ''}`
    })
  let next = 0
  return converted.replace(/\ue000/g, () => kept[next++] ?? '').normalize('NFC')
}

/** A dot or question mark followed by the end, or by a capital unless its own word is a name too (“Ha. Long”). */
function closesSentence(text: string, after: number, tone: string): boolean {
  if (tone !== '.' && tone !== '?') return false
  const rest = text.slice(after, after + 4)
  if (/^["')\]\u201d]*(?:\s*$|\s*\n)/.test(rest) && after + rest.length >= text.length) return true
  if (/^["')\]\u201d]*[^\S\n]*\n/.test(rest)) return true
  if (!/^["')\]\u201d]*\s+["'(\u201c]*\p{Lu}/u.test(rest)) return false
  const word = /\S+$/.exec(text.slice(Math.max(0, after - 16), after))?.[0] ?? ''
  return !/^["'(\u201c]*\p{Lu}/u.test(word)
}

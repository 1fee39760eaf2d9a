import { convertFrom, type LegacyEncoding, toUnicode } from '../encodings/index.ts'

/** A piece of text in one font; the font is absent where the style decides. */
export interface Segment {
  text: string
  font?: string
}

/** Letters that neither TCVN3 nor VNI has: such a text is Unicode already, whatever its font. */
const BEYOND_LATIN_1 = /[\u0102-\u01b0\u1ea0-\u1ef9]/

/** The encoding that a font was made for: .VnTime, .VnArialH; VNI-Times, VNI Helve. */
export function encodingOfFont(font: string): LegacyEncoding | undefined {
  if (/^\.vn/i.test(font)) return 'tcvn3'
  return /^vni[- ]/i.test(font) ? 'vni' : undefined
}

/**
 * The texts of paragraphs in Unicode. What stands in a font of an old encoding is converted by it, and made capital where the
 * font has only capitals (.VnTimeH); the rest is recognised by its words. `named`: the encoding of fonts that styles name.
 */
export function unicodeSegments(
  paragraphs: readonly (readonly Segment[])[],
  named: LegacyEncoding | undefined,
): { texts: string[]; encoding?: LegacyEncoding } {
  let found: LegacyEncoding | undefined
  const rest: string[] = []
  const drafts = paragraphs.map((segments) =>
    segments.map(({ text, font }): string | number => {
      const encoding = font === undefined ? undefined : encodingOfFont(font)
      if (!encoding || BEYOND_LATIN_1.test(text)) return rest.push(text) - 1
      const changed = convertFrom(encoding, text)
      if (changed !== text) found ??= encoding
      return encoding === 'tcvn3' && /h$/i.test(font ?? '') ? changed.toUpperCase() : changed
    }),
  )
  const fontsOf = found ?? named
  const { texts, encoding } = toUnicode(rest, fontsOf === undefined ? {} : { fontsOf })
  const joined = drafts.map((draft) =>
    draft.map((part) => (typeof part === 'number' ? (texts[part] ?? '') : part)).join(''),
  )
  const told = found ?? encoding
  return { texts: joined, ...(told !== undefined && { encoding: told }) }
}

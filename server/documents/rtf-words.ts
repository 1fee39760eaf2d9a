/** A piece of RTF (Rich Text Format 1.9.1): a group begins or ends, a control word, or plain characters. */
export type RtfPiece =
  | { kind: 'open' }
  | { kind: 'close' }
  /** `\name123`; a sign stands for itself: `\*`, `\~`. */
  | { kind: 'word'; name: string; value?: number }
  /** `\'e1`: one byte in the encoding of its font. */
  | { kind: 'byte'; code: number }
  | { kind: 'text'; text: string }

const WORD = /\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?/y
const BYTE = /\\'([0-9a-fA-F]{2})/y
const TEXT = /[^\\{}\r\n]+/y

/** The pieces of an RTF text, its bytes given as Latin-1. Raw data behind `\bin` is passed over. */
export function* rtfPieces(source: string): Generator<RtfPiece> {
  let at = 0
  while (at < source.length) {
    const character = source[at]
    if (character === '{' || character === '}') {
      at += 1
      yield { kind: character === '{' ? 'open' : 'close' }
    } else if (character === '\\') {
      const word = matchAt(WORD, source, at)
      const byte = word ? undefined : matchAt(BYTE, source, at)
      if (word) {
        const value = word[2] === undefined ? undefined : Number(word[2])
        at += word[0].length
        if (word[1] === 'bin') at += Math.max(0, value ?? 0)
        else yield { kind: 'word', name: word[1] ?? '', ...(value !== undefined && { value }) }
      } else if (byte) {
        at += byte[0].length
        yield { kind: 'byte', code: Number.parseInt(byte[1] ?? '', 16) }
      } else {
        yield { kind: 'word', name: source[at + 1] ?? '' }
        at += 2
      }
    } else if (character === '\r' || character === '\n') at += 1
    else {
      const text = matchAt(TEXT, source, at)?.[0] ?? ''
      at += Math.max(1, text.length)
      yield { kind: 'text', text }
    }
  }
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(source) ?? undefined
}

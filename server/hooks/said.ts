/** This much of what a hook says is kept. */
export const KEPT_CHARACTERS = 500

/** What is said of a hook that was broken off. */
export const BROKEN_OFF = 'Bị ngắt vì Lên Sóng đang đóng'

/** Keeps the beginning of a text that comes in pieces of UTF-8, cut at whole characters. */
export class Said {
  readonly #decoder = new TextDecoder()
  #text = ''

  add(bytes: Uint8Array): void {
    // A character is two units at most, so twice as many units are surely enough.
    if (this.#text.length < KEPT_CHARACTERS * 2) this.#text += this.#decoder.decode(bytes, { stream: true })
  }

  text(): string {
    return firstOf(this.#text)
  }
}

/** The first characters of a text, without blanks around them and without the signs that steer terminals. */
export function firstOf(text: string): string {
  const plain = text.replace(ESCAPES, '').replace(CONTROLS, '').trim()
  return Array.from(plain.slice(0, KEPT_CHARACTERS * 2))
    .slice(0, KEPT_CHARACTERS)
    .join('')
}

const ESCAPE = String.fromCharCode(27)
const ESCAPES = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]`, 'g')
/** Control characters but for tab and line feed. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu

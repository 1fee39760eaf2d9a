/** The same as the station does in server/vietnamese: a list that a page filters stands in the order of one that was sent. */
const ORDER = new Intl.Collator('vi', { numeric: true })

/**
 * A text as somebody types who is looking for it: small letters without marks, đ as d, any kind of space as one space. Of
 * a text in NFC without doubled spaces each character becomes exactly one, so that a place in the result is the same place
 * in the original.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase('vi')
    .replaceAll('đ', 'd')
    .replace(/\s+/gu, ' ')
}

/** The order of a Vietnamese list: a ă â … d đ, marks after letters, figures by their value. For `toSorted`. */
export function compareVietnamese(a: string, b: string): number {
  return ORDER.compare(a, b)
}

/** Whether every word that is looked for stands in a text, with or without marks; nothing stands in every text. Pure. */
export function hasWords(text: string, wanted: string): boolean {
  const folded = fold(text)
  return fold(wanted)
    .trim()
    .split(' ')
    .every((word) => folded.includes(word))
}

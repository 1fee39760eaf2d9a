/** Where a text may be parted, the best places first: between paragraphs, lines, sentences, words. */
const SEAMS = [/\n\n+/g, /\n/g, /[.!?…]\s+/g, /\s+/g] as const
/** A part is filled so far at least before a worse seam is looked for. */
const LEAST_SHARE = 0.5

/**
 * A text in parts of at most so many letters (pure), in their order: parted between paragraphs where that fills a part at least by
 * half, else between lines, sentences, words. Nothing but the space at the seams is left out.
 */
export function partsOf(text: string, longest: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > longest) {
    const end = seamIn(rest, longest)
    parts.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest]
}

function seamIn(text: string, longest: number): number {
  const head = text.slice(0, longest)
  for (const seam of SEAMS) {
    const end = [...head.matchAll(seam)].at(-1)
    const place = end ? end.index + end[0].length : 0
    if (place >= longest * LEAST_SHARE) return place
  }
  // A letter of two halves is never cut through.
  return /[\uD800-\uDBFF]$/.test(head) && longest > 1 ? longest - 1 : longest
}

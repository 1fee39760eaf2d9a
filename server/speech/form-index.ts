/** A written form and how it is said. */
export interface Form {
  written: string
  said: string
}

/** Finds the longest of many written forms at a place of a text; a form counts only as a whole word or figure. */
export class FormIndex {
  readonly #byFirst = new Map<string, Form[]>()

  constructor(forms: Iterable<Form>) {
    for (const form of forms) {
      const first = form.written.charAt(0)
      const group = this.#byFirst.get(first)
      if (group) group.push(form)
      else this.#byFirst.set(first, [form])
    }
    for (const group of this.#byFirst.values()) group.sort((a, b) => b.written.length - a.written.length)
  }

  at(text: string, at: number): Form | undefined {
    return this.#byFirst
      .get(text.charAt(at))
      ?.find(({ written }) => text.startsWith(written, at) && isWhole(text, at, written))
  }
}

/** “15/11” is not in “15/11/2026”, “TP” not in “TPHCM”; behind a form that ends in a point a word may follow at once. */
function isWhole(text: string, at: number, written: string): boolean {
  const [previous, next] = [
    text.slice(Math.max(0, at - 2), at),
    text.slice(at + written.length, at + written.length + 2),
  ]
  const [startsWithWord, endsWithWord] = [/^[\p{L}\d]/u.test(written), /[\p{L}\d]$/u.test(written)]
  if (startsWithWord && /[\p{L}\d]$/u.test(previous)) return false
  if (endsWithWord && /^[\p{L}\d]/u.test(next)) return false
  if (/^\d/.test(written) && /\d[.,/:-]$/.test(previous)) return false
  return !(/\d$/.test(written) && /^[.,/:-]\d/.test(next))
}

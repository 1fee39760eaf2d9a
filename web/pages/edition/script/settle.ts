/**
 * Vietnamese as it is typed. UniKey and Telex replace what they have written by backspaces that they count themselves: a field
 * whose value is changed under them loses signs. So a field is left alone while anybody is in it; what a keyboard has composed
 * of several signs (ê + U+0301) is put into NFC when the field is left, and the caret stays where it was.
 */

/** A text and what is selected in it, UTF-16 units. */
export interface Typed {
  text: string
  start: number
  end: number
}

/** The same text in NFC with ordinary blanks, the selection at the same signs (pure). */
export function settled({ text, start, end }: Typed): Typed {
  const whole = form(text)
  const carried = (at: number) => Math.min(form(text.slice(0, at)).length, whole.length)
  return { text: whole, start: carried(start), end: carried(end) }
}

function form(text: string): string {
  return text.normalize('NFC').replace(/[\u00a0\u202f]/g, ' ')
}

/** Settles a field whenever it is left for another one; never while something is being composed in it. */
export function settleOnLeaving(field: HTMLTextAreaElement | HTMLInputElement): () => void {
  let isComposing = false
  const composing = () => (isComposing = true)
  const composed = () => (isComposing = false)
  const left = () => {
    // The whole window was left: the field still has the caret and will be typed in again.
    if (isComposing || document.activeElement === field) return
    const typed = { text: field.value, start: field.selectionStart ?? 0, end: field.selectionEnd ?? 0 }
    const { text, start, end } = settled(typed)
    if (text === typed.text) return
    field.value = text
    field.setSelectionRange(start, end)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  field.addEventListener('compositionstart', composing)
  field.addEventListener('compositionend', composed)
  field.addEventListener('blur', left)
  return () => {
    field.removeEventListener('compositionstart', composing)
    field.removeEventListener('compositionend', composed)
    field.removeEventListener('blur', left)
  }
}

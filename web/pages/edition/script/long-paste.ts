/**
 * Long pastes. A browser lays a pasted text out line by line inside its undo history: 84,000 characters take seconds, a
 * million freeze the page for minutes (measured in Chromium). Set as one value the same text is there at once.
 */

/** From this many characters on, undoing is worth less than a page that answers. */
const LONG_CHARACTERS = 20_000

/** Takes a long paste into a text field as one value; short ones stay with the browser.. */
export function longPaste(field: HTMLTextAreaElement): () => void {
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.length < LONG_CHARACTERS) return
    event.preventDefault()
    field.setRangeText(text.replace(/\r\n?/g, '\n'), field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))
  }
  field.addEventListener('paste', onPaste)
  return () => field.removeEventListener('paste', onPaste)
}

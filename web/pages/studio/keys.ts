/** What the keys of the studio mean. Pure. */

export type StudioKey =
  | 'toggle'
  | 'stop'
  | 'mark'
  | 'retake'
  | 'mark-back'
  | 'practise'
  | 'room'
  | 'shown'
  | 'automatic'
  | 'slower'
  | 'faster'
  | 'line-up'
  | 'line-down'
  | 'window-up'
  | 'window-down'
  | 'first'

/** By place on the keyboard: Telex turns letters into marks only inside text fields, so here the key itself counts. */
const KEYS: Readonly<Record<string, StudioKey>> = {
  KeyR: 'toggle',
  KeyS: 'stop',
  KeyM: 'mark',
  KeyL: 'retake',
  ArrowLeft: 'mark-back',
  KeyD: 'practise',
  KeyK: 'room',
  KeyV: 'shown',
  KeyC: 'automatic',
  Minus: 'slower',
  NumpadSubtract: 'slower',
  Equal: 'faster',
  NumpadAdd: 'faster',
  ArrowUp: 'line-up',
  ArrowDown: 'line-down',
  PageUp: 'window-up',
  PageDown: 'window-down',
  Home: 'first',
}

type Pressed = Pick<KeyboardEvent, 'code' | 'repeat' | 'ctrlKey' | 'altKey' | 'metaKey' | 'target'>

/** Keys that may be held down. */
const REPEATED: readonly StudioKey[] = ['slower', 'faster', 'line-up', 'line-down', 'window-up', 'window-down']

/** What a key press means; undefined while typing, in a dialog, together with Ctrl, Alt or the system's key, and for other keys. */
export function studioKey({ code, repeat, ctrlKey, altKey, metaKey, target }: Pressed): StudioKey | undefined {
  if (ctrlKey || altKey || metaKey || isTyping(target)) return undefined
  const key = KEYS[code]
  return key && repeat && !REPEATED.includes(key) ? undefined : key
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, select, textarea, dialog') !== null)
  )
}

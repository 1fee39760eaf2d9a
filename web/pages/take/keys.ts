/** The keys of the page, for hands that do not leave the keyboard. Letters are taken by their place, so that Telex plays no part. */
import type { Comparing } from './comparing.svelte.ts'
import type { TakeDesk } from './desk.svelte.ts'

/** What the page itself does on a key. */
export interface PageKeys {
  desk: TakeDesk
  comparing: Comparing
  save: () => void
  openPanel: (panel: 'silences' | 'join') => void
  /** Closes what is open; true when something was. */
  closePanel: () => boolean
  showKeys: () => void
}

/** A look back or ahead. */
const LEAP_MS = 3_000

/** Somebody types or answers a question: nothing here acts. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=radio], [type=checkbox]), select, textarea, dialog') !== null)

/** Buttons and links keep Space and Enter for themselves. */
const isPressable = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null

/** Does what a key means here. True when it meant something: the browser then leaves it alone. */
export function keyed(event: KeyboardEvent, page: PageKeys): boolean {
  if (event.altKey || isTyping(event.target)) return false
  if (event.ctrlKey || event.metaKey) return withControl(event, page)
  if ((event.code === 'Space' || event.code === 'Enter') && isPressable(event.target)) return false
  return moves(event, page) || (!event.repeat && acts(event, page))
}

function withControl(event: KeyboardEvent, { desk, save }: PageKeys): boolean {
  if (event.code === 'KeyZ' && !event.shiftKey) desk.undo()
  else if (event.code === 'KeyY' || event.code === 'KeyZ') desk.redo()
  else if (event.code === 'KeyS') save()
  else return false
  return true
}

/** What goes on for as long as a key is held. */
function moves(event: KeyboardEvent, { desk }: PageKeys): boolean {
  const { wave } = desk
  const mark = event.shiftKey ? 'marking' : 'keeping'
  const stepMs = Math.max(10, 8 * wave.view.msPerPx)
  switch (event.code) {
    case 'ArrowLeft':
      desk.goTo(wave.cursorMs - stepMs, mark)
      return true
    case 'ArrowRight':
      desk.goTo(wave.cursorMs + stepMs, mark)
      return true
    case 'KeyJ':
      desk.goTo(wave.cursorMs - LEAP_MS, 'keeping')
      return true
    case 'KeyL':
      desk.goTo(wave.cursorMs + LEAP_MS, 'keeping')
      return true
    case 'Home':
      desk.goTo(0, mark)
      return true
    case 'End':
      desk.goTo(wave.totalMs, mark)
      return true
    case 'PageUp':
      wave.scroll(-0.8 * wave.widthPx)
      return true
    case 'PageDown':
      wave.scroll(0.8 * wave.widthPx)
      return true
    case 'Equal':
    case 'NumpadAdd':
      wave.step(1)
      return true
    case 'Minus':
    case 'NumpadSubtract':
      wave.step(-1)
      return true
    default:
      return false
  }
}

function acts(event: KeyboardEvent, page: PageKeys): boolean {
  const { desk, comparing } = page
  const act: Partial<Record<string, () => void>> = {
    Space: () => desk.toggle(),
    KeyK: () => desk.toggle(),
    KeyR: () => desk.toggleLoop(),
    Digit0: () => desk.wave.showWhole(),
    KeyI: () => desk.wave.markHere('from'),
    KeyO: () => desk.wave.markHere('to'),
    Delete: () => desk.cutSelection(),
    Backspace: () => desk.cutSelection(),
    KeyX: () => desk.cutSelection(),
    BracketLeft: () => desk.trimStart(),
    BracketRight: () => desk.trimEnd(),
    KeyS: () => desk.split(),
    KeyD: () => desk.removePiece(),
    KeyG: () => page.openPanel('silences'),
    KeyB: () => page.openPanel('join'),
    KeyT: () => comparing.switchOver(),
    Enter: () => desk.accept(),
    KeyY: () => desk.accept(),
    KeyN: () => desk.refuse(),
    Slash: () => page.showKeys(),
    Escape: () => {
      if (!page.closePanel()) desk.wave.unmark()
    },
  }
  const found = act[event.code]
  found?.()
  return found !== undefined
}

/** The keys as people read them. */
export const KEY_WORDS: readonly (readonly [string, string])[] = [
  ['Dấu cách, K', 'nghe từ con trỏ, dừng'],
  ['J, L', 'lùi, tiến 3 giây'],
  ['← →', 'đi từng chút một; giữ Shift để chọn'],
  ['Home, End', 'về đầu, về cuối'],
  ['+ − 0', 'phóng to, thu nhỏ, xem toàn bộ'],
  ['Page Up, Page Down', 'cuộn dạng sóng'],
  ['I, O', 'đánh dấu đầu, đánh dấu cuối ở con trỏ'],
  ['Delete, X', 'cắt đoạn chọn'],
  ['[ ]', 'bỏ từ đầu đến con trỏ, bỏ từ con trỏ đến cuối'],
  ['S, D', 'tách ở con trỏ, bỏ mảnh ở con trỏ'],
  ['R', 'nghe lặp đoạn chọn'],
  ['G, B', 'bớt khoảng lặng, nối bản khác'],
  ['Enter hoặc Y, N', 'nhận, không nhận gợi ý'],
  ['T', 'đổi qua lại giữa hai bản khi nghe so sánh'],
  ['Ctrl+Z, Ctrl+Y', 'hoàn tác, làm lại'],
  ['Ctrl+S', 'lưu thành lần thu mới'],
  ['Esc', 'đóng bảng đang mở, thôi chọn'],
]

import { tick } from 'svelte'

/** How near to the edge of the window a dragged row makes the page roll, and by how much a step, pixels. */
const EDGE_PX = 72
const ROLL_PX = 14

/**
 * A list whose rows change places: dragged by a grip with mouse, pen or finger, or moved with the arrow keys while the
 * grip has the focus. The list element gets `list` as an attachment; its rows are its children, in order.
 */
export class Reorder {
  #from = $state<number>()
  #gap = $state<number>()
  #list: HTMLElement | undefined
  #leave: (() => void) | undefined
  readonly #move: (from: number, to: number) => void
  readonly #headOf: (row: Element) => Element

  /** `move` takes a row's index and its index afterwards; `headOf` is the part of a row that counts where rows unfold. */
  constructor(move: (from: number, to: number) => void, headOf: (row: Element) => Element = (row) => row) {
    this.#move = move
    this.#headOf = headOf
  }

  /** The row that is held. */
  get held(): number | undefined {
    return this.#from
  }

  /** Whether a held row would come to lie before this one; the number of rows stands for the end. */
  isGap(index: number): boolean {
    const [from, gap] = [this.#from, this.#gap]
    return from !== undefined && gap === index && gap !== from && gap !== from + 1
  }

  readonly list = (node: HTMLElement): (() => void) => {
    this.#list = node
    return () => {
      this.#leave?.()
      this.#list = undefined
    }
  }

  /** For `onpointerdown` of a grip. */
  grab(event: PointerEvent, index: number): void {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return
    const grip = event.currentTarget
    event.preventDefault()
    grip.focus()
    grip.setPointerCapture(event.pointerId)
    this.#from = index
    this.#gap = index
    let y = event.clientY
    const follow = (moved: PointerEvent) => {
      y = moved.clientY
      this.#gap = this.#gapAt(y)
    }
    const roll = setInterval(() => {
      const by = y < EDGE_PX ? -ROLL_PX : y > innerHeight - EDGE_PX ? ROLL_PX : 0
      if (by === 0) return
      scrollBy(0, by)
      this.#gap = this.#gapAt(y)
    }, 16)
    const drop = () => {
      const [from, gap] = [this.#from, this.#gap]
      this.#leave?.()
      if (from === undefined || gap === undefined) return
      const to = gap > from ? gap - 1 : gap
      if (to !== from) this.#move(from, to)
    }
    const giveUp = () => this.#leave?.()
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.key === 'Escape') giveUp()
    }
    grip.addEventListener('pointermove', follow)
    grip.addEventListener('pointerup', drop)
    grip.addEventListener('pointercancel', giveUp)
    addEventListener('keydown', onKey)
    this.#leave = () => {
      clearInterval(roll)
      grip.removeEventListener('pointermove', follow)
      grip.removeEventListener('pointerup', drop)
      grip.removeEventListener('pointercancel', giveUp)
      removeEventListener('keydown', onKey)
      this.#from = undefined
      this.#gap = undefined
      this.#leave = undefined
    }
  }

  /** For `onkeydown` of a grip: the arrows move the row, the focus stays with it. */
  readonly key = async (event: KeyboardEvent, index: number, count: number): Promise<void> => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const to = index + by
    if (by === 0 || !(event.currentTarget instanceof HTMLElement)) return
    event.preventDefault()
    if (to < 0 || to >= count) return
    const grip = event.currentTarget
    this.#move(index, to)
    // A row that is put elsewhere in the page loses the focus.
    await tick()
    grip.focus()
    grip.scrollIntoView({ block: 'nearest' })
  }

  #gapAt(y: number): number {
    const rows = [...(this.#list?.children ?? [])]
    const below = rows.findIndex((row) => {
      const { top, height } = this.#headOf(row).getBoundingClientRect()
      return y < top + height / 2
    })
    return below < 0 ? rows.length : below
  }
}

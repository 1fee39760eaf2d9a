/** How near to an edge of the window a dragged place makes the page follow, and by how much a frame. */
const EDGE_PX = 72
const SCROLL_PX = 9

interface Wanted {
  /** The rows in the order of the list. */
  rows: () => HTMLElement[]
  /** Dropped before the row at `before` (the count of rows: behind the last). */
  drop: (id: string, before: number) => void
}

/** Pulling a place to another by its handle, with a mouse, a pen or a finger. Escape gives it up. */
export class Drag {
  readonly #wanted: Wanted
  #id = $state<string>()
  #before = $state<number>()
  #pointerY = 0
  #frame: number | undefined

  constructor(wanted: Wanted) {
    this.#wanted = wanted
  }

  /** What is being pulled. */
  get id(): string | undefined {
    return this.#id
  }

  /** The row before which it would be dropped. */
  get before(): number | undefined {
    return this.#before
  }

  /** The events of a handle. */
  readonly grip = (id: string) => ({
    onpointerdown: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      if (event.button !== 0) return
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      this.#id = id
      this.#pointerY = event.clientY
      this.#before = undefined
      addEventListener('keydown', this.#keyed, true)
      this.#follow()
    },
    onpointermove: (event: PointerEvent) => {
      if (this.#id === undefined) return
      this.#pointerY = event.clientY
      this.#aim()
    },
    onpointerup: () => {
      const [dragged, before] = [this.#id, this.#before]
      this.#end()
      if (dragged !== undefined && before !== undefined) this.#wanted.drop(dragged, before)
    },
    onpointercancel: () => this.#end(),
  })

  #aim(): void {
    const rows = this.#wanted.rows()
    const under = rows.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect()
      return this.#pointerY < top + height / 2
    })
    this.#before = under < 0 ? rows.length : under
  }

  /** The page goes on under the pointer when it rests at an edge. */
  #follow(): void {
    this.#frame = requestAnimationFrame(() => {
      if (this.#id === undefined) return
      const by = this.#pointerY < EDGE_PX ? -SCROLL_PX : this.#pointerY > innerHeight - EDGE_PX ? SCROLL_PX : 0
      if (by !== 0) {
        scrollBy(0, by)
        this.#aim()
      }
      this.#follow()
    })
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    this.#end()
  }

  #end(): void {
    cancelAnimationFrame(this.#frame ?? 0)
    removeEventListener('keydown', this.#keyed, true)
    this.#id = undefined
    this.#before = undefined
  }
}

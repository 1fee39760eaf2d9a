/** Files that are dragged over a place: whether they hover there, and which were dropped. */
export class DropTarget {
  #isOver = $state(false)
  #depth = 0
  readonly #take: (files: File[]) => void

  constructor(take: (files: File[]) => void) {
    this.#take = take
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Entering a child comes before leaving its parent, so both are counted. */
  readonly enter = (event: DragEvent) => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    this.#depth += 1
    this.#isOver = true
  }

  readonly over = (event: DragEvent) => {
    if (bringsFiles(event)) event.preventDefault()
  }

  readonly leave = (event: DragEvent) => {
    if (!bringsFiles(event)) return
    this.#depth = Math.max(0, this.#depth - 1)
    this.#isOver = this.#depth > 0
  }

  /** Takes the files. What an inner place has taken is not taken again. */
  readonly drop = (event: DragEvent) => {
    this.#depth = 0
    this.#isOver = false
    if (!bringsFiles(event) || event.defaultPrevented) return
    event.preventDefault()
    this.#take([...(event.dataTransfer?.files ?? [])])
  }
}

/** Text and links are dragged too: they are left alone. */
function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

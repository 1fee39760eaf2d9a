/**
 * The median of the last values added, kept sorted as they come: asked a hundred times a second beside a busy machine,
 * it must cost next to nothing.
 */
export interface SlidingMedian {
  add(value: number): void
  /** An element, not the mean of the middle two: between two plateaus there would be a third that never was. */
  median(): number | undefined
  /** The middle of the shortest stretch that holds half of them: where most agree, whatever the others say. */
  densest(): number | undefined
  count(): number
  /** Keeps only the last `count` values. */
  keepLast(count: number): void
}

export function slidingMedian(size: number): SlidingMedian {
  const sorted = new Float64Array(size)
  const order: number[] = []

  /** Where the first element not smaller than `value` lies. */
  const placeOf = (value: number) => {
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return low
  }
  const removeOldest = () => {
    const at = placeOf(order[0] as number)
    sorted.copyWithin(at, at + 1, order.length)
    order.shift()
  }

  return {
    add(value) {
      if (order.length === size) removeOldest()
      const at = placeOf(value)
      sorted.copyWithin(at + 1, at, order.length)
      sorted[at] = value
      order.push(value)
    },
    median: () => (order.length === 0 ? undefined : sorted[order.length >> 1]),
    densest() {
      const half = order.length >> 1
      let best = 0
      let width = Number.POSITIVE_INFINITY
      for (let i = 0; i + half < order.length; i++) {
        const one = (sorted[i + half] as number) - (sorted[i] as number)
        if (one >= width) continue
        width = one
        best = i
      }
      return order.length === 0 ? undefined : sorted[best + (half >> 1)]
    },
    count: () => order.length,
    keepLast(count) {
      while (order.length > count) removeOldest()
    },
  }
}

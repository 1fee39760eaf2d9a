/** Lets so many tasks run at once; the others wait in the order in which they came. */
export class Lanes {
  private free: number
  private readonly waiting: (() => void)[] = []

  constructor(count: number) {
    this.free = count
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.free++
      else next()
    }
  }
}

/**
 * Runs all tasks. When one fails, the others are aborted and waited for, so that nothing runs on when this rejects; the first
 * failure is the one that is told.
 */
export async function allOrNone<T>(
  signal: AbortSignal,
  tasks: readonly ((signal: AbortSignal) => Promise<T>)[],
): Promise<T[]> {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  let failure: { reason: unknown } | undefined
  const settled = await Promise.allSettled(
    tasks.map(async (task) => {
      try {
        return await task(either)
      } catch (reason) {
        failure ??= { reason }
        failed.abort()
        throw reason
      }
    }),
  )
  if (failure !== undefined) throw failure.reason
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

/**
 * Runs two tasks at once. When one fails, the other is aborted and waited for, so that nothing runs on when this rejects;
 * the first failure is the one that is told.
 */
export async function together<A, B>(
  signal: AbortSignal,
  one: (signal: AbortSignal) => Promise<A>,
  other: (signal: AbortSignal) => Promise<B>,
): Promise<[A, B]> {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  let failure: { reason: unknown } | undefined
  const guarded = async <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await task(either)
    } catch (reason) {
      failure ??= { reason }
      failed.abort()
      throw reason
    }
  }
  const [first, second] = await Promise.allSettled([guarded(one), guarded(other)])
  if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value]
  throw failure?.reason
}

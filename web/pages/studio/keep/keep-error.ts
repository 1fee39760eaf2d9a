/** Why the browser does not keep a recording. */
export type KeepTrouble = 'storage-full' | 'no-storage'

export class KeepError extends Error {
  override readonly name = 'KeepError'
  readonly code: KeepTrouble

  constructor(code: KeepTrouble, options?: ErrorOptions) {
    super(`browser storage: ${code}`, options)
    this.code = code
  }
}

/** A failure of the browser's storage as what it means for a recording. */
export function asKeepError(thrown: unknown): KeepError {
  if (thrown instanceof KeepError) return thrown
  const name = thrown instanceof Error ? thrown.name : ''
  const isFull = name === 'QuotaExceededError' || name === 'NoSpaceError'
  return new KeepError(isFull ? 'storage-full' : 'no-storage', { cause: thrown })
}

/** Chunks from one who makes them to one who takes them, one at a time: whoever is faster waits. */
export class Handover {
  private waiting: { chunk: Buffer; taken: () => void } | undefined
  private wake: (() => void) | undefined
  private isClosed = false

  /** Resolves when the chunk was taken, or will never be. */
  give(chunk: Buffer): Promise<void> {
    if (this.isClosed) return Promise.resolve()
    return new Promise((taken) => {
      this.waiting = { chunk, taken }
      this.wake?.()
    })
  }

  /** No chunk comes, or is taken, any more. */
  close(): void {
    this.isClosed = true
    this.waiting?.taken()
    this.waiting = undefined
    this.wake?.()
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const next = this.waiting
      if (next !== undefined) {
        this.waiting = undefined
        next.taken()
        yield next.chunk
      } else if (this.isClosed) return
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve
        })
    }
  }
}

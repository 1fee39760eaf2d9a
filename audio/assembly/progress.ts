export type RenderPhase = 'reading' | 'mixing' | 'encoding' | 'verifying'

/** Where a render stands: `fraction` 0..1 of the whole, never going back. */
export interface RenderProgress {
  phase: RenderPhase
  fraction: number
}

/** Shares of the whole, from the time that each phase takes with the bundled FFmpeg. */
const ends: Record<RenderPhase, number> = { reading: 0.15, mixing: 0.3, encoding: 0.88, verifying: 0.99 }

/** Turns fractions of phases into one that only grows. A phase that is entered again goes on from where the whole stood. */
export class ProgressMeter {
  private fraction = 0
  private readonly report: ((progress: RenderProgress) => void) | undefined

  constructor(report: ((progress: RenderProgress) => void) | undefined) {
    this.report = report
  }

  /** Begins a phase; what it returns takes the fraction 0..1 of that phase alone. */
  enter(phase: RenderPhase): (fraction: number) => void {
    const from = this.fraction
    const to = Math.max(ends[phase], from + (1 - from) / 4)
    this.advance(phase, from)
    return (fraction) => this.advance(phase, from + (Math.min(to, 0.99) - from) * fraction)
  }

  finish(): void {
    this.report?.({ phase: 'verifying', fraction: 1 })
  }

  private advance(phase: RenderPhase, fraction: number): void {
    this.fraction = Math.max(this.fraction, Math.min(fraction, 0.99))
    this.report?.({ phase, fraction: this.fraction })
  }
}

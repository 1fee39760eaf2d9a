export type RenderPhase = 'reading' | 'mixing' | 'encoding' | 'verifying'

/** Where a render stands: `fraction` 0..1 of the whole, never going back. */
export interface RenderProgress {
  phase: RenderPhase
  fraction: number
}

/** Where phases begin and end in the whole, from the time that each takes. Encoding and verifying take turns in one. */
const spans: Record<RenderPhase, readonly [number, number]> = {
  reading: [0, 0.12],
  mixing: [0.12, 0.22],
  encoding: [0.22, 0.99],
  verifying: [0.22, 0.99],
}

/** Turns fractions of phases into one that only grows. */
export class ProgressMeter {
  private fraction = 0
  private readonly report: ((progress: RenderProgress) => void) | undefined

  constructor(report: ((progress: RenderProgress) => void) | undefined) {
    this.report = report
  }

  /** `fraction` 0..1 of the phase alone. */
  tell(phase: RenderPhase, fraction: number): void {
    const [from, to] = spans[phase]
    const held = Math.min(1, Math.max(0, fraction))
    this.fraction = Math.max(this.fraction, from + (to - from) * held)
    this.report?.({ phase, fraction: this.fraction })
  }

  finish(): void {
    this.report?.({ phase: 'verifying', fraction: 1 })
  }
}

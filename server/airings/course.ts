import type { OnAirEvent } from '../../schedules/index.ts'

/** What came between an airing and its sound, from the journal. Instants are UTC ms. */
export interface Course {
  /** Each time that something more urgent took the device: what, and for how long; undefined while or because it never came back. */
  displacements: { by: string; ms: number | undefined }[]
  /** Its reserve sounded in its place. */
  replaced: { because: string; kind: string; title: string } | undefined
  skipped: { reason: string; by: string | undefined; pauseReason: string | undefined } | undefined
  /** The device's rate against the clock, ppm. */
  driftPpm: number | undefined
  /** The last instant at which the journal heard it. */
  lastHeardAt: number | undefined
  /** Began late with its beginning. */
  lateStart: boolean
}

/** Reads the course of one airing out of its events, which are in the order of the journal (pure). */
export function courseOf(events: Iterable<Pick<OnAirEvent, 'at' | 'event' | 'details'>>): Course {
  const course: Course = {
    displacements: [],
    replaced: undefined,
    skipped: undefined,
    driftPpm: undefined,
    lastHeardAt: undefined,
    lateStart: false,
  }
  let cutAt: number | undefined
  for (const { at, event, details } of events) {
    const heard = event === 'first-sample' || event === 'resumed' || event === 'sounding' || event === 'last-sample'
    if (heard) course.lastHeardAt = at
    if (heard && typeof details.driftPpm === 'number') course.driftPpm = details.driftPpm
    if ((event === 'first-sample' || event === 'resumed') && cutAt !== undefined) {
      const last = course.displacements.at(-1)
      if (last) last.ms = at - cutAt
      cutAt = undefined
    }
    if (event === 'displaced') {
      cutAt = at
      course.displacements.push({ by: text(details.by) ?? '', ms: undefined })
    }
    if (event === 'replaced') {
      course.replaced = {
        because: text(details.because) ?? '',
        kind: text(details.kind) ?? '',
        title: text(details.title) ?? '',
      }
    }
    if (event === 'skipped') {
      const { by, pauseReason } = details
      course.skipped = { reason: text(details.reason) ?? '', by: text(by), pauseReason: text(pauseReason) }
    }
    if (event === 'late-start') course.lateStart = true
  }
  return course
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

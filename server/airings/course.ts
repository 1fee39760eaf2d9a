import type { OnAirEvent } from '../../schedules/index.ts'

/** What came between an airing and its sound, told one by one; the sums stand in the as-run. Instants are UTC ms. */
export interface Course {
  /** Each time that something more urgent took the device: its id, and for how long; undefined while it is not back. */
  displacements: { by: string; ms: number | undefined }[]
  /** By a person (`by`) or by a pause (`pauseReason`). */
  skipped: { by: string | undefined; pauseReason: string | undefined } | undefined
  /** The last instant at which the journal heard it. */
  lastHeardAt: number | undefined
}

/** Reads the course of one airing out of its events, which are in the order of the journal (pure). */
export function courseOf(events: Iterable<Pick<OnAirEvent, 'at' | 'event' | 'details'>>): Course {
  const course: Course = { displacements: [], skipped: undefined, lastHeardAt: undefined }
  let cutAt: number | undefined
  for (const { at, event, details } of events) {
    if (event === 'first-sample' || event === 'resumed' || event === 'sounding' || event === 'last-sample') {
      course.lastHeardAt = at
    }
    const last = course.displacements.at(-1)
    if ((event === 'first-sample' || event === 'resumed') && last && cutAt !== undefined) {
      last.ms = at - cutAt
      cutAt = undefined
    }
    if (event === 'displaced') {
      const by = text(details.by) ?? ''
      // One interruption by two, one after the other, is one.
      if (cutAt === undefined || !last) course.displacements.push({ by, ms: undefined })
      else last.by = by
      cutAt ??= at
    }
    if (event === 'skipped') course.skipped = { by: text(details.by), pauseReason: text(details.pauseReason) }
  }
  return course
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

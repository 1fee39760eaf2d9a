import type { OnAirEventName } from './on-air-events.ts'

/** Writes an event into the journal and the history; `at` is now unless it is known better (UTC ms). */
export type Tell = (
  event: OnAirEventName,
  airingId: string | undefined,
  details: Record<string, unknown>,
  at?: number,
) => void

/** A device as the journal names it. */
export interface NamedDevice {
  id: string
  name: string
  isNull: boolean
}

/** What keeps a sound from sounding. */
export interface Problem {
  code: string
  details: Record<string, unknown>
}

/** The player's and the check's errors carry a code; anything else is a fault of ours, and still must not stop the air. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const details = 'details' in error && typeof error.details === 'object' ? error.details : {}
    return { code: error.code, details: { ...details } }
  }
  return { code: 'unexpected', details: { error: String(error) } }
}

import { crc32 } from 'node:zlib'
import { ON_AIR_EVENTS, type OnAirEvent } from '../../schedules/index.ts'

/** One line of the journal. `id` names it for ever; `seq` counts lines and shows missing ones. */
export interface JournalEntry extends OnAirEvent {
  id: string
  seq: number
}

const TAIL = /^(.*),"crc":"([0-9a-f]{8})"\}$/s

/** The line with its newline: JSON whose last member is the CRC-32 of everything before it. */
export function journalLine(entry: JournalEntry): string {
  const body = JSON.stringify(entry).slice(0, -1)
  return `${body},"crc":"${checksum(body)}"}\n`
}

/** Reads one line without its newline; a reason where it is no whole line of ours. */
export function parseJournalLine(line: string): { entry: JournalEntry } | { reason: string } {
  const match = TAIL.exec(line)
  const body = match?.[1]
  if (body === undefined) return { reason: 'no checksum' }
  if (checksum(body) !== match?.[2]) return { reason: 'checksum differs' }
  const value: unknown = JSON.parse(`${body}}`)
  return isEntry(value) ? { entry: value } : { reason: 'not an event' }
}

/** CRC-32 as in zlib, eight hexadecimal digits. */
export function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false
  const { id, seq, at, event, airingId, details } = value as Record<string, unknown>
  return (
    typeof id === 'string' &&
    typeof seq === 'number' &&
    typeof at === 'number' &&
    ON_AIR_EVENTS.some((known) => known === event) &&
    (airingId === undefined || typeof airingId === 'string') &&
    typeof details === 'object' &&
    details !== null
  )
}

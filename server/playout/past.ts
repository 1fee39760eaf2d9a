import { type History, type OnAirEvent, remember } from '../../schedules/index.ts'
import { type JournalPast, type OnAirFolder, readJournalSince, readStatus } from '../handover/index.ts'

/** What the journal and the last status know when the process begins. */
export interface Past {
  history: History
  /** Ids of commands that were obeyed or refused. */
  acknowledged: Set<unknown>
  lastSeq: number
  damaged: JournalPast['damaged']
  /** How far the airing had come that sounded when the process was killed; not in the journal yet. */
  cutShort: OnAirEvent | undefined
}

/** A plan goes five weeks ahead and may be as old as that: of all its airings the outcome must be known. */
const NEEDED_MS = 40 * 86_400_000

/** Reads what has to be known before anything may sound. */
export async function readPast(dataDir: string, files: OnAirFolder, nowMs: number): Promise<Past> {
  const { entries, lastSeq, damaged } = await readJournalSince(files.journal, nowMs - NEEDED_MS)
  const history: History = new Map()
  const acknowledged = new Set<unknown>()
  for (const entry of entries) {
    remember(history, entry)
    if (entry.event === 'command') acknowledged.add(entry.details.commandId)
  }
  const cutShort = await readCutShort(dataDir, history, entries.at(-1)?.at ?? 0)
  if (cutShort !== undefined) remember(history, cutShort)
  return { history, acknowledged, lastSeq, damaged, cutShort }
}

/** Killed while it sounded: the status knows to a tenth of a second what was heard, the journal only to ten seconds. */
async function readCutShort(dataDir: string, history: History, writtenAt: number): Promise<OnAirEvent | undefined> {
  const { status } = await readStatus(dataDir, 0)
  if (status?.airingId === undefined || status.positionMs === undefined) return undefined
  const past = history.get(status.airingId)
  if (!past?.started || past.outcome !== undefined) return undefined
  const { airingId, positionMs } = status
  return { at: Math.max(status.at, writtenAt), event: 'sounding', airingId, details: { positionMs } }
}

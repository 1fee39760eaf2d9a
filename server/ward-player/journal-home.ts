import { stat } from 'node:fs/promises'
import type { WardJournalLine } from '../contract/index.ts'
import { type JournalEntry, journalFiles, onAirFolder, readJournal } from '../handover/index.ts'
import type { StationLink } from './station-link.ts'
import type { WardFolder } from './ward-folder.ts'

/** The journal's way home: from the on-air process's own files, which stay as they are, to the station. */
export interface JournalHome {
  /**
   * Sends what is not acknowledged yet, in the order in which it was written; resolves with how many lines went. A line that
   * was sent and whose acknowledgement got lost goes again: the station knows it by its id. Rejects with WardError where
   * the station does not take it; what was acknowledged before stays so.
   */
  send(): Promise<number>
  /** Lines that the station does not have yet, as far as is known. */
  waiting(): number
}

export interface JournalHomeParts {
  dataDir: string
  folder: WardFolder
  playerId: string
  link: Pick<StationLink, 'journal'>
  /** By what the plan written at this instant was moved. */
  correctionOf: (planWrittenAt: number) => number | undefined
}

const MOST_LINES = 200
/** A level curve of an hour is long. */
const MOST_BYTES = 400_000

/** Reads the on-air process's journal where it stands in the data folder; sends nothing by itself. */
export function journalHome({ dataDir, folder, playerId, link, correctionOf }: JournalHomeParts): JournalHome {
  const { journal } = onAirFolder(dataDir)
  const settled = new Map<string, string>()
  let left = 0

  /** One file, from the place that the station has. */
  const sendOn = async (path: string): Promise<number> => {
    const home = await folder.readHome()
    const { entries, nextByteOffset, mark } = await readJournal(path, async (known) => home.places[known] ?? 0)
    if (mark === undefined || nextByteOffset === home.places[mark]) return 0
    let clockOffMs = home.clockOffMs
    const lines = entries.map((entry): WardJournalLine => {
      clockOffMs = offAfter(entry, clockOffMs)
      return { ...entry, details: fitting(entry), clockOffMs }
    })
    left = lines.length
    for (const batch of batchesOf(lines)) {
      await link.journal(playerId, batch)
      left -= batch.length
    }
    await folder.writeHome({ places: { ...home.places, [mark]: nextByteOffset }, clockOffMs })
    return lines.length
  }

  const offAfter = ({ event, details }: JournalEntry, before: number) =>
    event === 'plan-read' && typeof details.writtenAt === 'number'
      ? (correctionOf(details.writtenAt) ?? before)
      : before

  return {
    async send() {
      let sent = 0
      for (const path of await journalFiles(journal)) {
        const stamp = await stampOf(path)
        if (stamp === undefined || settled.get(path) === stamp) continue
        sent += await sendOn(path)
        settled.set(path, stamp)
      }
      return sent
    },
    waiting: () => left,
  }
}

/** Lines in parcels that the station takes. */
export function* batchesOf(lines: readonly WardJournalLine[]): Generator<WardJournalLine[]> {
  let batch: WardJournalLine[] = []
  let bytes = 0
  for (const line of lines) {
    const size = JSON.stringify(line).length
    if (batch.length > 0 && (batch.length >= MOST_LINES || bytes + size > MOST_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(line)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

/** A line that would not fit into any parcel goes without its details: that it happened counts. */
function fitting({ details }: JournalEntry): Record<string, unknown> {
  return JSON.stringify(details).length > MOST_BYTES ? { tooLong: true } : details
}

async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && [found.ino, found.size, found.mtimeMs].join(' ')
}

import { constants, type FileHandle, open, stat } from 'node:fs/promises'
import { isMissing } from './atomic-file.ts'
import { onAirFolder } from './folder.ts'
import { checksum } from './journal-line.ts'

/** What the on-air process says of itself ten times a second. Instants are UTC ms. */
export interface OnAirStatus {
  pid: number
  at: number
  state: 'idle' | 'armed' | 'playing' | 'stopping' | 'device-error'
  device?: { id: string; name: string; isNull: boolean }
  /** The airing on the device, sounding or armed. */
  airingId?: string
  title?: string
  /** Where in the master is heard now. */
  positionMs?: number
  durationMs?: number
  /** Peak of the last 100 ms handed to the device, dBFS, not below −96. */
  levelDbfs?: { left: number; right: number }
  next?: { airingId: string; startsAt: number; title: string }
  /** The reserve device sounds in place of the main one. */
  isReserveDevice?: boolean
  /** The device's rate against the clock, parts per million, positive when slow; undefined until 30 s of sound. */
  driftPpm?: number
  /** Sound that the device holds ahead of what is heard, ms. */
  delayMs?: number
  /** What was measured of the sound that left, by whom; `none`: nothing can be measured here. */
  output?: {
    source: 'monitor' | 'return-input' | 'none'
    name?: string
    /** RMS of the last second. */
    heardDbfs?: number
    /** How much it is like what was sent, 0 … 1. */
    similarity?: number
    alarm?: 'silence' | 'wrong-sound'
  }
  /** The emergency announcement that sounds now; its airingId is the status's. */
  emergency?: { title: string; by: string; isLive: boolean }
  /** Cut by what sounds now, waiting to go on. */
  displaced?: { airingId: string; title: string }
  /** All schedules rest. */
  paused?: { pauseId: string; reason: string; until: number }
  relay?: 'on' | 'off' | 'failed'
  planWrittenAt?: number
  problems: { code: string; airingId?: string; details?: Record<string, unknown> }[]
}

/** Older than this, and nobody is there to write it. */
const STALE_AFTER_MS = 2000
const PAGE = 4096
const READ_TRIES = 5
const LOOK_EVERY = 10

/** Writes the status again and again into the same place of the same file: no rename, no fsync, no wear of the disk. */
export interface StatusWriter {
  write(status: OnAirStatus): Promise<void>
  close(): Promise<void>
}

export async function openStatus(path: string): Promise<StatusWriter> {
  // Not emptied: on a full disk the place that the file has is all there is.
  const openFile = () => open(path, constants.O_RDWR | constants.O_CREAT)
  let file = await openFile()
  let { size: length, ino } = await file.stat()
  let writes = 0
  /** Somebody may have deleted it: what is written then nobody reads. */
  const look = async () => {
    const there = await stat(path).catch(() => undefined)
    if (there?.ino === ino) return
    const opened = await openFile()
    await file.close()
    file = opened
    ;({ size: length, ino } = await file.stat())
  }
  return {
    async write(status) {
      if (++writes % LOOK_EVERY === 0) await look()
      const text = JSON.stringify(status)
      const record = Buffer.from(`${checksum(text)} ${text}\n`)
      const padded = Math.ceil(record.length / PAGE) * PAGE
      await file.write(Buffer.concat([record, Buffer.alloc(Math.max(padded, length) - record.length, ' ')]), {
        position: 0,
      })
      length = Math.max(length, padded)
    },
    close: () => file.close(),
  }
}

/** The last status, and whether it is stale: none at all, or older than 2 s at `nowMs`. */
export async function readStatus(
  dataDir: string,
  nowMs: number,
): Promise<{ status: OnAirStatus | undefined; stale: boolean }> {
  const status = await readStatusFile(onAirFolder(dataDir).status)
  return { status, stale: status === undefined || Math.abs(nowMs - status.at) > STALE_AFTER_MS }
}

async function readStatusFile(path: string): Promise<OnAirStatus | undefined> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  try {
    for (let i = 0; i < READ_TRIES; i++) {
      // A read may fall into a write; the checksum tells, and the next one is whole.
      const text = (await file.read(Buffer.alloc(PAGE * 16), 0, PAGE * 16, 0)).buffer.toString('utf8')
      const end = text.indexOf('\n')
      const body = text.slice(9, Math.max(9, end))
      if (end > 0 && text.slice(0, 8) === checksum(body)) return JSON.parse(body) as OnAirStatus
    }
    return undefined
  } finally {
    await file.close()
  }
}

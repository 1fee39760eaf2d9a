import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { OnAirOutput } from '../../schedules/index.ts'

/** Keeps what the return input hears of each airing, for the proof, as long as there is room. */
export interface Captures {
  /** Where the sound of an airing is kept, relative to the data folder; undefined when it is not. */
  pathFor(airingId: string, startsAt: number): string | undefined
  /** The output, with the keeping of its sound watched over; `keep` takes what `pathFor` gave. */
  output: OnAirOutput
  /** Whether a return input is there to be kept. */
  setReturnInput(isSet: boolean): void
  /** Throws old ones away and looks at the room that is left. */
  look(): Promise<void>
}

export interface CaptureParts {
  dataDir: string
  output: OnAirOutput
  now: () => number
  /** Told when keeping rests for want of room, and when it may go on. */
  onRoom: (isEnough: boolean) => void
  /** Bytes free on the folder's disk; a test gives its own. */
  freeBytes?: (folder: string) => Promise<number>
}

const FOLDER = 'on-air/captures'
const KEPT_MS = 14 * 86_400_000
/** An hour is 60 MB; but the database and the journal come first. */
const LEAST_FREE_BYTES = 1_000_000_000

/** Nothing is kept before the first `look`. Failures to look leave things as they were. */
export function keepCaptures({ dataDir, output, now, onRoom, freeBytes = freeOn }: CaptureParts): Captures {
  const folder = join(dataDir, FOLDER)
  let isSet = false
  let hasRoom = false
  let told = true
  let keeping = false

  return {
    pathFor: (airingId, startsAt) =>
      isSet && hasRoom ? `${FOLDER}/${airingId.replaceAll(/[^\w-]/g, '_')}-${Math.round(startsAt)}.wav` : undefined,
    output: {
      listen: (deviceId, inputId) => output.listen(deviceId, inputId),
      reading: () => output.reading(),
      takeLevels: () => output.takeLevels(),
      rest: () => output.rest(),
      keep(path) {
        keeping = path !== undefined
        output.keep(path === undefined ? undefined : join(dataDir, path))
      },
    },
    setReturnInput(set) {
      isSet = set
    },
    async look() {
      await mkdir(folder, { recursive: true })
      for (const name of await readdir(folder)) {
        const path = join(folder, name)
        const { mtimeMs } = await stat(path)
        if (now() - mtimeMs > KEPT_MS) await rm(path, { force: true })
      }
      hasRoom = (await freeBytes(folder)) >= LEAST_FREE_BYTES
      if (!hasRoom && keeping) {
        keeping = false
        output.keep(undefined)
      }
      if (isSet && hasRoom !== told) {
        told = hasRoom
        onRoom(hasRoom)
      }
    },
  }
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

import { join } from 'node:path'
import type { Ffmpeg } from '../../audio/index.ts'
import type { WardPlan, WardPlanFile, WardPlanSound } from '../contract/index.ts'
import { WardError, type WardErrorCode } from './errors.ts'
import type { FetchedFiles } from './fetched-files.ts'
import { makeReady } from './light-files.ts'
import { soundsInOrder, wantedFile } from './playout.ts'
import type { StationLink } from './station-link.ts'
import type { DecodedFiles, WardFolder, WardForm } from './ward-folder.ts'

export interface FileKeeperParts {
  files: FetchedFiles
  folder: WardFolder
  dataDir: string
  form: WardForm
  link: Pick<StationLink, 'file'>
  findFfmpeg: () => Promise<Ffmpeg>
  ending: AbortSignal
  /** A sound has become ready. */
  onReady: () => Promise<void>
  onTrouble: (code: WardErrorCode | undefined) => void
  /** Resolves after so long, or at once when all ends. */
  pause: (ms: number) => Promise<void>
}

/** Keeps the files of the plan in force on this computer, the one that sounds first before all others. */
export interface FileKeeper {
  /** This plan's files are wanted from now on; the fetching goes on by itself until they are there. */
  want(plan: WardPlan): void
  /** MP3s that were made ready for the device. */
  decoded(): DecodedFiles
  standing(): { ready: number; waiting: number; bytesWaiting: number }
  /** What was checked whole by its hash, the fetched files themselves. */
  held(): string[]
  /** Resolves when nothing is being fetched any more. */
  ended(): Promise<void>
}

const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 60_000
/** The other files would fail as well. */
const HOPELESS: ReadonlySet<WardErrorCode> = new Set(['unreachable', 'cut-short', 'disk-full', 'disk-unusable'])

/** Begins with nothing wanted; what was made ready before is known again. */
export async function keepFiles(parts: FileKeeperParts): Promise<FileKeeper> {
  const { files, folder, dataDir, form, link, findFfmpeg, ending, onReady, onTrouble, pause } = parts
  const decoded = await folder.readDecoded()
  let plan: WardPlan | undefined
  let working: Promise<void> | undefined
  let again = false
  const held = new Set<string>()
  let standing = { ready: 0, waiting: 0, bytesWaiting: 0 }

  const isReady = async (file: WardPlanFile, sound: WardPlanSound): Promise<boolean> => {
    if (file === sound.master) return files.has(file)
    const ready = decoded[file.sha256]
    return ready !== undefined && files.has({ sha256: ready.sha256, bytes: ready.bytes })
  }

  const look = async (wanted: WardPlan) => {
    const missing: { file: WardPlanFile; sound: WardPlanSound }[] = []
    let ready = 0
    let bytesWaiting = 0
    for (const sound of soundsInOrder(wanted)) {
      const file = wantedFile(sound, form)
      if (await isReady(file, sound)) {
        ready++
        held.add(file.sha256)
      } else {
        missing.push({ file, sound })
        if (!(await files.has(file))) bytesWaiting += Math.max(0, file.bytes - (await files.bytesHere(file)))
      }
    }
    standing = { ready, waiting: missing.length, bytesWaiting }
    return missing
  }

  const bring = async ({ file, sound }: { file: WardPlanFile; sound: WardPlanSound }) => {
    if (!(await files.has(file))) await files.fetch(file, link, ending)
    if (file === sound.master) return
    const outPath = await files.workPath(`${file.sha256}.wav`)
    const ffmpeg = await findFfmpeg().catch((cause: unknown) => {
      throw new WardError('not-decoded', { because: String(cause) }, cause)
    })
    const ready = await makeReady(join(dataDir, files.relativePathOf(file.sha256)), outPath, ffmpeg)
    await files.takeIn(outPath, ready.sha256)
    decoded[file.sha256] = ready
    await folder.writeDecoded(decoded)
  }

  /** Everything that is missing, until nothing is or a newer plan is there; a file that fails lets the others go first. */
  const work = async () => {
    let pauseMs = FIRST_PAUSE_MS
    while (plan !== undefined && !ending.aborted) {
      again = false
      const missing = await look(plan)
      if (missing.length === 0) {
        await files.prune(namesOf(plan, decoded))
        if (again) continue
        return
      }
      const bytesBefore = standing.bytesWaiting
      let trouble: WardErrorCode | undefined
      for (const one of missing) {
        if (ending.aborted || again) break
        try {
          await bring(one)
          pauseMs = FIRST_PAUSE_MS
          await look(plan)
          await onReady()
        } catch (error) {
          trouble = codeOf(error)
          if (HOPELESS.has(trouble)) break
        }
      }
      if (ending.aborted) return
      onTrouble(trouble)
      if (trouble === undefined) continue
      await look(plan)
      // A bad line that brings a little each time is not left alone for long.
      if (standing.bytesWaiting < bytesBefore) pauseMs = FIRST_PAUSE_MS
      await pause(pauseMs)
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)
    }
  }

  return {
    want(newPlan) {
      plan = newPlan
      again = true
      working ??= work()
        .catch((error: unknown) => onTrouble(codeOf(error)))
        .finally(() => {
          working = undefined
        })
    },
    decoded: () => decoded,
    standing: () => standing,
    held: () => [...held],
    async ended() {
      await working
    },
  }
}

/** Every file that a plan may still need, in whichever form. */
function namesOf({ sounds }: WardPlan, decoded: DecodedFiles): Set<string> {
  const named = sounds.flatMap(({ master, mp3, mono }) =>
    [master, mp3, mono].flatMap((file) => (file ? [file.sha256] : [])),
  )
  return new Set([...named, ...named.flatMap((sha256) => decoded[sha256]?.sha256 ?? [])])
}

function codeOf(error: unknown): WardErrorCode {
  if (error instanceof WardError) return error.code
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  return isFull ? 'disk-full' : 'disk-unusable'
}

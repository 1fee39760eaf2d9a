import { type FSWatcher, watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Clock, PlayoutPlan } from '../../schedules/index.ts'
import {
  HandoverError,
  type OnAirFolder,
  parsePlan,
  readIfThere,
  readPlan,
  saveLastGoodPlan,
} from '../handover/index.ts'

export interface PlanWatchParts {
  files: OnAirFolder
  clock: Clock
  onPlan: (plan: PlayoutPlan) => void
  onRefused: (problems: string[]) => void
  /** The files could not be read or the copy not written; it is tried again. */
  onFault: (error: unknown) => void
  /** Anything in the folders may have changed: also the commands are looked at. */
  onLook: () => void
}

/**
 * Reads the plan now and within a second of every change. The folder is watched, not the file: an atomic rename ends a
 * watch of the file. Where watching fails the look every second is enough. A plan that makes no sense is told once and
 * the last good one stays; at the beginning that is the copy kept beside it.
 */
export async function watchPlan({
  files,
  clock,
  onPlan,
  onRefused,
  onFault,
  onLook,
}: PlanWatchParts): Promise<() => void> {
  let stamp: string | undefined
  let inForce: string | undefined
  let reading = false
  let again = false

  const read = async () => {
    const now = await stampOf(files.plan)
    if (now === stamp) return
    stamp = now
    const text = await readIfThere(files.plan)
    if (text === undefined || text === inForce) return
    try {
      const plan = parsePlan(text)
      inForce = text
      onPlan(plan)
    } catch (error) {
      if (!(error instanceof HandoverError)) throw error
      onRefused(error.details.problems)
      return
    }
    await saveLastGoodPlan(files, text)
  }

  const look = async () => {
    if (reading) {
      again = true
      return
    }
    reading = true
    try {
      do {
        again = false
        await read()
      } while (again)
    } catch (error) {
      onFault(error)
    } finally {
      reading = false
      onLook()
    }
  }

  await look()
  if (inForce === undefined) {
    try {
      const kept = await readPlan(files.lastGoodPlan)
      if (kept !== undefined) onPlan(kept)
    } catch (error) {
      onRefused([String(error)])
    }
  }
  const watchers = [files.folder, files.commands].flatMap((folder) => watchFolder(folder, () => void look()))
  const end = clock.everySecond(() => void look())
  return () => {
    end()
    for (const watcher of watchers) watcher.close()
  }
}

function watchFolder(folder: string, onChange: () => void): FSWatcher[] {
  try {
    const watcher = watch(folder, (_, name) => {
      // Our own status and journal change all the time.
      if (name === 'plan.json' || folder.endsWith('commands')) onChange()
    })
    watcher.on('error', () => watcher.close())
    return [watcher]
  } catch {
    return []
  }
}

async function stampOf(path: string): Promise<string | undefined> {
  const file = await stat(path).catch(() => undefined)
  return file && [file.ino, file.size, file.mtimeMs].join(' ')
}

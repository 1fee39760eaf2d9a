import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The files that lie between the web process and the on-air process. */
export interface OnAirFolder {
  folder: string
  plan: string
  lastGoodPlan: string
  journal: string
  commands: string
  status: string
  lock: string
}

/** Where they are in a data folder; nothing is created. */
export function onAirFolder(dataDir: string): OnAirFolder {
  const folder = join(dataDir, 'on-air')
  return {
    folder,
    plan: join(folder, 'plan.json'),
    lastGoodPlan: join(folder, 'plan.last-good.json'),
    journal: join(folder, 'journal.ndjson'),
    commands: join(folder, 'commands'),
    status: join(folder, 'status.json'),
    lock: join(folder, 'lock.json'),
  }
}

/** Creates the folders where they are missing. */
export async function makeOnAirFolder(dataDir: string): Promise<OnAirFolder> {
  const folder = onAirFolder(dataDir)
  await mkdir(folder.commands, { recursive: true })
  return folder
}

import { mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The files that are on their way: `uploads/ID` in the data folder, as long as what has come of each. */
export class Arrivals {
  readonly folder: string

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'uploads')
    mkdirSync(this.folder, { recursive: true })
  }

  /** Where a file stands. `id` is one that the station gave. */
  pathOf(id: string): string {
    return join(this.folder, id)
  }

  /** How much of a file has come; undefined when there is nothing of it. */
  async receivedBytes(id: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(id))).size
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
      throw cause
    }
  }

  async drop(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true })
  }

  /** Drops whatever nobody knows of. */
  async dropStrangers(known: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.folder)) if (!known.has(name)) await this.drop(name)
  }
}

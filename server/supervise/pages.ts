import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Whether the pages have to be built: never were, or a source is newer than what was built. */
export async function pagesAreOld(webDir: string, otherSources: string[]): Promise<boolean> {
  const built = await mtimeOf(join(webDir, 'dist', 'index.html'))
  if (built === undefined) return true
  for (const path of [webDir, ...otherSources]) if ((await newest(path)) > built) return true
  return false
}

async function newest(path: string): Promise<number> {
  const there = await stat(path).catch(() => undefined)
  if (there === undefined) return 0
  if (!there.isDirectory()) return there.mtimeMs
  let latest = 0
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.startsWith('.')) continue
    latest = Math.max(latest, await newest(join(path, entry.name)))
  }
  return latest
}

async function mtimeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs
}

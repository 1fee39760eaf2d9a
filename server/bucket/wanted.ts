import type { Deps } from '../deps.ts'
import { listWardStations, newestDeliveries } from '../stations/index.ts'
import type { Sending } from './client.ts'

/** Letters that a name in a bucket may have without being written in another way (S3, “Safe characters”). */
const UNSAFE = /[^A-Za-z0-9/!_.*'()-]/g
const HASH_SHOWN = 8

/**
 * The files that wards may take now, the newest edition first, each once, under names that a person finds: what the station
 * keeps as files, not what it writes while it sends. Part of the hash stands in the name, so that a render made anew never
 * lies where an older link leads.
 */
export async function filesWanted(deps: Deps, prefix: string): Promise<Sending[]> {
  // Where there is no ward, nobody wants anything.
  if ((await listWardStations(deps.db)).length === 0) return []
  const wanted = new Map<string, Sending>()
  for (const { period, files } of await newestDeliveries(deps)) {
    for (const { sha256, bytes, mediaType, plainFileName } of files) {
      if (sha256 === undefined || bytes === undefined || wanted.has(sha256)) continue
      if (!(await deps.media.find(sha256))) continue
      const key = `${prefix}${period}/${sha256.slice(0, HASH_SHOWN)}/${plainFileName}`.replace(UNSAFE, '-')
      wanted.set(sha256, { key, path: deps.media.files.pathOf(sha256), bytes, sha256, mediaType })
    }
  }
  return [...wanted.values()]
}

import { asRunOf } from '../../schedules/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { listEvents } from '../journal/index.ts'
import { findRender, findSources, newestVerified, type RenderSources, rendersOfMasters } from '../renders/index.ts'

/** What a recording of an airing is compared with. */
export interface MasterToProve {
  sha256: string
  path: string
  /** The sounds of the library in it, which other editions have as well; undefined for a sound that no render made. */
  sharedPaths: string[] | undefined
  /** The airing's last word has been said. */
  isOver: boolean
  /** Something of it was handed to a device. */
  hasSounded: boolean
}

/**
 * The master that the journal says sounded; of an airing that has not sounded, the one that would. Refuses `no-master-yet`
 * and `input-missing`.
 */
export async function masterToProve(
  { db, media }: Deps,
  airing: { id: string; editionId: string },
): Promise<MasterToProve> {
  const run = asRunOf(airing.id, await listEvents(db, [airing.id], { withLevels: false }))
  const sha256 = run.masterSha256 ?? (await newestVerified(db, airing.editionId))?.masterSha256
  if (sha256 === undefined) throw new StationError('no-master-yet')
  if ((await media.find(sha256)) === undefined) throw new StationError('input-missing', { title: 'bản phát sóng' })
  const renderId = (await rendersOfMasters(db, [sha256])).get(sha256)?.id
  return {
    sha256,
    path: media.files.pathOf(sha256),
    sharedPaths: await sharedPathsOf({ db, media }, renderId),
    isOver: run.outcome !== undefined,
    hasSounded: run.startedAt !== undefined,
  }
}

/** The master of a render. Refuses `no-master-yet` where it delivered none, and `input-missing`. */
export async function masterOfRender(
  { db, media }: Deps,
  renderId: string,
): Promise<Pick<MasterToProve, 'sha256' | 'path' | 'sharedPaths'>> {
  const sha256 = (await findRender(db, renderId))?.master?.sha256
  if (sha256 === undefined) throw new StationError('no-master-yet')
  if ((await media.find(sha256)) === undefined) throw new StationError('input-missing', { title: 'bản phát sóng' })
  return { sha256, path: media.files.pathOf(sha256), sharedPaths: await sharedPathsOf({ db, media }, renderId) }
}

async function sharedPathsOf(
  { db, media }: Pick<Deps, 'db' | 'media'>,
  renderId: string | undefined,
): Promise<string[] | undefined> {
  const sources = renderId === undefined ? undefined : await findSources(db, renderId)
  return sources && libraryOf(sources).map((shared) => media.files.pathOf(shared))
}

function libraryOf({ recipe, reads }: RenderSources): string[] {
  const read = new Set(reads.map(({ mediaSha256 }) => mediaSha256))
  const sounds = [...recipe.parts, ...recipe.beds].map(({ sha256 }) => sha256)
  return [...new Set(sounds)].filter((sha256) => !read.has(sha256))
}

import type { Airing, PreflightLine } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { occupiedBetween } from '../occupied/index.ts'
import { airFactsOf } from '../renders/index.ts'
import { airingLines } from './airing-lines.ts'
import type { MasterExams } from './master-exam.ts'

/** Another airing of an unknown length holds its first minute. */
const UNKNOWN_LENGTH_MS = 60_000

/** The lines of one airing as they stand now; `thorough` examines its master where that is not known yet. */
export async function lookAtAiring(
  { db, media }: Pick<Deps, 'db' | 'media'>,
  exams: MasterExams,
  airing: Airing,
  others: readonly Airing[],
  thorough: { signal: AbortSignal } | undefined,
): Promise<PreflightLine[]> {
  const { render } = await airFactsOf(db, airing.editionId)
  const master = render && (await exams.look(media.files.pathOf(render.masterSha256), thorough))
  return airingLines({
    startsAt: airing.startsAt,
    missing: airing.missing,
    willBeReplacedBy: airing.willBeReplacedBy,
    willBeSkipped: airing.willBeSkipped,
    render: render && {
      masterSha256: render.masterSha256,
      bytes: (await media.find(render.masterSha256))?.bytes,
      durationMs: render.durationMs,
      targetLufs: render.sources.recipe.targetLufs,
      truePeakMaxDbtp: render.sources.recipe.truePeakMaxDbtp,
    },
    master,
    overlaps: await overlapsOf(db, airing, others),
  })
}

async function overlapsOf(db: Deps['db'], airing: Airing, others: readonly Airing[]) {
  const endOf = ({ startsAt, durationMs = UNKNOWN_LENGTH_MS }: Airing) => startsAt + durationMs
  const isComing = ({ state }: Airing) => state === 'ready' || state === 'incomplete'
  const airings = others
    .filter((other) => other.id !== airing.id && isComing(other))
    .filter((other) => other.startsAt < endOf(airing) && airing.startsAt < endOf(other))
    .map(({ editionTitle, startsAt }) => ({ title: editionTitle, startsAt, isOccupied: false }))
  const occupied = (await occupiedBetween(db, airing.startsAt, endOf(airing))).map(({ title, startsAt }) => ({
    title,
    startsAt,
    isOccupied: true,
  }))
  return [...airings, ...occupied].sort((a, b) => a.startsAt - b.startsAt)
}

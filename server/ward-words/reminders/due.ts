import type { EditionToRemind } from '../../contract/index.ts'
import type { Deps } from '../../deps.ts'
import { editionTitle } from '../../programmes/index.ts'
import { matrixOf } from '../matrix/index.ts'

/** The editions of about a quarter: what is older nobody is asked about any more. */
const REMEMBERED_EDITIONS = 8

/** What “Hôm nay” says of the wards, the newest edition first: empty when nobody is to be reminded. */
export async function editionsToRemind(deps: Pick<Deps, 'db' | 'clock'>): Promise<EditionToRemind[]> {
  const { editions } = await matrixOf(deps, { most: REMEMBERED_EDITIONS })
  return editions
    .filter(({ counts }) => counts.wishes > 0)
    .map(({ editionId, programmeName, period, counts }) => ({
      editionId,
      title: editionTitle(programmeName, period),
      wards: counts.wishes,
      silent: counts.silent,
      unaware: counts.unaware,
    }))
}

import type { Deps } from '../../deps.ts'
import { editionTitle } from '../../programmes/index.ts'
import { matrixOf } from '../matrix/index.ts'

/** The editions of about a quarter: what is older nobody is asked about any more. */
const REMEMBERED_EDITIONS = 8

/** An edition of which wards are to be reminded now. */
export interface EditionToRemind {
  editionId: string
  title: string
  /** How many wards are to be reminded. */
  wards: number
  /** How many of them have said nothing although its days are over. */
  silent: number
}

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
    }))
}

import type { EditionLoudness, Figures } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { editionTitle } from '../programmes/index.ts'

/**
 * How loud each edition is whose period begins within [from, to], both days inside: the newest verified render of each. Those
 * that were not measured are left out.
 */
export async function loudnessBetween(db: Db, from: string, to: string): Promise<EditionLoudness[]> {
  const rows = await db
    .selectFrom('editions')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .innerJoin('renders', 'renders.edition_id', 'editions.id')
    .innerJoin('render_outcomes', 'render_outcomes.render_id', 'renders.id')
    .select(['editions.id', 'period', 'begins_on', 'programmes.name', 'target_lufs', 'figures'])
    .select('renders.id as render_id')
    .where('begins_on', '>=', from)
    .where('begins_on', '<=', to)
    .where('outcome', '=', 'verified')
    .orderBy('begins_on')
    .orderBy('programmes.created_at')
    .orderBy('requested_at')
    .execute()
  const newest = new Map(rows.map((row) => [row.id, row]))
  return [...newest.values()].flatMap((row) => {
    const figures: { master?: Figures } = row.figures === null ? {} : JSON.parse(row.figures)
    const lufs = figures.master?.integratedLufs
    if (lufs === undefined) return []
    return [
      {
        editionId: row.id,
        renderId: row.render_id,
        title: editionTitle(row.name, row.period),
        programmeName: row.name,
        beginsOn: row.begins_on,
        lufs,
        targetLufs: row.target_lufs,
      },
    ]
  })
}

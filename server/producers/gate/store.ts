import type { Db } from '../../db/index.ts'

/** What has an id of its own and is of one programme. */
export type Thing = keyof typeof OF_EDITION | keyof typeof OF_REVISION | 'programme' | 'edition'

const OF_EDITION = {
  revision: 'revisions',
  take: 'takes',
  recording: 'recordings',
  upload: 'file_uploads',
  render: 'renders',
  side: 'side_versions',
  remark: 'item_remarks',
  'outside-airing': 'outside_airings',
} as const
const OF_REVISION = { request: 'approval_requests', scan: 'paper_scans' } as const

/** Of which programme something is; undefined: there is no such thing. */
export async function programmeIdOf(db: Db, thing: Thing, id: string): Promise<string | undefined> {
  if (thing === 'programme') return id
  const editionId = thing === 'edition' ? id : await editionIdOf(db, thing, id)
  if (editionId === undefined) return undefined
  const row = await db.selectFrom('editions').select('programme_id').where('id', '=', editionId).executeTakeFirst()
  return row?.programme_id
}

async function editionIdOf(
  db: Db,
  thing: Exclude<Thing, 'programme' | 'edition'>,
  id: string,
): Promise<string | undefined> {
  if (thing in OF_REVISION) {
    const table = OF_REVISION[thing as keyof typeof OF_REVISION]
    const row = await db.selectFrom(table).select('revision_id').where('id', '=', id).executeTakeFirst()
    return row && editionIdOf(db, 'revision', row.revision_id)
  }
  const table = OF_EDITION[thing as keyof typeof OF_EDITION]
  const row = await db.selectFrom(table).select('edition_id').where('id', '=', id).executeTakeFirst()
  return row?.edition_id
}

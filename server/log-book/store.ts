import { randomUUID } from 'node:crypto'
import type { LogField, LogNote } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { ApprovalRow } from './rules.ts'

/** What a render was made of, as far as the log tells it. */
export interface RenderTold {
  id: string
  editionId: string
  revisionId: string
  masterSha256: string
  reads: { itemId: string; takeId: string; mediaSha256: string }[]
  parts: { role: string; title: string; sha256: string }[]
}

/** The renders that delivered these masters. */
export async function listRendersOf(db: Db, masters: readonly string[]): Promise<RenderTold[]> {
  if (masters.length === 0) return []
  const rows = await renderRows(db)
    .where('master_sha256', 'in', [...new Set(masters)])
    .execute()
  return rows.map(asRender)
}

/** The newest verified render of each of these editions. */
export async function newestRendersOf(db: Db, editionIds: readonly string[]): Promise<Map<string, RenderTold>> {
  if (editionIds.length === 0) return new Map()
  const rows = await renderRows(db)
    .where('edition_id', 'in', [...new Set(editionIds)])
    .orderBy('requested_at')
    .execute()
  return new Map(rows.map((row) => [row.edition_id, asRender(row)]))
}

function renderRows(db: Db) {
  return db
    .selectFrom('renders')
    .innerJoin('render_outcomes', 'render_outcomes.render_id', 'renders.id')
    .select(['renders.id', 'edition_id', 'revision_id', 'recipe', 'master_sha256'])
    .where('outcome', '=', 'verified')
}

function asRender(row: {
  id: string
  edition_id: string
  revision_id: string
  recipe: string
  master_sha256: string | null
}): RenderTold {
  // What is read of a recipe has the same names in all its versions.
  const { reads, recipe }: { reads: RenderTold['reads']; recipe: { parts: RenderTold['parts'] } } = JSON.parse(
    row.recipe,
  )
  return {
    id: row.id,
    editionId: row.edition_id,
    revisionId: row.revision_id,
    masterSha256: row.master_sha256 ?? '',
    reads,
    parts: recipe.parts,
  }
}

/** Each edition's programme. */
export async function programmesOf(db: Db, editionIds: readonly string[]): Promise<Map<string, string>> {
  if (editionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('editions')
    .select(['id', 'programme_id'])
    .where('id', 'in', [...new Set(editionIds)])
    .execute()
  return new Map(rows.map(({ id, programme_id }) => [id, programme_id]))
}

/** An item of a script, without its words. */
export interface ItemTold {
  itemId: string
  title: string
  unitName: string | undefined
}

/** The items of these revisions, in order. */
export async function itemsOf(db: Db, revisionIds: readonly string[]): Promise<Map<string, ItemTold[]>> {
  if (revisionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('revision_items')
    .select(['revision_id', 'item_id', 'title', 'unit_name'])
    .where('revision_id', 'in', [...new Set(revisionIds)])
    .orderBy('place')
    .execute()
  const items = new Map<string, ItemTold[]>()
  for (const { revision_id, item_id, title, unit_name } of rows) {
    const known = items.get(revision_id) ?? []
    items.set(revision_id, known)
    known.push({ itemId: item_id, title, unitName: unit_name ?? undefined })
  }
  return items
}

/** Every approval of these editions' revisions, those that were taken back too, the oldest first. */
export async function listApprovalsOf(db: Db, editionIds: readonly string[]): Promise<ApprovalRow[]> {
  if (editionIds.length === 0) return []
  const rows = await db
    .selectFrom('approvals')
    .innerJoin('revisions', 'revisions.id', 'approvals.revision_id')
    .leftJoin('approval_withdrawals', 'approval_withdrawals.approval_id', 'approvals.id')
    .select(['edition_id', 'revision_id', 'revisions.number', 'approver', 'approved_at', 'approvals.means'])
    .select('withdrawn_at')
    .where('edition_id', 'in', [...new Set(editionIds)])
    .orderBy('approved_at')
    .execute()
  return rows.map((row) => ({
    editionId: row.edition_id,
    revisionId: row.revision_id,
    revisionNumber: row.number,
    approver: row.approver,
    at: row.approved_at,
    means: row.means,
    withdrawnAt: row.withdrawn_at ?? undefined,
  }))
}

/** What proves these airings outside the system, where it is a file. */
export async function outsideProofsOf(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { fileName: string; sha256: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('outside_airings')
    .select(['id', 'proof_sha256', 'proof_file_name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(
    rows.flatMap(({ id, proof_sha256, proof_file_name }) =>
      proof_sha256 === null ? [] : [[id, { sha256: proof_sha256, fileName: proof_file_name ?? 'minh chứng' }]],
    ),
  )
}

/** When a line of the log was planned for; undefined: the log will never have such a line. */
export async function plannedAtOf(db: Db, lineId: string): Promise<number | undefined> {
  const airing = await db.selectFrom('airings').select('starts_at').where('id', '=', lineId).executeTakeFirst()
  if (airing) return airing.starts_at
  const outside = await db.selectFrom('outside_airings').select('starts_at').where('id', '=', lineId).executeTakeFirst()
  if (outside) return outside.starts_at
  const row = await db.selectFrom('emergencies').select('ordered_at').where('id', '=', lineId).executeTakeFirst()
  return row?.ordered_at
}

/** What was added to these lines, the oldest first. */
export async function listNotes(db: Db, lineIds: readonly string[]): Promise<Map<string, LogNote[]>> {
  if (lineIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('log_notes')
    .innerJoin('accounts', 'accounts.id', 'log_notes.made_by')
    .selectAll('log_notes')
    .select('display_name')
    .where('line_id', 'in', [...new Set(lineIds)])
    .orderBy('made_at')
    .execute()
  const correctedBy = new Map(rows.flatMap(({ id, corrects_id }) => (corrects_id === null ? [] : [[corrects_id, id]])))
  const notes = rows.map((row): [string, LogNote] => {
    const correctedById = correctedBy.get(row.id)
    return [
      row.line_id,
      {
        id: row.id,
        text: row.text,
        made: { by: row.display_name, at: row.made_at },
        ...(row.field !== null && row.right_value !== null && { field: row.field, right: row.right_value }),
        ...(row.corrects_id !== null && { correctsId: row.corrects_id }),
        ...(correctedById !== undefined && { correctedById }),
      },
    ]
  })
  return new Map(
    [...Map.groupBy(notes, ([lineId]) => lineId)].map(([lineId, of]) => [lineId, of.map(([, note]) => note)]),
  )
}

/**
 * Adds a note to a line, always newer than those before it, whatever the clock was set to. Nothing of the notes before is
 * touched: one that is corrected stays beside the one that corrects it. `refuse` is told of the notes there are.
 */
export async function addNote(
  db: Db,
  note: {
    lineId: string
    field: LogField | undefined
    right: string | undefined
    text: string
    correctsId: string | undefined
    by: string
    at: number
  },
  refuse: (known: readonly LogNote[]) => void,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = (await listNotes(trx, [note.lineId])).get(note.lineId) ?? []
    refuse(known)
    await trx
      .insertInto('log_notes')
      .values({
        id: randomUUID(),
        line_id: note.lineId,
        field: note.field ?? null,
        right_value: note.right ?? null,
        text: note.text,
        corrects_id: note.correctsId ?? null,
        made_by: note.by,
        made_at: Math.max(Math.round(note.at), (known.at(-1)?.made.at ?? 0) + 1),
      })
      .execute()
  })
}

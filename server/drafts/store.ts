import { randomUUID } from 'node:crypto'
import type {
  DraftedItem,
  ScriptDraft,
  ScriptDraftKept,
  SideDecided,
  SideSummary,
  SideVersion,
} from '../contract/index.ts'
import type { Db, Tables } from '../db/index.ts'
import { StationError } from '../errors.ts'

/** What a person has typed on an edition's script and not saved. */
export async function findDraft(db: Db, editionId: string, accountId: string): Promise<ScriptDraft | undefined> {
  const row = await db
    .selectFrom('script_drafts')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return (
    row && {
      items: JSON.parse(row.items),
      savedAt: row.saved_at,
      windowId: row.window_id,
      ...(row.base_id !== null && { baseId: row.base_id }),
    }
  )
}

/** Who else has typed something that is not saved, the newest first. */
export async function listOthersDrafts(
  db: Db,
  editionId: string,
  accountId: string,
): Promise<{ by: string; savedAt: number }[]> {
  const rows = await db
    .selectFrom('script_drafts')
    .innerJoin('accounts', 'accounts.id', 'script_drafts.account_id')
    .select(['display_name', 'saved_at'])
    .where('edition_id', '=', editionId)
    .where('account_id', '<>', accountId)
    .orderBy('saved_at', 'desc')
    .execute()
  return rows.map(({ display_name, saved_at }) => ({ by: display_name, savedAt: saved_at }))
}

/**
 * Keeps what a window has typed; resolves to when, and whether it is the person's first draft here. Refuses `draft-elsewhere`
 * when another window of the same person wrote since; with `isMeant` that text is kept aside first.
 */
export async function keepDraft(
  db: Db,
  wanted: {
    editionId: string
    accountId: string
    draft: ScriptDraftKept
    at: number
    timeWords: (at: number) => string
  },
): Promise<{ savedAt: number; isFirst: boolean }> {
  const { editionId, accountId, draft, at } = wanted
  return db.transaction().execute(async (trx) => {
    const edition = await trx.selectFrom('editions').select('id').where('id', '=', editionId).executeTakeFirst()
    if (!edition) throw new StationError('not-found')
    const known = await findDraft(trx, editionId, accountId)
    const items = JSON.stringify(draft.items)
    const isKnown = known === undefined || known.windowId === draft.windowId || known.savedAt === draft.follows
    const isForeign = !isKnown && JSON.stringify(known.items) !== items
    if (isForeign && !draft.isMeant) {
      throw new StationError('draft-elsewhere', { time: wanted.timeWords(known.savedAt), savedAt: known.savedAt })
    }
    if (isForeign) {
      const { baseId } = known
      await addSide(trx, { editionId, baseId, items: known.items, by: accountId, why: 'other-window', at })
    }
    // A later draft is later, whatever the clock was set to: windows tell them apart by it.
    const savedAt = known ? Math.max(at, known.savedAt + 1) : at
    const values = { window_id: draft.windowId, base_id: draft.baseId ?? null, items, saved_at: savedAt }
    await trx
      .insertInto('script_drafts')
      .values({ edition_id: editionId, account_id: accountId, ...values })
      .onConflict((conflict) => conflict.columns(['edition_id', 'account_id']).doUpdateSet(values))
      .execute()
    return { savedAt, isFirst: known === undefined }
  })
}

/** Drops a person's draft: it became a revision, or was given up. True when there was one. */
export async function dropDraft(db: Db, editionId: string, accountId: string): Promise<boolean> {
  const [{ numDeletedRows } = { numDeletedRows: 0n }] = await db
    .deleteFrom('script_drafts')
    .where('edition_id', '=', editionId)
    .where('account_id', '=', accountId)
    .execute()
  return numDeletedRows > 0n
}

export interface NewSide {
  editionId: string
  baseId: string | undefined
  items: readonly DraftedItem[]
  why: SideSummary['why']
  by: string
  at: number
}

/** Keeps a text aside; the same text of the same person, still undecided, is kept once. Resolves to its id. */
export async function keepSide(db: Db, side: NewSide): Promise<string> {
  return db.transaction().execute((trx) => addSide(trx, side))
}

async function addSide(trx: Db, { editionId, baseId, items, why, by, at }: NewSide): Promise<string> {
  const text = JSON.stringify(items)
  const known = await sideRows(trx)
    .where('side_versions.edition_id', '=', editionId)
    .where('kept_by', '=', by)
    .where('items', '=', text)
    .where('side_outcomes.outcome', 'is', null)
    .executeTakeFirst()
  if (known) return known.id
  const id = randomUUID()
  await trx
    .insertInto('side_versions')
    .values({ id, edition_id: editionId, base_id: baseId ?? null, why, items: text, kept_by: by, kept_at: at })
    .execute()
  return id
}

/** The texts that were kept aside on an edition, the newest first. */
export async function listSides(db: Db, editionId: string, accountId: string): Promise<SideSummary[]> {
  const rows = await sideRows(db).where('side_versions.edition_id', '=', editionId).orderBy('kept_at', 'desc').execute()
  return rows.map((row) => summaryOf(row, accountId))
}

/** A text that was kept aside, whole. */
export async function findSide(db: Db, id: string, accountId: string): Promise<SideVersion | undefined> {
  const row = await sideRows(db).where('side_versions.id', '=', id).executeTakeFirst()
  return (
    row && {
      ...summaryOf(row, accountId),
      editionId: row.edition_id,
      items: JSON.parse(row.items),
      ...(row.base_id !== null && { baseId: row.base_id }),
    }
  )
}

/** Notes what became of it; once. Refuses `side-decided`. */
export async function decideSide(
  db: Db,
  sideId: string,
  { outcome, revisionId }: SideDecided,
  by: string,
  at: number,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('side_outcomes')
      .select('side_id')
      .where('side_id', '=', sideId)
      .executeTakeFirst()
    if (known) throw new StationError('side-decided')
    await trx
      .insertInto('side_outcomes')
      .values({ side_id: sideId, outcome, revision_id: revisionId ?? null, decided_by: by, decided_at: at })
      .execute()
  })
}

function sideRows(db: Db) {
  return db
    .selectFrom('side_versions')
    .innerJoin('accounts as keeper', 'keeper.id', 'side_versions.kept_by')
    .leftJoin('revisions as base', 'base.id', 'side_versions.base_id')
    .leftJoin('side_outcomes', 'side_outcomes.side_id', 'side_versions.id')
    .leftJoin('accounts as decider', 'decider.id', 'side_outcomes.decided_by')
    .leftJoin('revisions as merged', 'merged.id', 'side_outcomes.revision_id')
    .selectAll('side_versions')
    .select(['keeper.display_name as keeper', 'base.number as base_number'])
    .select(['outcome', 'decided_at', 'decider.display_name as decider', 'merged.number as merged_number'])
}

type SideRow = Tables['side_versions'] & {
  keeper: string
  base_number: number | null
  outcome: Tables['side_outcomes']['outcome'] | null
  decided_at: number | null
  decider: string | null
  merged_number: number | null
}

function summaryOf(row: SideRow, accountId: string): SideSummary {
  const items: unknown[] = JSON.parse(row.items)
  return {
    id: row.id,
    why: row.why,
    kept: { by: row.keeper, at: row.kept_at },
    isMine: row.kept_by === accountId,
    itemCount: items.length,
    ...(row.base_number !== null && { baseNumber: row.base_number }),
    ...(row.outcome !== null &&
      row.decided_at !== null && {
        outcome: {
          outcome: row.outcome,
          decided: { by: row.decider ?? '', at: row.decided_at },
          ...(row.merged_number !== null && { revisionNumber: row.merged_number }),
        },
      }),
  }
}

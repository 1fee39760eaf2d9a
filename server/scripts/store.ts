import { randomUUID } from 'node:crypto'
import type {
  Approval,
  ApprovalMeans,
  ItemKind,
  Revision,
  RevisionSource,
  RevisionSummary,
  ScriptItem,
} from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { countSyllables, itemHash, readingMs, scriptHash } from './text.ts'

export interface NewRevision {
  editionId: string
  parentId: string | undefined
  source: RevisionSource
  items: {
    itemId: string | undefined
    /** Undefined: as it was in the revision before; new items are ordinary ones. */
    kind: ItemKind | undefined
    title: string
    text: string
    unitName: string | undefined
  }[]
  createdBy: string
  createdAt: number
}

/**
 * Adds the next revision of an edition's script. Refuses `script-changed-meanwhile` when it was not made from the
 * newest one, and `nothing-changed` when it says the same. Items keep their ids; new ones get one.
 */
export async function addRevision(db: Db, wanted: NewRevision): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const edition = await trx.selectFrom('editions').select('id').where('id', '=', wanted.editionId).executeTakeFirst()
    if (!edition) throw new StationError('not-found')
    const latest = await trx
      .selectFrom('revisions')
      .select(['id', 'number', 'text_hash'])
      .where('edition_id', '=', wanted.editionId)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    if (latest?.id !== wanted.parentId) {
      throw new StationError('script-changed-meanwhile', { number: latest?.number ?? 0, latestId: latest?.id })
    }
    const kindBefore = await kindsOf(trx, latest?.id)
    const items = wanted.items.map((item) => ({
      ...item,
      kind: item.kind ?? kindBefore.get(item.itemId ?? '') ?? 'item',
      itemId: item.itemId ?? randomUUID(),
      textHash: itemHash(item),
    }))
    const textHash = scriptHash(items)
    if (latest?.text_hash === textHash) throw new StationError('nothing-changed', { number: latest.number })
    const id = randomUUID()
    await trx
      .insertInto('revisions')
      .values({
        id,
        edition_id: wanted.editionId,
        number: (latest?.number ?? 0) + 1,
        parent_id: latest?.id ?? null,
        source: wanted.source,
        text_hash: textHash,
        created_by: wanted.createdBy,
        created_at: wanted.createdAt,
      })
      .execute()
    await trx
      .insertInto('revision_items')
      .values(
        items.map((item, place) => ({
          revision_id: id,
          place,
          item_id: item.itemId,
          kind: item.kind,
          title: item.title,
          text: item.text,
          unit_name: item.unitName ?? null,
          text_hash: item.textHash,
        })),
      )
      .execute()
    return id
  })
}

async function kindsOf(db: Db, revisionId: string | undefined): Promise<Map<string, ItemKind>> {
  if (revisionId === undefined) return new Map()
  const rows = await db
    .selectFrom('revision_items')
    .select(['item_id', 'kind'])
    .where('revision_id', '=', revisionId)
    .execute()
  return new Map(rows.map(({ item_id, kind }) => [item_id, kind]))
}

/** A revision with its items and its approval. */
export async function findRevision(db: Db, id: string): Promise<Revision | undefined> {
  const row = await revisionRows(db).where('revisions.id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const items = await db
    .selectFrom('revision_items')
    .selectAll()
    .where('revision_id', '=', id)
    .orderBy('place')
    .execute()
  return {
    id: row.id,
    editionId: row.edition_id,
    number: row.number,
    source: row.source,
    created: { by: row.author, at: row.created_at },
    textHash: row.text_hash,
    items: items.map(asItem),
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    ...approvalOf(row),
  }
}

/** All revisions of an edition, the newest first. */
export async function listRevisions(db: Db, editionId: string): Promise<RevisionSummary[]> {
  const rows = await revisionRows(db).where('revisions.edition_id', '=', editionId).orderBy('number', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    source: row.source,
    created: { by: row.author, at: row.created_at },
    itemCount: Number(row.item_count),
    ...approvalOf(row),
  }))
}

export interface NewApproval {
  revisionId: string
  textHash: string
  /** Who approved, as on a paper. */
  approver: string
  means: ApprovalMeans
  /** The account that recorded it; undefined: the approver, from a telephone of their own. */
  recordedBy: string | undefined
  approvedAt: number
}

/**
 * Notes an approval. While one of a revision stands, a second is refused as `already-approved` with who gave the first; one
 * that was taken back leaves room for another.
 */
export async function addApproval(db: Db, approval: NewApproval): Promise<void> {
  if (!db.isTransaction) return db.transaction().execute((trx) => addApproval(trx, approval))
  const row = await standingApprovals(db)
    .innerJoin('revisions', 'revisions.id', 'approvals.revision_id')
    .select('number')
    .where('revision_id', '=', approval.revisionId)
    .executeTakeFirst()
  if (row) throw new StationError('already-approved', { number: row.number, approver: row.approver })
  await db
    .insertInto('approvals')
    .values({
      id: randomUUID(),
      revision_id: approval.revisionId,
      text_hash: approval.textHash,
      approver: approval.approver,
      means: approval.means,
      recorded_by: approval.recordedBy ?? null,
      approved_at: approval.approvedAt,
    })
    .execute()
}

/** Approvals that nobody took back. */
function standingApprovals(db: Db) {
  return db
    .selectFrom('approvals')
    .leftJoin('approval_withdrawals', 'approval_withdrawals.approval_id', 'approvals.id')
    .selectAll('approvals')
    .where('approval_withdrawals.approval_id', 'is', null)
}

function revisionRows(db: Db) {
  return (
    db
      .selectFrom('revisions')
      .innerJoin('accounts as author', 'author.id', 'revisions.created_by')
      // As a table of its own the approvals that stand would be put together anew for every single revision.
      .leftJoin('approvals as standing', (join) =>
        join
          .onRef('standing.revision_id', '=', 'revisions.id')
          .on(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('approval_withdrawals')
                  .select('approval_withdrawals.approval_id')
                  .whereRef('approval_withdrawals.approval_id', '=', 'standing.id'),
              ),
            ),
          ),
      )
      .leftJoin('accounts as recorder', 'recorder.id', 'standing.recorded_by')
      .selectAll('revisions')
      .select(['author.display_name as author', 'recorder.display_name as recorder'])
      .select(['standing.approver', 'standing.approved_at', 'standing.means', 'standing.text_hash as approved_hash'])
      .select((eb) =>
        eb
          .selectFrom('revision_items')
          .select((count) => count.fn.countAll().as('items'))
          .whereRef('revision_items.revision_id', '=', 'revisions.id')
          .as('item_count'),
      )
  )
}

function approvalOf(row: {
  approver: string | null
  approved_at: number | null
  means: ApprovalMeans | null
  recorder: string | null
  approved_hash: string | null
}): { approval?: Approval } {
  const { approver, approved_at, means, approved_hash } = row
  if (approver === null || approved_at === null || means === null || approved_hash === null) return {}
  return {
    approval: {
      approver,
      approvedAt: approved_at,
      recordedBy: row.recorder ?? approver,
      means,
      textHash: approved_hash,
    },
  }
}

function asItem(row: {
  item_id: string
  kind: ItemKind
  title: string
  text: string
  unit_name: string | null
  text_hash: string
}): ScriptItem {
  const syllables = countSyllables(row.text)
  return {
    itemId: row.item_id,
    kind: row.kind,
    title: row.title,
    text: row.text,
    textHash: row.text_hash,
    syllables,
    estimatedMs: readingMs(syllables),
    ...(row.unit_name !== null && { unitName: row.unit_name }),
  }
}

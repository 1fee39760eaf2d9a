import { randomUUID } from 'node:crypto'
import type { ItemKind, RoyaltyCorrection, RoyaltyLine, RoyaltyRates, SubmissionSource } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { listOutside } from '../outside/index.ts'
import { countSyllables } from '../scripts/index.ts'
import type { RatesRow } from './rates.ts'

/** Every table that was ever saved, in the order of saving. */
export async function listRates(db: Db): Promise<RatesRow[]> {
  const rows = await db
    .selectFrom('royalty_rates')
    .innerJoin('accounts', 'accounts.id', 'royalty_rates.set_by')
    .selectAll('royalty_rates')
    .select('accounts.display_name')
    .orderBy('number')
    .execute()
  return rows.map(({ number, from_date, rates, display_name, set_at }) => ({
    number,
    from: from_date,
    rates: rates === null ? undefined : JSON.parse(rates),
    set: { by: display_name, at: set_at },
  }))
}

/**
 * Saves the table of a date, or calls it off. Refuses `royalty-rates-changed-meanwhile` when it was not made from the newest
 * one of that date.
 */
export async function addRates(
  db: Db,
  saved: {
    from: string
    rates: Pick<RoyaltyRates, 'decision' | 'unitValueDong' | 'kinds'> | undefined
    baseNumber: number | undefined
    by: string
    at: number
  },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const rows = await listRates(trx)
    const newest = rows.findLast(({ from }) => from === saved.from)
    const standing = newest?.rates && newest
    if (standing?.number !== saved.baseNumber) {
      const [year, month, day] = saved.from.split('-')
      throw new StationError('royalty-rates-changed-meanwhile', {
        from: `${day}/${month}/${year}`,
        by: newest?.set.by ?? 'người khác',
      })
    }
    await trx
      .insertInto('royalty_rates')
      .values({
        id: randomUUID(),
        number: (rows.at(-1)?.number ?? 0) + 1,
        from_date: saved.from,
        rates: saved.rates === undefined ? null : JSON.stringify(saved.rates),
        set_by: saved.by,
        set_at: saved.at,
      })
      .execute()
  })
}

/** What people say of lines, as it stands. */
export async function correctionsOf(
  db: Db,
  lineIds: readonly string[],
): Promise<Map<string, NonNullable<RoyaltyLine['correction']>>> {
  if (lineIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('royalty_corrections')
    .innerJoin('accounts', 'accounts.id', 'royalty_corrections.set_by')
    .selectAll('royalty_corrections')
    .select('accounts.display_name')
    .where('line_id', 'in', [...lineIds])
    .orderBy('number')
    .execute()
  return new Map(
    rows.map(({ line_id, number, correction, display_name, set_at }) => [
      line_id,
      { number, ...(JSON.parse(correction) as RoyaltyCorrection), set: { by: display_name, at: set_at } },
    ]),
  )
}

/** Notes what a person says of a line. Refuses `royalty-line-changed-meanwhile`. */
export async function addCorrection(
  db: Db,
  saved: {
    lineId: string
    correction: RoyaltyCorrection
    baseNumber: number | undefined
    by: string
    at: number
  },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = (await correctionsOf(trx, [saved.lineId])).get(saved.lineId)
    if (known?.number !== saved.baseNumber) {
      throw new StationError('royalty-line-changed-meanwhile', { by: known?.set.by ?? 'người khác' })
    }
    await trx
      .insertInto('royalty_corrections')
      .values({
        id: randomUUID(),
        line_id: saved.lineId,
        number: (known?.number ?? 0) + 1,
        correction: JSON.stringify(saved.correction),
        set_by: saved.by,
        set_at: saved.at,
      })
      .execute()
  })
}

/** Whether a line can be there at all: its submission or item, its item and reader exist. */
export async function isLine(db: Db, lineId: string): Promise<boolean> {
  const { kind, id, readerId } = /^(?<kind>[wr])-(?<id>[^~]+)(?:~(?<readerId>.+))?$/.exec(lineId)?.groups ?? {}
  if (id === undefined || (kind === 'r') !== (readerId !== undefined)) return false
  const item = await db.selectFrom('revision_items').select('item_id').where('item_id', '=', id).executeTakeFirst()
  if (readerId === undefined) {
    const submission = await db.selectFrom('submissions').select('id').where('id', '=', id).executeTakeFirst()
    return item !== undefined || submission !== undefined
  }
  const reader = await db.selectFrom('accounts').select('id').where('id', '=', readerId).executeTakeFirst()
  return item !== undefined && reader !== undefined
}

/** The editions with an airing, here or outside, that was planned within [from, to) (UTC ms). */
export async function editionsAround(db: Db, from: number, to: number): Promise<string[]> {
  const inside = await db
    .selectFrom('airings')
    .select('edition_id')
    .distinct()
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .execute()
  const outside = (await listOutside(db, { from, to })).map(({ editionId }) => editionId)
  return [...new Set([...inside.map(({ edition_id }) => edition_id), ...outside])]
}

/** The programme and period of editions. */
export async function periodsOf(
  db: Db,
  editionIds: readonly string[],
): Promise<{ editionId: string; programmeId: string; period: string }[]> {
  if (editionIds.length === 0) return []
  const rows = await db
    .selectFrom('editions')
    .select(['id', 'programme_id', 'period'])
    .where('id', 'in', [...editionIds])
    .execute()
  return rows.map(({ id, programme_id, period }) => ({ editionId: id, programmeId: programme_id, period }))
}

/** The submission that each item was made from; items of the station's own are left out. */
export async function originsOf(db: Db, itemIds: readonly string[]): Promise<Map<string, string>> {
  if (itemIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('item_origins')
    .select(['item_id', 'submission_id'])
    .where('item_id', 'in', [...itemIds])
    .orderBy('brought_at')
    .execute()
  return new Map(rows.map(({ item_id, submission_id }) => [item_id, submission_id]))
}

/** Every item that was made from these submissions, with the editions whose scripts have it. */
export async function itemsMadeFrom(
  db: Db,
  submissionIds: readonly string[],
): Promise<{ itemId: string; submissionId: string; editionId: string }[]> {
  if (submissionIds.length === 0) return []
  const rows = await db
    .selectFrom('item_origins')
    .innerJoin('revision_items', 'revision_items.item_id', 'item_origins.item_id')
    .innerJoin('revisions', 'revisions.id', 'revision_items.revision_id')
    .select(['item_origins.item_id', 'item_origins.submission_id', 'revisions.edition_id'])
    .distinct()
    .where('item_origins.submission_id', 'in', [...submissionIds])
    .execute()
  return rows.map((row) => ({ itemId: row.item_id, submissionId: row.submission_id, editionId: row.edition_id }))
}

/** An item as it stood in a revision. */
export interface ItemFacts {
  revisionId: string
  itemId: string
  kind: ItemKind
  title: string
  words: number
  unitName: string | undefined
}

/** The items of revisions, in the order in which they are read. */
export async function itemsOfRevisions(db: Db, revisionIds: readonly string[]): Promise<ItemFacts[]> {
  if (revisionIds.length === 0) return []
  const rows = await db
    .selectFrom('revision_items')
    .select(['revision_id', 'item_id', 'kind', 'title', 'text', 'unit_name'])
    .where('revision_id', 'in', [...revisionIds])
    .orderBy('place')
    .execute()
  return rows.map((row) => ({
    revisionId: row.revision_id,
    itemId: row.item_id,
    kind: row.kind,
    title: row.title,
    words: countSyllables(row.text),
    unitName: row.unit_name ?? undefined,
  }))
}

/** Who sent a work, as the register has it now. */
export interface SentBy {
  title: string
  author: string | undefined
  unitId: string | undefined
  source: SubmissionSource
}

/** Who sent these submissions. */
export async function sendersOf(db: Db, submissionIds: readonly string[]): Promise<Map<string, SentBy>> {
  if (submissionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('submission_descriptions')
    .select(['submission_id', 'title', 'author', 'unit_id', 'source'])
    .where('submission_id', 'in', [...submissionIds])
    .orderBy('number')
    .execute()
  return new Map(
    rows.map(({ submission_id, title, author, unit_id, source }) => [
      submission_id,
      { title, author: author ?? undefined, unitId: unit_id ?? undefined, source },
    ]),
  )
}

/** A recording: whose words it is, and how long. */
export interface TakeFacts {
  revisionId: string
  durationMs: number
}

/** These recordings by id; such as there are not are left out. */
export async function takesOf(db: Db, takeIds: readonly string[]): Promise<Map<string, TakeFacts>> {
  if (takeIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('takes')
    .select(['id', 'revision_id', 'duration_ms'])
    .where('id', 'in', [...new Set(takeIds)])
    .execute()
  return new Map(rows.map((row) => [row.id, { revisionId: row.revision_id, durationMs: row.duration_ms }]))
}

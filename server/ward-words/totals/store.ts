import type { Db } from '../../db/index.ts'

/** The topics of the items of scripts, as they are noted of what the items were made from; items without any are left out. */
export async function topicsOfItems(db: Db, itemIds: readonly string[]): Promise<Map<string, string[]>> {
  if (itemIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('item_origins')
    .innerJoin('submission_descriptions as told', 'told.submission_id', 'item_origins.submission_id')
    .select(['item_origins.item_id', 'told.topics'])
    .where('item_origins.item_id', 'in', [...itemIds])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('submission_descriptions as later')
            .select('later.id')
            .whereRef('later.submission_id', '=', 'told.submission_id')
            .whereRef('later.number', '>', 'told.number'),
        ),
      ),
    )
    .execute()
  const byItem = Map.groupBy(rows, ({ item_id }) => item_id)
  return new Map(
    [...byItem].flatMap(([itemId, told]): [string, string[]][] => {
      const topics = [...new Set(told.flatMap(({ topics }): string[] => JSON.parse(topics)))]
      return topics.length === 0 ? [] : [[itemId, topics]]
    }),
  )
}

/**
 * The editions of which a ward may have said a play between two instants (ms): by a word for that hour, by a recording that came
 * since, by its own log, or by a player, which plays nothing but the station's airings. More than those that were: a word with no
 * hour, a recording of an older edition.
 */
export async function editionsMaybePlayed(db: Db, span: { from: number; before: number }): Promise<string[]> {
  const { from, before } = span
  const rows = await db
    .selectFrom('ward_words')
    .select('edition_id')
    .where('starts_at', '>=', from)
    .where('starts_at', '<', before)
    .union(db.selectFrom('ward_recordings').select('edition_id').where('received_at', '>=', from))
    .union(
      db
        .selectFrom('outside_airings')
        .select('edition_id')
        .where('starts_at', '>=', from)
        .where('starts_at', '<', before),
    )
    .union(db.selectFrom('airings').select('edition_id').where('starts_at', '>=', from).where('starts_at', '<', before))
    .execute()
  return rows.map(({ edition_id }) => edition_id)
}

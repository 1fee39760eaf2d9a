import { createHash, randomUUID } from 'node:crypto'
import type { TestStation } from '../builders.ts'

/** What an edition sounded: items of its script and sounds by hash. */
export interface Sounded {
  editionId: string
  revisionId: string
  itemIds: readonly string[]
  sounds?: readonly string[]
  /** Which take was heard of an item; without it, one that bears the item's id. */
  takes?: ReadonlyMap<string, string>
  /** Hashes of files that are kept already, where somebody wants to have them. */
  files?: { master: string; mp3: string }
}

/** Notes a verified render of an edition, as the queue would, without making one. Answers its master's hash. */
export async function noteRender(
  station: TestStation,
  { editionId, revisionId, itemIds, sounds = [], takes, files }: Sounded,
) {
  const id = randomUUID()
  const hash = (form: string) => createHash('sha256').update(`${id} ${form}`).digest('hex')
  const { master, mp3 } = files ?? { master: hash('master'), mp3: hash('mp3') }
  for (const sha256 of files ? [] : [master, mp3]) {
    await station.db.insertInto('media').values({ sha256, bytes: 1, media_type: 'audio/wav', added_at: 1 }).execute()
  }
  const part = (sha256: string) => ({ role: 'item', title: 'Phần', sha256, gapAfterFrames: 0, keep: [], gainDb: 0 })
  const sources = {
    reads: itemIds.map((itemId) => ({
      itemId,
      textHash: itemId,
      takeId: takes?.get(itemId) ?? itemId,
      mediaSha256: hash(itemId),
    })),
    recipe: { version: 2, parts: [...itemIds.map((itemId) => part(hash(itemId))), ...sounds.map(part)], beds: [] },
    fileName: 'ky.mp3',
  }
  const account = await station.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  await station.db
    .insertInto('renders')
    .values({
      id,
      edition_id: editionId,
      revision_id: revisionId,
      recipe: JSON.stringify(sources),
      target_lufs: -23,
      requested_by: account.id,
      requested_at: 1,
    })
    .execute()
  await station.db
    .insertInto('render_outcomes')
    .values({
      render_id: id,
      outcome: 'verified',
      reason: null,
      master_sha256: master,
      mp3_sha256: mp3,
      mono_sha256: null,
      duration_ms: 60_000,
      frames: 2_880_000,
      figures: JSON.stringify({ master: {}, mp3: {}, reads: [], ffmpegVersion: '0' }),
      peaks: null,
      sheet: null,
      finished_at: 2,
    })
    .execute()
  return master
}

/** Notes an airing and what the journal says of it, as the on-air process would. */
export async function noteAiring(
  station: TestStation,
  editionId: string,
  told: { at: number; masterSha256: string; outcome?: 'aired' | 'partial' | 'missed'; isNull?: boolean },
): Promise<void> {
  const { at, masterSha256, outcome = 'aired', isNull = false } = told
  const account = await station.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  const id = randomUUID()
  const date = new Date(at + 7 * 3_600_000).toISOString()
  await station.db
    .insertInto('airings')
    .values({
      id,
      edition_id: editionId,
      date: date.slice(0, 10),
      time: date.slice(11, 16),
      starts_at: at,
      outside_window_reason: null,
      moved_from_id: null,
      confirmed_by: account.id,
      confirmed_at: at - 1,
      ordered_now: 0,
      makes_up_for_id: null,
    })
    .execute()
  await noteSound(station, id, { at, masterSha256, outcome, isNull })
}

/** Notes what the journal says of a confirmed airing that began at an instant (UTC ms) and sounded for a minute. */
export async function noteSound(
  station: TestStation,
  airingId: string,
  told: { at: number; masterSha256: string; outcome?: 'aired' | 'partial' | 'missed'; isNull?: boolean },
): Promise<void> {
  const { at, masterSha256, outcome = 'aired', isNull = false } = told
  const device = { id: isNull ? 'null' : 'loa', name: isNull ? 'Thiết bị rỗng' : 'Loa', isNull }
  const entries = [
    { event: 'first-sample', details: { offsetMs: 0, startErrorMs: 0, device, masterSha256 } },
    { event: 'last-sample', details: { soundedMs: 60_000 } },
    { event: 'outcome', details: { outcome } },
  ]
  for (const [seq, { event, details }] of entries.entries()) {
    await station.db
      .insertInto('journal_entries')
      .values({ id: randomUUID(), seq, at: at + seq, airing_id: airingId, event, details: JSON.stringify(details) })
      .execute()
  }
}

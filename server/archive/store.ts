import { randomUUID } from 'node:crypto'
import type { ApprovalAnswer, ApprovalMeans } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** The first and the last instant at which anything was aired or due until then, UTC ms; undefined where nothing was. */
export async function edgesOfAir(db: Db, until: number): Promise<{ first: number; last: number } | undefined> {
  const row = await instants(db)
    .select(({ fn }) => [fn.min('at').as('first'), fn.max('at').as('last')])
    .where('at', '<=', Math.floor(until))
    .executeTakeFirstOrThrow()
  // Over no rows at all, both are null.
  const { first, last }: { first: number | null; last: number | null } = row
  return first === null || last === null ? undefined : { first, last }
}

/** How often anything was aired or due within [from, to), what was withdrawn apart. */
export async function countAired(db: Db, from: number, to: number): Promise<number> {
  const row = await instants(db)
    .select(({ fn }) => fn.countAll().as('count'))
    .where('at', '>=', Math.floor(from))
    .where('at', '<', Math.ceil(to))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** When each airing, emergency and airing outside the system was. */
function instants(db: Db) {
  const airings = db
    .selectFrom('airings')
    .leftJoin('airing_withdrawals', 'airing_withdrawals.airing_id', 'airings.id')
    .select('starts_at as at')
    .where('airing_withdrawals.airing_id', 'is', null)
  const outside = db.selectFrom('outside_airings').select('starts_at as at')
  const emergencies = db.selectFrom('emergencies').select('ordered_at as at')
  return db.selectFrom(airings.unionAll(outside).unionAll(emergencies).as('aired'))
}

/** What is kept of a verified render. */
export interface KeptRender {
  id: string
  editionId: string
  programmeId: string
  programmeName: string
  period: string
  revisionId: string
  revisionNumber: number
  durationMs: number | undefined
  master: { sha256: string; bytes: number }
  mp3: { sha256: string; bytes: number }
}

export async function listKeptRenders(db: Db, renderIds: readonly string[]): Promise<Map<string, KeptRender>> {
  if (renderIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('renders')
    .innerJoin('render_outcomes', 'render_outcomes.render_id', 'renders.id')
    .innerJoin('revisions', 'revisions.id', 'renders.revision_id')
    .innerJoin('editions', 'editions.id', 'renders.edition_id')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .leftJoin('media as master', 'master.sha256', 'render_outcomes.master_sha256')
    .leftJoin('media as mp3', 'mp3.sha256', 'render_outcomes.mp3_sha256')
    .select(['renders.id', 'renders.edition_id', 'renders.revision_id', 'revisions.number', 'duration_ms'])
    .select(['editions.programme_id', 'programmes.name', 'editions.period', 'master_sha256', 'mp3_sha256'])
    .select(['master.bytes as master_bytes', 'mp3.bytes as mp3_bytes'])
    .where('renders.id', 'in', [...new Set(renderIds)])
    .execute()
  return new Map(
    rows.flatMap((row) => {
      if (row.master_sha256 === null || row.mp3_sha256 === null) return []
      return [
        [
          row.id,
          {
            id: row.id,
            editionId: row.edition_id,
            programmeId: row.programme_id,
            programmeName: row.name,
            period: row.period,
            revisionId: row.revision_id,
            revisionNumber: row.number,
            durationMs: row.duration_ms ?? undefined,
            master: { sha256: row.master_sha256, bytes: row.master_bytes ?? 0 },
            mp3: { sha256: row.mp3_sha256, bytes: row.mp3_bytes ?? 0 },
          },
        ],
      ]
    }),
  )
}

/** An announcement by the master that aired. */
export interface KeptAnnouncement {
  id: string
  title: string
  durationMs: number
  master: { sha256: string; bytes: number }
}

export async function listKeptAnnouncements(
  db: Db,
  masters: readonly string[],
): Promise<Map<string, KeptAnnouncement>> {
  if (masters.length === 0) return new Map()
  const rows = await db
    .selectFrom('announcements')
    .leftJoin('media', 'media.sha256', 'announcements.master_sha256')
    .select(['announcements.id', 'title', 'duration_ms', 'master_sha256', 'bytes'])
    .where('master_sha256', 'in', [...new Set(masters)])
    .execute()
  return new Map(
    rows.map((row) => [
      row.master_sha256,
      {
        id: row.id,
        title: row.title,
        durationMs: row.duration_ms,
        master: { sha256: row.master_sha256, bytes: row.bytes ?? 0 },
      },
    ]),
  )
}

/** The newest revision of each of these editions whose approval stands. */
export async function approvedRevisions(db: Db, editionIds: readonly string[]): Promise<Map<string, string>> {
  if (editionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('approvals')
    .innerJoin('revisions', 'revisions.id', 'approvals.revision_id')
    .leftJoin('approval_withdrawals', 'approval_withdrawals.approval_id', 'approvals.id')
    .select(['edition_id', 'revisions.id'])
    .where('approval_withdrawals.approval_id', 'is', null)
    .where('edition_id', 'in', [...new Set(editionIds)])
    .orderBy('revisions.number')
    .execute()
  return new Map(rows.map(({ edition_id, id }) => [edition_id, id]))
}

/** The words of these revisions as one text each: what is looked through. */
export async function wordsOfRevisions(db: Db, revisionIds: readonly string[]): Promise<Map<string, string>> {
  if (revisionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('revision_items')
    .select(['revision_id', 'title', 'text'])
    .where('revision_id', 'in', [...new Set(revisionIds)])
    .orderBy('place')
    .execute()
  const words = new Map<string, string>()
  for (const { revision_id, title, text } of rows) {
    words.set(revision_id, `${words.get(revision_id) ?? ''} ${title} ${text}`)
  }
  return words
}

/** Everything that leaders said of a revision. */
export interface SaidOfRevision {
  number: number
  textHash: string
  approvals: {
    approver: string
    means: ApprovalMeans
    at: number
    recordedBy: string | undefined
    withdrawn: { by: string; reason: string; at: number } | undefined
  }[]
  answers: {
    /** Of one item; undefined: of the whole. */
    itemTitle: string | undefined
    answer: ApprovalAnswer
    remark: string | undefined
    approver: string
    means: ApprovalMeans
    at: number
  }[]
  scans: { sha256: string; fileName: string; bytes: number; signedOn: string | undefined }[]
}

export async function saidOfRevision(db: Db, revisionId: string): Promise<SaidOfRevision | undefined> {
  const revision = await db
    .selectFrom('revisions')
    .select(['number', 'text_hash'])
    .where('id', '=', revisionId)
    .executeTakeFirst()
  if (!revision) return undefined
  const approvals = await db
    .selectFrom('approvals')
    .leftJoin('accounts', 'accounts.id', 'approvals.recorded_by')
    .leftJoin('approval_withdrawals', 'approval_withdrawals.approval_id', 'approvals.id')
    .select(['approver', 'approvals.means', 'approved_at', 'display_name', 'reason', 'withdrawn_by', 'withdrawn_at'])
    .where('revision_id', '=', revisionId)
    .orderBy('approved_at')
    .execute()
  const answers = await db
    .selectFrom('approval_answers')
    .innerJoin('approval_requests', 'approval_requests.id', 'approval_answers.request_id')
    .leftJoin('revision_items', (join) =>
      join
        .onRef('revision_items.revision_id', '=', 'approval_requests.revision_id')
        .onRef('revision_items.item_id', '=', 'approval_answers.item_id'),
    )
    .select(['title', 'answer', 'remark', 'approver', 'means', 'given_at'])
    .where('approval_requests.revision_id', '=', revisionId)
    .orderBy('given_at')
    .orderBy('place')
    .execute()
  const scans = await db
    .selectFrom('paper_scans')
    .leftJoin('media', 'media.sha256', 'paper_scans.media_sha256')
    .select(['media_sha256', 'file_name', 'bytes', 'signed_on'])
    .where('revision_id', '=', revisionId)
    .orderBy('paper_scans.added_at')
    .execute()
  return {
    number: revision.number,
    textHash: revision.text_hash,
    approvals: approvals.map((row) => ({
      approver: row.approver,
      means: row.means,
      at: row.approved_at,
      recordedBy: row.display_name ?? undefined,
      withdrawn:
        row.withdrawn_at === null
          ? undefined
          : { by: row.withdrawn_by ?? '', reason: row.reason ?? '', at: row.withdrawn_at },
    })),
    answers: answers.map((row) => ({
      itemTitle: row.title ?? undefined,
      answer: row.answer,
      remark: row.remark ?? undefined,
      approver: row.approver,
      means: row.means,
      at: row.given_at,
    })),
    scans: scans.map((row) => ({
      sha256: row.media_sha256,
      fileName: row.file_name,
      bytes: row.bytes ?? 0,
      signedOn: row.signed_on ?? undefined,
    })),
  }
}

/** A file of a package; all of them are kept among the media. */
export interface PackedFile {
  /** Within the package, with slashes. */
  name: string
  bytes: number
  sha256: string
}

/** A package as it was made. */
export interface PackageRow {
  id: string
  year: number
  withMasters: boolean
  files: PackedFile[]
  bytes: number
  editions: number
  lacks: string[]
  made: { by: string; at: number }
}

export async function addPackage(
  db: Db,
  made: Omit<PackageRow, 'id' | 'made'> & { by: string; at: number },
): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('archive_packages')
    .values({
      id,
      year: made.year,
      with_masters: made.withMasters ? 1 : 0,
      files: JSON.stringify(made.files),
      bytes: made.bytes,
      editions: made.editions,
      lacks: JSON.stringify(made.lacks),
      made_by: made.by,
      made_at: Math.round(made.at),
    })
    .execute()
  return id
}

/** The packages of a year, the newest first. */
export async function listPackages(db: Db, year: number): Promise<PackageRow[]> {
  const rows = await packageRows(db).where('year', '=', year).orderBy('made_at', 'desc').execute()
  return rows.map(asPackage)
}

export async function findPackage(db: Db, id: string): Promise<PackageRow | undefined> {
  const row = await packageRows(db).where('archive_packages.id', '=', id).executeTakeFirst()
  return row && asPackage(row)
}

function packageRows(db: Db) {
  return db
    .selectFrom('archive_packages')
    .innerJoin('accounts', 'accounts.id', 'archive_packages.made_by')
    .selectAll('archive_packages')
    .select('display_name')
}

function asPackage(row: Awaited<ReturnType<ReturnType<typeof packageRows>['executeTakeFirstOrThrow']>>): PackageRow {
  return {
    id: row.id,
    year: row.year,
    withMasters: row.with_masters === 1,
    files: JSON.parse(row.files),
    bytes: row.bytes,
    editions: row.editions,
    lacks: JSON.parse(row.lacks),
    made: { by: row.display_name, at: row.made_at },
  }
}

/** Notes that a package was written to a folder. */
export async function addCopy(
  db: Db,
  copy: { packageId: string; path: string; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('archive_copies')
    .values({
      id: randomUUID(),
      package_id: copy.packageId,
      path: copy.path,
      made_by: copy.by,
      made_at: Math.round(copy.at),
    })
    .execute()
}

/** Where a package was written to, the newest first. */
export async function listCopies(
  db: Db,
  packageId: string,
): Promise<{ path: string; made: { by: string; at: number } }[]> {
  const rows = await db
    .selectFrom('archive_copies')
    .innerJoin('accounts', 'accounts.id', 'archive_copies.made_by')
    .select(['path', 'made_at', 'display_name'])
    .where('package_id', '=', packageId)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map(({ path, made_at, display_name }) => ({ path, made: { by: display_name, at: made_at } }))
}

import { randomUUID } from 'node:crypto'
import { type Recipe, type RecipeVersion1, readRecipe } from '../../audio/index.ts'
import type { Figures, Peaks, QualitySheet, Render } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

/** What a render was made from: who asks later whether it is still right compares these. */
export interface RenderSources {
  /** `isChosen`: the rundown named this take; another one, or none, was kept for the item. */
  reads: { itemId: string; textHash: string; takeId: string; mediaSha256: string; isChosen?: boolean }[]
  recipe: Recipe
  /** The name of the delivered MP3. */
  fileName: string
  /** How long the programme should be; absent where there is no norm. */
  normMs?: number | undefined
}

/** What came of a render; written once. */
export type RenderOutcome =
  | {
      outcome: 'verified'
      masterSha256: string
      mp3Sha256: string
      monoSha256: string
      durationMs: number
      frames: number
      figures: DeliveredFigures
      peaks: Peaks
      sheet: QualitySheet
    }
  | { outcome: 'refused' | 'failed' | 'cancelled'; reason: string }

export interface DeliveredFigures {
  master: Figures
  mp3: Figures
  /** Absent in renders of before there was a mono delivery. */
  mono?: Figures
  reads: { title: string; measuredLufs?: number | undefined; appliedGainDb: number; limited: boolean }[]
  ffmpegVersion: string
}

/** Notes that a render was asked for. Refuses `render-running` while another one of the edition is not over. */
export async function addRender(
  db: Db,
  render: { editionId: string; revisionId: string; sources: RenderSources; targetLufs: number; by: string; at: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const open = await unfinished(trx).where('renders.edition_id', '=', render.editionId).executeTakeFirst()
    if (open) throw new StationError('render-running', { renderId: open.id })
    const id = randomUUID()
    await trx
      .insertInto('renders')
      .values({
        id,
        edition_id: render.editionId,
        revision_id: render.revisionId,
        recipe: JSON.stringify(render.sources),
        target_lufs: render.targetLufs,
        requested_by: render.by,
        requested_at: render.at,
      })
      .execute()
    return id
  })
}

/** Notes what came of a render. The first word stands: a later one (a cancel that came too late) changes nothing. */
export async function addOutcome(db: Db, renderId: string, result: RenderOutcome, finishedAt: number): Promise<void> {
  const verified = result.outcome === 'verified' ? result : undefined
  await db
    .insertInto('render_outcomes')
    .values({
      render_id: renderId,
      outcome: result.outcome,
      reason: result.outcome === 'verified' ? null : result.reason,
      master_sha256: verified?.masterSha256 ?? null,
      mp3_sha256: verified?.mp3Sha256 ?? null,
      mono_sha256: verified?.monoSha256 ?? null,
      duration_ms: verified?.durationMs ?? null,
      frames: verified?.frames ?? null,
      figures: verified ? JSON.stringify(verified.figures) : null,
      peaks: verified ? JSON.stringify(verified.peaks) : null,
      sheet: verified ? JSON.stringify(verified.sheet) : null,
      finished_at: finishedAt,
    })
    .onConflict((conflict) => conflict.column('render_id').doNothing())
    .execute()
}

/** The renders of an edition, the newest first. Those without an outcome are `queued`; who runs them knows better. */
export async function listRenders(db: Db, editionId: string): Promise<Render[]> {
  const rows = await renderRows(db)
    .where('renders.edition_id', '=', editionId)
    .orderBy('requested_at', 'desc')
    .execute()
  return rows.map(asRender)
}

export async function findRender(db: Db, id: string): Promise<Render | undefined> {
  const row = await renderRows(db).where('renders.id', '=', id).executeTakeFirst()
  return row && asRender(row)
}

/** What a render is made from. */
export async function findSources(db: Db, id: string): Promise<RenderSources | undefined> {
  const row = await db.selectFrom('renders').select('recipe').where('id', '=', id).executeTakeFirst()
  return row && readSources(row.recipe)
}

/** The quality sheet of a render; undefined where none was made. */
export async function findSheet(db: Db, id: string): Promise<QualitySheet | undefined> {
  const row = await db.selectFrom('render_outcomes').select('sheet').where('render_id', '=', id).executeTakeFirst()
  return row?.sheet ? JSON.parse(row.sheet) : undefined
}

export async function findPeaks(db: Db, id: string): Promise<Peaks | undefined> {
  const row = await db.selectFrom('render_outcomes').select('peaks').where('render_id', '=', id).executeTakeFirst()
  return row?.peaks ? JSON.parse(row.peaks) : undefined
}

/** Renders that were asked for and have no outcome, in the order of asking: what a restarted station goes on with. */
export async function listUnfinished(db: Db): Promise<string[]> {
  const rows = await unfinished(db).orderBy('requested_at').execute()
  return rows.map(({ id }) => id)
}

function unfinished(db: Db) {
  return db
    .selectFrom('renders')
    .leftJoin('render_outcomes', 'render_outcomes.render_id', 'renders.id')
    .select('renders.id')
    .where('render_outcomes.render_id', 'is', null)
}

export interface VerifiedRender {
  id: string
  editionId: string
  revisionId: string
  masterSha256: string
  mp3Sha256: string
  durationMs: number
  frames: number
  sources: RenderSources
}

/** The newest verified render of an edition: what it would air. */
export async function newestVerified(db: Db, editionId: string): Promise<VerifiedRender | undefined> {
  const row = await db
    .selectFrom('renders')
    .innerJoin('render_outcomes', 'render_outcomes.render_id', 'renders.id')
    // Not the picture and the quality sheet: those are long, and this is asked of every edition again and again.
    .select(['renders.id', 'edition_id', 'revision_id', 'recipe'])
    .select(['master_sha256', 'mp3_sha256', 'duration_ms', 'frames'])
    .where('edition_id', '=', editionId)
    .where('outcome', '=', 'verified')
    .orderBy('requested_at', 'desc')
    .executeTakeFirst()
  if (!row?.master_sha256 || !row.mp3_sha256 || row.duration_ms === null || row.frames === null) return undefined
  return {
    id: row.id,
    editionId: row.edition_id,
    revisionId: row.revision_id,
    masterSha256: row.master_sha256,
    mp3Sha256: row.mp3_sha256,
    durationMs: row.duration_ms,
    frames: row.frames,
    sources: readSources(row.recipe),
  }
}

/** The renders that delivered these masters: what really sounded, whatever was rendered since. */
export async function rendersOfMasters(
  db: Db,
  masters: readonly string[],
): Promise<Map<string, { id: string; durationMs: number }>> {
  if (masters.length === 0) return new Map()
  const rows = await db
    .selectFrom('render_outcomes')
    .select(['render_id', 'master_sha256', 'duration_ms'])
    .where('master_sha256', 'in', [...masters])
    .execute()
  return new Map(
    rows.flatMap(({ render_id, master_sha256, duration_ms }) =>
      master_sha256 === null || duration_ms === null
        ? []
        : [[master_sha256, { id: render_id, durationMs: duration_ms }]],
    ),
  )
}

function renderRows(db: Db) {
  return db
    .selectFrom('renders')
    .innerJoin('revisions', 'revisions.id', 'renders.revision_id')
    .innerJoin('accounts', 'accounts.id', 'renders.requested_by')
    .leftJoin('render_outcomes', 'render_outcomes.render_id', 'renders.id')
    .leftJoin('media as master', 'master.sha256', 'render_outcomes.master_sha256')
    .leftJoin('media as mp3', 'mp3.sha256', 'render_outcomes.mp3_sha256')
    .leftJoin('media as mono', 'mono.sha256', 'render_outcomes.mono_sha256')
    .selectAll('renders')
    .select(['revisions.number as revision_number', 'accounts.display_name'])
    .select(['outcome', 'reason', 'master_sha256', 'mp3_sha256', 'mono_sha256', 'duration_ms', 'figures'])
    .select(['finished_at', 'master.bytes as master_bytes', 'mp3.bytes as mp3_bytes', 'mono.bytes as mono_bytes'])
    .select((eb) => eb('sheet', 'is not', null).as('has_sheet'))
}

function asRender(row: Awaited<ReturnType<ReturnType<typeof renderRows>['executeTakeFirstOrThrow']>>): Render {
  const figures: DeliveredFigures | undefined = row.figures ? JSON.parse(row.figures) : undefined
  const { fileName } = readSources(row.recipe)
  return {
    id: row.id,
    editionId: row.edition_id,
    revisionId: row.revision_id,
    revisionNumber: row.revision_number,
    state: row.outcome ?? 'queued',
    requested: { by: row.display_name, at: row.requested_at },
    targetLufs: row.target_lufs,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
    ...(figures &&
      row.master_sha256 && {
        master: { sha256: row.master_sha256, bytes: row.master_bytes ?? 0, figures: figures.master },
      }),
    ...(figures &&
      row.mp3_sha256 && {
        mp3: { sha256: row.mp3_sha256, bytes: row.mp3_bytes ?? 0, fileName, figures: figures.mp3 },
      }),
    ...(figures?.mono &&
      row.mono_sha256 && {
        mono: {
          sha256: row.mono_sha256,
          bytes: row.mono_bytes ?? 0,
          fileName: monoName(fileName),
          figures: figures.mono,
        },
      }),
    ...(row.outcome === 'verified' && { hasSheet: Boolean(row.has_sheet) }),
    ...(figures && { reads: figures.reads, ffmpegVersion: figures.ffmpegVersion }),
  }
}

/** The name of the light delivery beside the other's: `Ban-tin.mp3` → `Ban-tin-mono.mp3`. */
export function monoName(fileName: string): string {
  return fileName.replace(/\.mp3$/, '-mono.mp3')
}

function readSources(text: string): RenderSources {
  const stored: Omit<RenderSources, 'recipe'> & { recipe: Recipe | RecipeVersion1 } = JSON.parse(text)
  return { ...stored, recipe: readRecipe(stored.recipe) }
}

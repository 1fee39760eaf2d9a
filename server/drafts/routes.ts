import { Type } from 'typebox'
import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { mergeScripts } from '../compare/index.ts'
import { type DraftedItem, type Revision, type ScriptMerge, type SideVersion, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findRevision, listRevisions, type ScriptHooks, tidyLine, tidyText } from '../scripts/index.ts'
import { listForms, segmentsOf } from '../speech/index.ts'
import {
  decideSide,
  dropDraft,
  findDraft,
  findSide,
  keepDraft,
  keepSide,
  listOthersDrafts,
  listSides,
} from './store.ts'

const ById = Type.Object({ id: schema.Id })
/** As much as a revision may carry. */
const BODY_LIMIT = 32 * 1024 * 1024

/**
 * What is typed on an edition's script before it is a revision: a draft for each person, the texts that were kept aside, merging
 * one into the newest revision, and how a text is said while it is written.
 */
export function registerDrafts(app: App, { db, clock, live }: Deps): void {
  const now = () => Math.round(clock.now())
  const tell = () => live.tell({ event: 'changed', data: { what: 'drafts' } })

  app.get(
    '/api/editions/:id/desk',
    { schema: { params: ById, response: { 200: schema.ScriptDesk } } },
    async (request) => {
      const [editionId, me] = [request.params.id, personOf(request).id]
      const mine = await findDraft(db, editionId, me)
      return {
        others: await listOthersDrafts(db, editionId, me),
        sides: await listSides(db, editionId, me),
        ...(mine && { mine }),
      }
    },
  )

  app.put(
    '/api/editions/:id/draft',
    {
      bodyLimit: BODY_LIMIT,
      schema: { params: ById, body: schema.ScriptDraftKept, response: { 200: schema.DraftSaved } },
    },
    async (request) => {
      const { savedAt, isFirst } = await keepDraft(db, {
        editionId: request.params.id,
        accountId: personOf(request).id,
        draft: request.body,
        at: now(),
        timeWords,
      })
      if (isFirst) tell()
      return { savedAt }
    },
  )

  app.delete(
    '/api/editions/:id/draft',
    { schema: { params: ById, response: { 200: schema.Done } } },
    async (request) => {
      if (await dropDraft(db, request.params.id, personOf(request).id)) tell()
      return { done: true as const }
    },
  )

  app.get('/api/sides/:id', { schema: { params: ById, response: { 200: schema.SideVersion } } }, (request) =>
    side(request.params.id, personOf(request).id),
  )

  app.post(
    '/api/sides/:id/outcome',
    { schema: { params: ById, body: schema.SideDecided, response: { 200: schema.SideVersion } } },
    async (request) => {
      const me = personOf(request).id
      const { editionId } = await side(request.params.id, me)
      const { revisionId } = request.body
      const isOfEdition = revisionId === undefined || (await findRevision(db, revisionId))?.editionId === editionId
      if (!isOfEdition) throw new StationError('not-found')
      await decideSide(db, request.params.id, request.body, me, now())
      tell()
      return side(request.params.id, me)
    },
  )

  app.post(
    '/api/editions/:id/merge',
    { bodyLimit: BODY_LIMIT, schema: { params: ById, body: schema.MergeAsked, response: { 200: schema.ScriptMerge } } },
    async (request): Promise<ScriptMerge> => {
      const { baseId, items } = request.body
      const newest = await newestOf(request.params.id)
      const base = baseId === undefined ? undefined : await findRevision(db, baseId)
      if (baseId !== undefined && base?.editionId !== request.params.id) throw new StationError('not-found')
      return {
        newest,
        ...mergeScripts((base?.items ?? []).map(asDrafted), items.map(tidied), newest.items.map(asDrafted)),
      }
    },
  )

  app.post(
    '/api/spoken',
    {
      bodyLimit: BODY_LIMIT,
      schema: { body: schema.TextAsked, response: { 200: Type.Array(schema.SpokenSegment) } },
    },
    async (request) => segmentsOf(tidyText(request.body.text), await listForms(db)),
  )

  async function side(id: string, me: string): Promise<SideVersion> {
    const found = await findSide(db, id, me)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function newestOf(editionId: string): Promise<Revision> {
    const [newest] = await listRevisions(db, editionId)
    const revision = newest && (await findRevision(db, newest.id))
    if (!revision) throw new StationError('not-found')
    return revision
  }
}

/** What the room of scripts is to do with texts that are no revision. */
export function draftHooks({ db, clock, live }: Deps): Pick<ScriptHooks, 'keepAside' | 'onWritten'> {
  const tell = () => live.tell({ event: 'changed', data: { what: 'drafts' } })
  return {
    keepAside: async (text) => {
      const id = await keepSide(db, { ...text, why: 'saved-meanwhile', at: Math.round(clock.now()) })
      tell()
      return id
    },
    onWritten: async (editionId, accountId) => {
      if (await dropDraft(db, editionId, accountId)) tell()
    },
  }
}

function timeWords(at: number): string {
  return `${timeAt(at, STATION_ZONE)} ngày ${vietnameseDate(dateAt(at, STATION_ZONE))}`
}

function tidied({ itemId, kind, title, text, unitName }: DraftedItem): DraftedItem {
  const unit = unitName === undefined ? '' : tidyLine(unitName)
  return {
    title: tidyLine(title),
    text: tidyText(text),
    ...(itemId !== undefined && { itemId }),
    ...(kind !== undefined && { kind }),
    ...(unit !== '' && { unitName: unit }),
  }
}

function asDrafted({ itemId, kind, title, text, unitName }: Revision['items'][number]): DraftedItem {
  return { itemId, kind, title, text, ...(unitName !== undefined && { unitName }) }
}

import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { compareScripts } from '../compare/index.ts'
import { type DraftedItem, type ItemKind, type Revision, type ScriptChanges, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { safeName } from '../media/index.ts'
import { importDocument, importPasted, LONGEST_ITEM, tooLong } from './import.ts'
import { addApproval, addRevision, findRevision, listRevisions } from './store.ts'
import { tidyLine, tidyText } from './text.ts'

/** A .docx of this size is a book with pictures; scripts are far below. */
const LARGEST_DOCUMENT_BYTES = 50 * 1024 * 1024
const Params = Type.Object({ id: schema.Id })

const Since = Type.Object({ since: schema.Id })

/** What becomes of the texts on a desk beside the revisions. */
export interface ScriptHooks {
  /** Follows every new fact, for the plan must know it. */
  onChange: () => Promise<void>
  /** Keeps a text that was not saved because another had saved meanwhile; gives the id of what is kept. */
  keepAside: (text: {
    editionId: string
    baseId: string | undefined
    items: DraftedItem[]
    by: string
  }) => Promise<string>
  /** A person's text became a revision. */
  onWritten: (editionId: string, accountId: string) => Promise<void>
}

/** Scripts: write, import, revise, compare, approve. */
export function registerScripts(app: App, deps: Deps, { onChange, keepAside, onWritten }: ScriptHooks): void {
  const { db, clock, live } = deps

  app.post(
    '/api/editions/:id/revisions',
    {
      bodyLimit: 32 * 1024 * 1024,
      schema: { params: Params, body: schema.RevisionWritten, response: { 201: schema.Revision } },
    },
    async (request, reply) => {
      const { items, parentId, source } = request.body
      const written = items.map((item) => ({
        itemId: item.itemId,
        kind: item.kind,
        title: tidyLine(item.title),
        text: tidyText(item.text),
        unitName: item.unitName === undefined ? undefined : tidyLine(item.unitName) || undefined,
      }))
      const long = written.find(({ text }) => text.length > LONGEST_ITEM)
      if (long) throw tooLong(long.text.length)
      const untitled = written.findIndex(({ title }) => title === '')
      if (untitled >= 0) throw new StationError('bad-request', { what: `tiết mục ${untitled + 1} chưa có tên` })
      const [editionId, by] = [request.params.id, personOf(request).id]
      const id = await addRevision(db, {
        editionId,
        parentId,
        source,
        items: written,
        createdBy: by,
        createdAt: Math.round(clock.now()),
      }).catch(async (cause: unknown) => {
        if (!(cause instanceof StationError) || cause.code !== 'script-changed-meanwhile') throw cause
        const sideId = await keepAside({ editionId, baseId: parentId, items: written.map(asDrafted), by })
        throw new StationError(cause.code, { ...cause.details, sideId }, { cause })
      })
      await onWritten(editionId, by)
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      return reply.code(201).send(await revision(id))
    },
  )

  app.get('/api/revisions/:id', { schema: { params: Params, response: { 200: schema.Revision } } }, (request) =>
    revision(request.params.id),
  )

  app.get(
    '/api/revisions/:id/changes',
    { schema: { params: Params, querystring: Since, response: { 200: schema.ScriptChanges } } },
    async (request): Promise<ScriptChanges> => {
      const [before, after] = [await revision(request.query.since), await revision(request.params.id)]
      if (before.editionId !== after.editionId) throw new StationError('not-found')
      return { before: faceOf(before), after: faceOf(after), items: compareScripts(before.items, after.items) }
    },
  )

  app.post('/api/script-import', { schema: { response: { 200: schema.ImportedText } } }, async (request) => {
    const part = request.isMultipart()
      ? await request.file({ limits: { fileSize: LARGEST_DOCUMENT_BYTES } })
      : undefined
    if (!part) throw new StationError('no-file')
    const bytes = await part.toBuffer().catch((cause: unknown) => {
      throw new StationError('too-large', { limit: '50 MB' }, { cause })
    })
    return importDocument(bytes, safeName(part.filename))
  })

  app.post(
    '/api/script-paste',
    { bodyLimit: 16 * 1024 * 1024, schema: { body: schema.PastedText, response: { 200: schema.ImportedText } } },
    async (request) => importPasted(request.body.text),
  )

  app.post(
    '/api/revisions/:id/approval',
    { schema: { params: Params, body: schema.ApprovalGiven, response: { 201: schema.Revision } } },
    async (request, reply) => {
      const { id, editionId, number, items, textHash, approval } = await revision(request.params.id)
      if (approval) throw new StationError('already-approved', { number, approver: approval.approver })
      const latest = (await listRevisions(db, editionId))[0]
      if (latest && latest.id !== id) throw new StationError('not-latest-revision', { number, latest: latest.number })
      const empty = items.find(({ text }) => text === '')
      if (empty) throw new StationError('empty-script', { title: empty.title })
      await addApproval(db, {
        revisionId: id,
        textHash,
        approver: tidyLine(request.body.approver),
        means: 'session',
        recordedBy: personOf(request).id,
        approvedAt: Math.round(clock.now()),
      })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      return reply.code(201).send(await revision(id))
    },
  )

  async function revision(id: string): Promise<Revision> {
    const found = await findRevision(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }
}

function faceOf({ id, number, created }: Revision): ScriptChanges['before'] {
  return { id, number, created }
}

/** As it was sent, tidied: what is kept aside is what the person would have saved. */
function asDrafted(item: {
  itemId: string | undefined
  kind: ItemKind | undefined
  title: string
  text: string
  unitName: string | undefined
}): DraftedItem {
  const { itemId, kind, title, text, unitName } = item
  return {
    title,
    text,
    ...(itemId !== undefined && { itemId }),
    ...(kind !== undefined && { kind }),
    ...(unitName !== undefined && { unitName }),
  }
}

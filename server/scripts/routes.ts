import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type Revision, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { safeName } from '../media/index.ts'
import { importDocument, importPasted, LONGEST_ITEM, tooLong } from './import.ts'
import { addApproval, addRevision, findRevision, listRevisions } from './store.ts'
import { tidyLine, tidyText } from './text.ts'

/** A .docx of this size is a book with pictures; scripts are far below. */
const LARGEST_DOCUMENT_BYTES = 50 * 1024 * 1024
const Params = Type.Object({ id: schema.Id })

/** Scripts: write, import, revise, approve. `onChange` follows every new fact, for the plan must know it. */
export function registerScripts(app: App, deps: Deps, onChange: () => Promise<void>): void {
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
      const id = await addRevision(db, {
        editionId: request.params.id,
        parentId,
        source,
        items: written,
        createdBy: personOf(request).id,
        createdAt: Math.round(clock.now()),
      })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      return reply.code(201).send(await revision(id))
    },
  )

  app.get('/api/revisions/:id', { schema: { params: Params, response: { 200: schema.Revision } } }, (request) =>
    revision(request.params.id),
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

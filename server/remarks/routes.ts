import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findRevision, listRevisions, tidyText } from '../scripts/index.ts'
import { addItemRemark, listItemRemarks, setRemarkState } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const Item = Type.Object({ id: schema.Id, itemId: schema.Id })
const all = { 200: Type.Array(schema.ItemRemark) }

/** Remarks on the items of a script, for whoever edits them; each is open until somebody has dealt with it. */
export function registerRemarks(app: App, { db, clock, live }: Deps): void {
  app.get('/api/editions/:id/remarks', { schema: { params: ById, response: all } }, (request) =>
    listItemRemarks(db, request.params.id),
  )

  app.post(
    '/api/editions/:id/items/:itemId/remarks',
    { schema: { params: Item, body: schema.ItemRemarkMade, response: all } },
    async (request) => {
      const { id: editionId, itemId } = request.params
      const [newest] = await listRevisions(db, editionId)
      const revision = newest && (await findRevision(db, newest.id))
      if (!revision) throw new StationError('not-found')
      if (!revision.items.some((item) => item.itemId === itemId)) throw new StationError('item-unknown')
      const text = tidyText(request.body.text)
      if (text === '') throw new StationError('bad-request', { what: 'ghi chú còn trống' })
      const by = personOf(request).id
      await addItemRemark(db, { editionId, itemId, revisionId: revision.id, text, by, at: Math.round(clock.now()) })
      return told(editionId)
    },
  )

  app.put(
    '/api/item-remarks/:id/state',
    { schema: { params: ById, body: schema.ItemRemarkState, response: all } },
    async (request) => {
      const by = personOf(request).id
      const { isDone } = request.body
      return told(await setRemarkState(db, request.params.id, { isDone, by, at: Math.round(clock.now()) }))
    },
  )

  function told(editionId: string) {
    live.tell({ event: 'changed', data: { what: 'drafts' } })
    return listItemRemarks(db, editionId)
  }
}

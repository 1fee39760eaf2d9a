import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type Revision, type ScriptItem, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findRevision, listRevisions, tidyLine } from '../scripts/index.ts'
import { paceOf } from './pace.ts'
import { saidSyllables, segmentsOf, THOUSAND_FORM, ZERO_TENS_FORM } from './say.ts'
import { addForm, listForms, listKeptReads } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const Item = Type.Object({ id: schema.Id, itemId: schema.Id })
/** A pace follows a person as they are now, not as they were a year ago. */
const NEWEST_READS = 20

const NUMBER_WORDS: Readonly<Record<string, readonly string[]>> = {
  [ZERO_TENS_FORM]: ['linh', 'lẻ'],
  [THOUSAND_FORM]: ['nghìn', 'ngàn'],
}

/** How texts are said, the station's own forms, and how fast a person reads. */
export function registerSpeech(app: App, deps: Deps): void {
  const { db, clock } = deps

  app.get(
    '/api/editions/:id/items/:itemId/spoken',
    { schema: { params: Item, response: { 200: Type.Array(schema.SpokenSegment) } } },
    async (request) => {
      const latest = (await listRevisions(db, request.params.id))[0]
      const revision = latest && (await findRevision(db, latest.id))
      if (!revision) throw new StationError('not-found')
      const item = revision.items.find(({ itemId }) => itemId === request.params.itemId)
      if (!item) throw new StationError('item-unknown')
      return segmentsOf(item.text, await listForms(db))
    },
  )

  app.get(
    '/api/revisions/:id/spoken',
    { schema: { params: ById, response: { 200: Type.Array(schema.SpokenItem) } } },
    async (request) => {
      const revision = await findRevision(db, request.params.id)
      if (!revision) throw new StationError('not-found')
      return spokenItems(revision)
    },
  )

  app.get('/api/spoken-forms', { schema: { response: { 200: Type.Array(schema.SpokenForm) } } }, () => listForms(db))

  app.put(
    '/api/spoken-forms',
    { schema: { body: schema.SpokenFormSet, response: { 200: Type.Array(schema.SpokenForm) } } },
    async (request) => {
      const written = tidyLine(request.body.written)
      const said = request.body.said === null ? undefined : tidyLine(request.body.said)
      if (written === '') throw new StationError('bad-request', { what: 'chưa có chữ cần đọc' })
      if (said === '') throw new StationError('bad-request', { what: 'chưa ghi cách đọc' })
      const choices = NUMBER_WORDS[written]
      if (choices && said !== undefined && !choices.includes(said))
        throw new StationError('bad-request', { what: `chỉ đọc được là “${choices.join('” hoặc “')}”` })
      await addForm(db, { written, said, by: personOf(request).id, at: Math.round(clock.now()) })
      return listForms(db)
    },
  )

  app.get('/api/me/pace', { schema: { response: { 200: schema.Pace } } }, async (request) => {
    const [reads, forms] = [await listKeptReads(db, personOf(request).id, NEWEST_READS), await listForms(db)]
    return paceOf(
      reads.map(({ text, durationMs }) => ({ syllables: saidSyllables(segmentsOf(text, forms)), durationMs })),
    )
  })

  async function spokenItems({ items }: Revision) {
    const forms = await listForms(db)
    return items.map(({ itemId, text }: ScriptItem) => ({ itemId, segments: segmentsOf(text, forms) }))
  }
}

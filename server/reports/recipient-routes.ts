import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type ReportRecipientWritten, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { scopeCode } from '../figures/index.ts'
import { tidyLine } from '../scripts/index.ts'
import { scopeNameOf } from './asked.ts'
import { type Recipient, type RecipientVersion, standingRecipients } from './recipients.ts'
import { addRecipientVersion, listRecipientVersions } from './store.ts'
import { recipientsView } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const all = Type.Array(schema.ReportRecipient)

/** Who gets which reports, about whom, and how soon: listed, added, changed, taken off the list. */
export function registerRecipients(app: App, { db, clock, live }: Deps): void {
  app.get('/api/report-recipients', { schema: { response: { 200: all } } }, () => recipientsView(db))

  app.post(
    '/api/report-recipients',
    { schema: { body: schema.ReportRecipientWritten, response: { 201: all } } },
    async (request, reply) => {
      const version = await checked(request.body, randomUUID())
      return reply.code(201).send(await say({ ...version, isRetired: false }, personOf(request).id))
    },
  )

  app.put(
    '/api/report-recipients/:id',
    { schema: { params: ById, body: schema.ReportRecipientWritten, response: { 200: all } } },
    async (request) => {
      await found(request.params.id)
      const version = await checked(request.body, request.params.id)
      return say({ ...version, isRetired: false }, personOf(request).id)
    },
  )

  app.delete('/api/report-recipients/:id', { schema: { params: ById, response: { 200: all } } }, async (request) => {
    const { recipientId, name, kinds, scope, dueAfterDays } = await found(request.params.id)
    return say({ recipientId, name, kinds, scope, dueAfterDays, isRetired: true }, personOf(request).id)
  })

  async function standing(): Promise<Recipient[]> {
    return standingRecipients(await listRecipientVersions(db))
  }

  async function found(id: string): Promise<Recipient> {
    const recipient = (await standing()).find(({ recipientId }) => recipientId === id)
    if (!recipient) throw new StationError('not-found')
    return recipient
  }

  async function checked(written: ReportRecipientWritten, id: string) {
    const name = tidyLine(written.name)
    if (name === '') throw new StationError('bad-request', { what: 'tên nơi nhận' })
    await scopeNameOf(db, written.scope)
    const scope = scopeCode(written.scope)
    const key = (text: string) => text.toLocaleLowerCase('vi')
    const isKnown = (await standing()).some(
      (one) => one.recipientId !== id && one.scope === scope && key(one.name) === key(name),
    )
    if (isKnown) throw new StationError('recipient-known', { name })
    return { recipientId: id, name, kinds: written.kinds, scope, dueAfterDays: written.dueAfterDays }
  }

  async function say(version: Omit<RecipientVersion, 'set'>, by: string) {
    await addRecipientVersion(db, { ...version, set: { by, at: Math.round(clock.now()) } })
    live.tell({ event: 'changed', data: { what: 'reports' } })
    return recipientsView(db)
  }
}

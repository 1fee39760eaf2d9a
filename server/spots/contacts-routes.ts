import { Type } from 'typebox'
import { isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type HotlineContact, type HotlineContactWritten, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { tidyLine } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { addContact, addContactVersion } from './contacts/index.ts'
import { contactsAsked, contactsTab } from './contacts-sheet.ts'
import { contactsOf } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const Words = Type.Object({ words: Type.Optional(Type.String({ maxLength: 200 })) })

/** Contacts: address, telephone and e-mail kept once; a change is a fact with the day from which it holds. */
export function registerContacts(
  app: App,
  { db, clock }: Deps,
  { today, changed }: { today: () => string; changed: () => void },
): void {
  app.get(
    '/api/hotline-contacts',
    { schema: { querystring: Words, response: { 200: Type.Array(schema.HotlineContact) } } },
    async (request) => contactsAsked(await contactsOf(db, today()), request.query.words),
  )

  app.get('/api/hotline-contacts/xlsx', { schema: { querystring: Words } }, async (request, reply) => {
    const asked = contactsAsked(await contactsOf(db, today()), request.query.words)
    return sendSheet(reply, await writeSheet([contactsTab(asked)]), 'Liên hệ.xlsx')
  })

  app.post(
    '/api/hotline-contacts',
    { schema: { body: schema.HotlineContactWritten, response: { 201: schema.HotlineContact } } },
    async (request, reply) => {
      const id = await addContact(db, written(request.body), personOf(request).id, clock.now())
      changed()
      return reply.code(201).send(await contact(id))
    },
  )

  app.put(
    '/api/hotline-contacts/:id',
    { schema: { params: ById, body: schema.HotlineContactWritten, response: { 200: schema.HotlineContact } } },
    async (request) => {
      const { id } = await contact(request.params.id)
      await addContactVersion(db, id, written(request.body), personOf(request).id, clock.now())
      changed()
      return contact(id)
    },
  )

  async function contact(id: string): Promise<HotlineContact> {
    const found = (await contactsOf(db, today())).find((one) => one.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }
}

function written(body: HotlineContactWritten): HotlineContactWritten {
  const { validFrom } = body
  if (!isCalendarDate(validFrom)) throw new StationError('no-such-date', { date: vietnameseDate(validFrom) })
  const name = tidyLine(body.name)
  if (name === '') throw new StationError('bad-request', { what: 'tên nơi tiếp nhận' })
  const facts: HotlineContactWritten = { name, validFrom }
  for (const fact of ['address', 'telephone', 'email', 'hours'] as const) {
    const told = tidyLine(body[fact] ?? '')
    if (told !== '') facts[fact] = told
  }
  return facts
}

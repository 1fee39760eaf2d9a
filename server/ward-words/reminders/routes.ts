import { Type } from 'typebox'
import { personOf } from '../../accounts/index.ts'
import { schema } from '../../contract/index.ts'
import type { App, Deps } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { addReminder } from '../reminded/index.ts'
import { editionsToRemind } from './due.ts'
import { reminderSheet } from './view.ts'

const ByEdition = Type.Object({ editionId: schema.Id })
const url = '/api/ward-reminders/:editionId'

/** “Nhắc trạm”: whom, in which words, and that it was done. */
export function registerReminders(app: App, deps: Deps): void {
  const { db, clock, live } = deps

  app.get('/api/ward-reminders', { schema: { response: { 200: Type.Array(schema.EditionToRemind) } } }, () =>
    editionsToRemind(deps),
  )

  app.get(url, { schema: { params: ByEdition, response: { 200: schema.WardReminderSheet } } }, ({ params }) =>
    reminderSheet(deps, params.editionId),
  )

  app.post(
    url,
    { schema: { params: ByEdition, body: schema.WardReminderMade, response: { 201: schema.WardReminderSheet } } },
    async (request, reply) => {
      const { editionId } = request.params
      const { how, wardStationIds, text } = request.body
      const { wards } = await reminderSheet(deps, editionId)
      const reminded = wards.filter(({ wardStationId }) => wardStationIds?.includes(wardStationId) ?? true)
      if (reminded.length === 0) throw new StationError('nobody-to-remind')
      await addReminder(db, {
        editionId,
        how,
        wards: reminded.map(({ wardStationId, name, wish }) => ({ wardStationId, name, wish })),
        text: text?.normalize('NFC').trim() || undefined,
        by: personOf(request).id,
        at: Math.round(clock.now()),
      })
      live.tell({ event: 'changed', data: { what: 'downloads' } })
      return reply.code(201).send(await reminderSheet(deps, editionId))
    },
  )
}

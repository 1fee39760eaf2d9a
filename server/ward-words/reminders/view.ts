import type { WardReminderSheet } from '../../contract/index.ts'
import type { Deps } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { findEditionNames } from '../../programmes/index.ts'
import { listWardStations } from '../../stations/index.ts'
import { matrixOf } from '../matrix/index.ts'
import { listReminders } from '../reminded/index.ts'
import { messageTo, messageToAll, type ReminderFacts } from './message.ts'

/** Whom to remind of an edition, with the words to do it with. Refuses `not-found`. */
export async function reminderSheet(deps: Pick<Deps, 'db' | 'clock'>, editionId: string): Promise<WardReminderSheet> {
  const { db } = deps
  const names = await findEditionNames(db, editionId)
  if (!names) throw new StationError('not-found')
  const { wards, editions, cells } = await matrixOf(deps, { editionId, most: 1 })
  const stations = await listWardStations(db)
  const wished = wards.flatMap(({ wardStationId, name, hasLink }, row) => {
    const cell = cells[row]?.[0]
    return cell?.wish ? [{ wardStationId, name, hasLink, wish: cell.wish, cell }] : []
  })
  const airs = editions[0]?.airs
  const facts: ReminderFacts = {
    editionTitle: names.title,
    airs: airs ?? { from: '', to: '' },
    why: wished.find(({ cell }) => cell.recall)?.cell.recall?.why,
  }
  return {
    editionId,
    editionTitle: names.title,
    wards: wished.map(({ cell, ...ward }) => {
      const linkPath = stations.find(({ id }) => id === ward.wardStationId)?.linkPath
      return {
        wardStationId: ward.wardStationId,
        name: ward.name,
        wish: ward.wish,
        text: messageTo(ward, facts),
        ...(linkPath !== undefined && { linkPath }),
        ...(cell.reminded && { reminded: cell.reminded }),
      }
    }),
    groupText: messageToAll(wished, facts),
    reminders: (await listReminders(db, [editionId])).map(({ editionId: _edition, ...reminder }) => reminder),
  }
}

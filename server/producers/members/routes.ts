import { Type } from 'typebox'
import { findAccount, personOf } from '../../accounts/index.ts'
import { schema } from '../../contract/index.ts'
import type { App, Deps } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { listCurrentLeaders } from '../../leaders/index.ts'
import { listWardStations } from '../../stations/index.ts'
import { chooseWard, chooseWardOfLeader, listWardAccounts, listWardLeaders } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const accounts = { response: { 200: Type.Array(schema.WardAccount) } }
const leaders = { response: { 200: Type.Array(schema.WardLeader) } }

/** Whose an account and a leader are: seen and chosen by the station's people. Nobody gives their own account away. */
export function registerMembers(app: App, { db, clock, live }: Deps): void {
  const now = () => Math.round(clock.now())
  const changed = () => live.tell({ event: 'changed', data: { what: 'station' } })

  app.get('/api/ward-accounts', { schema: accounts }, () => listWardAccounts(db))

  app.put(
    '/api/accounts/:id/ward',
    { schema: { params: ById, body: schema.WardChosen, ...accounts } },
    async (request) => {
      const { id } = request.params
      const { wardStationId } = request.body
      const by = personOf(request).id
      if (!(await findAccount(db, id))) throw new StationError('not-found')
      if (id === by && wardStationId !== null) throw new StationError('ward-account-own')
      await refuseUnknown(wardStationId)
      await chooseWard(db, id, { wardStationId, by, at: now() })
      changed()
      return listWardAccounts(db)
    },
  )

  app.get('/api/ward-leaders', { schema: leaders }, () => listWardLeaders(db))

  app.put(
    '/api/leaders/:id/ward',
    { schema: { params: ById, body: schema.WardChosen, ...leaders } },
    async (request) => {
      const { id } = request.params
      const { wardStationId } = request.body
      if (!(await listCurrentLeaders(db)).some((leader) => leader.id === id)) throw new StationError('not-found')
      await refuseUnknown(wardStationId)
      await chooseWardOfLeader(db, id, { wardStationId, by: personOf(request).id, at: now() })
      changed()
      return listWardLeaders(db)
    },
  )

  async function refuseUnknown(wardStationId: string | null): Promise<void> {
    if (wardStationId === null) return
    if (!(await listWardStations(db)).some(({ id }) => id === wardStationId)) throw new StationError('not-found')
  }
}

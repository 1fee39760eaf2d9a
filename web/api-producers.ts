/** Wards as producers: their people, and what is taken up of theirs. Rejects with ApiError (see request.ts). */
import type { ItemsTaken, ItemTaking, WardAccount, WardLeader } from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

export const producersApi = {
  accounts: () => ask<WardAccount[]>('GET', '/api/ward-accounts'),
  /** Null: the station's own. */
  chooseOfAccount: (accountId: string, wardStationId: string | null) =>
    ask<WardAccount[]>('PUT', `/api/accounts/${part(accountId)}/ward`, { json: { wardStationId } }),
  leaders: () => ask<WardLeader[]>('GET', '/api/ward-leaders'),
  chooseOfLeader: (leaderId: string, wardStationId: string | null) =>
    ask<WardLeader[]>('PUT', `/api/leaders/${part(leaderId)}/ward`, { json: { wardStationId } }),
  taken: (editionId: string) => ask<ItemsTaken>('GET', `/api/editions/${part(editionId)}/taken`),
  take: (editionId: string, itemId: string, json: ItemTaking) =>
    ask<ItemsTaken>('POST', `/api/editions/${part(editionId)}/items/${part(itemId)}/taken`, { json }),
}

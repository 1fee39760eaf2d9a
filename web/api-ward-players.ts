/** Unattended players at wards. Rejects with ApiError (see request.ts). */
import type { WardPlayer } from '../server/contract/index.ts'
import { ask } from './request.ts'

export const wardPlayersApi = {
  players: () => ask<WardPlayer[]>('GET', '/api/ward-players'),
}

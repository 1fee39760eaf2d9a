/** Everything between the station and its wards: their links, their words, their players, and the ways out to them. */
import type { App, Deps } from '../deps.ts'
import { registerFeeds } from '../feeds/index.ts'
import { type PublicSide, registerPublicAddress } from '../public-address/index.ts'
import { registerStations } from '../stations/index.ts'
import { registerWardPlayers } from '../ward-players/index.ts'

export { listWardStations } from '../stations/index.ts'

/** Registers every route of the wards: those behind a link and those of the station's own pages. */
export function registerWards(app: App, deps: Deps, outside: PublicSide): void {
  registerStations(app, deps)
  registerPublicAddress(app, deps, outside)
  registerFeeds(app, deps, outside)
  registerWardPlayers(app, deps)
}

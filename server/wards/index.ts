/** Everything between the station and its wards: their links, their words, their players, and the ways out to them. */
import { BucketDesk, registerBucket } from '../bucket/index.ts'
import type { App, Deps } from '../deps.ts'
import { registerFeeds } from '../feeds/index.ts'
import { registerHandOvers } from '../hand-overs/index.ts'
import type { ProofDesk } from '../proofs/index.ts'
import { type PublicSide, registerPublicAddress } from '../public-address/index.ts'
import { registerStations } from '../stations/index.ts'
import { registerWardPlayers, wardPlayers } from '../ward-players/index.ts'
import { registerWardWords, wardWordsFor } from '../ward-words/index.ts'

export { listWardStations } from '../stations/index.ts'

export interface WardsParts {
  /** How the station is reached from outside. */
  outside: PublicSide
  /** Compares the recordings that wards send, in its turn. */
  proofs: ProofDesk
}

/** Registers every route of the wards: those behind a link and those of the station's own pages. */
export function registerWards(app: App, deps: Deps, { outside, proofs }: WardsParts): void {
  const bucket = new BucketDesk(deps)
  registerStations(app, deps, {
    wordsFor: (ward, deliveries) => wardWordsFor(deps, ward, deliveries),
    playersFor: (wardStationId) => wardPlayers(deps, wardStationId),
    elsewhere: async ({ sha256, saveAs, mediaType }) =>
      sha256 === undefined ? undefined : bucket.linkTo({ sha256, fileName: saveAs, mediaType }),
  })
  registerPublicAddress(app, deps, outside)
  registerFeeds(app, deps, outside)
  registerHandOvers(app, deps)
  registerBucket(app, deps, bucket)
  registerWardPlayers(app, deps)
  registerWardWords(app, deps, { proofs })
}

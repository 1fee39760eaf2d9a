import type { Airing } from '../contract/index.ts'
import type { Delivery, DeliveryFile } from '../stations/index.ts'

/** An edition that wards may take, with what feeds say of it besides. */
export type FeedEdition = Delivery & {
  programmeName: string
  /** When it became what it is: the instant of its render. */
  publishedAt: number
}

/** Everything that the feeds of one link are made from. */
export interface FeedFacts {
  /** What stands before every address: `https://phatthanh.example.vn`. */
  origin: string
  /** `/tram/SECRET`. */
  linkPath: string
  /** The address by which the feed itself was asked for. */
  self: string
  stationName: string
  wardName: string
  /** The one programme that the feed is of; undefined: all. */
  programmeName: string | undefined
  /** The newest first; withdrawn ones among them. */
  editions: readonly FeedEdition[]
  /** In order of time. */
  airings: readonly Airing[]
}

/** What a feed is called by whoever reads it. */
export function feedTitle({ stationName, wardName, programmeName }: FeedFacts): string {
  return [programmeName ?? stationName, wardName].join(' – ')
}

/** The whole address of the ward's page. */
export function pageUrl({ origin, linkPath }: FeedFacts): string {
  return origin + linkPath
}

/** The whole address of a file; without the network nothing of it is needed but this. */
export function fileUrl({ origin, linkPath }: FeedFacts, file: Pick<DeliveryFile, 'path'>): string {
  return `${origin}${linkPath}/${file.path}`
}

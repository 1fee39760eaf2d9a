/** The ways out of the station: public address, hand-overs, object storage. Rejects with ApiError (see request.ts). */
import type {
  Bucket,
  BucketTried,
  BucketWritten,
  HandOver,
  HandOverAsked,
  HandOverPlaces,
  HandOverWork,
  LinkOrigin,
  PublicAddress,
  PublicAddressWritten,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

export const waysOutApi = {
  linkOrigin: () => ask<LinkOrigin>('GET', '/api/public-address/origin'),
  address: () => ask<PublicAddress>('GET', '/api/public-address'),
  setAddress: (json: PublicAddressWritten) => ask<PublicAddress>('PUT', '/api/public-address', { json }),
  /** The station calls itself by its public address; takes up to half a minute. */
  testAddress: () => ask<PublicAddress>('POST', '/api/public-address/test'),

  handOverPlaces: () => ask<HandOverPlaces>('GET', '/api/hand-over-places'),
  handOvers: (editionId: string) => ask<HandOver[]>('GET', `/api/editions/${part(editionId)}/hand-overs`),
  handOver: (editionId: string, json: HandOverAsked) =>
    ask<HandOverWork>('POST', `/api/editions/${part(editionId)}/hand-overs`, { json }),
  handOverWork: (id: string) => ask<HandOverWork>('GET', `/api/hand-overs/${part(id)}`),

  bucket: () => ask<Bucket>('GET', '/api/bucket'),
  setBucket: (json: BucketWritten) => ask<Bucket>('PUT', '/api/bucket', { json }),
  tryBucket: (json: BucketWritten) => ask<BucketTried>('POST', '/api/bucket/try', { json }),
}

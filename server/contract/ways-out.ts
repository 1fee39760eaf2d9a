import { type Static, Type } from 'typebox'
import { Id, Instant, Sha256, Signed } from './common.ts'

/** What people outside the station's network reach by the public address. */
export const Exposed = Type.Union([
  /** Pages behind a secret link alone, and the leaders' telephones: the default. */
  Type.Literal('links'),
  /** The whole station, sign-in among it: for a station whose people work from elsewhere. */
  Type.Literal('everything'),
])

export const PublicAddressWritten = Type.Object({
  /** `https://phatthanh.example.vn`; `null`: none. */
  origin: Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 300 })]),
  /** The machines whose word on the caller's address is believed: `127.0.0.1`, `10.0.0.0/24`. */
  proxies: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 }),
  exposed: Exposed,
})

/** One thing that was looked at when the public address was tried. */
export const AddressFinding = Type.Object({
  what: Type.Union([
    Type.Literal('reached'),
    Type.Literal('encrypted'),
    Type.Literal('host'),
    Type.Literal('proxy'),
    Type.Literal('protocol'),
    Type.Literal('only-links'),
    Type.Literal('ranges'),
    Type.Literal('uploads'),
  ]),
  state: Type.Union([Type.Literal('good'), Type.Literal('note'), Type.Literal('bad')]),
  /** Vietnamese: what was found. */
  words: Type.String(),
  /** Vietnamese: what to do about it. */
  toDo: Type.Optional(Type.String()),
  /** The machine that should be stated as a proxy, where that is what is missing. */
  proxy: Type.Optional(Type.String()),
})

export const AddressTest = Type.Object({
  origin: Type.String(),
  tested: Signed,
  findings: Type.Array(AddressFinding),
  /** A page for a telephone outside the network, good for a quarter of an hour; absent when that is over. */
  phonePath: Type.Optional(Type.String()),
  /** When such a telephone came, and from where. */
  arrived: Type.Optional(
    Type.Object({
      at: Instant,
      from: Type.String(),
      /** It came from inside the station's own network: that proves nothing. */
      isOwnNetwork: Type.Boolean(),
    }),
  ),
})

export const PublicAddress = Type.Object({
  origin: Type.Optional(Type.String()),
  proxies: Type.Array(Type.String()),
  exposed: Exposed,
  set: Type.Optional(Signed),
  /** The port of this machine to which a proxy or a tunnel hands on. */
  port: Type.Integer(),
  /** What is open there while only links are: for whom, and under which addresses. */
  openPaths: Type.Array(Type.Object({ forWhom: Type.String(), paths: Type.Array(Type.String()) })),
  /** The newest trial of the address that counts. */
  test: Type.Optional(AddressTest),
})

/** What stands before a link that leaves the station; absent: there is no public address. */
export const LinkOrigin = Type.Object({ origin: Type.Optional(Type.String()) })

/** A place outside the data folder where a hand-over may be written: a stick, a disk. */
export const HandOverPlace = Type.Object({
  path: Type.String(),
  name: Type.String(),
  freeBytes: Type.Number(),
})

export const HandOverPlaces = Type.Object({ places: Type.Array(HandOverPlace) })

const ToWhom = {
  /** The wards that it is for; one line each in the log. */
  wardStationIds: Type.Array(Id, { maxItems: 500, uniqueItems: true }),
  /** Who else, or who took it along: “anh Tư, trạm Tân Thuận”. */
  givenTo: Type.String({ maxLength: 300 }),
  /** With the WAV master. */
  withMaster: Type.Boolean(),
}

export const HandOverAsked = Type.Union([
  Type.Object({ way: Type.Literal('folder'), path: Type.String({ minLength: 1, maxLength: 1000 }), ...ToWhom }),
  Type.Object({ way: Type.Literal('zip'), ...ToWhom }),
])

export const HandOverFile = Type.Object({ name: Type.String(), bytes: Type.Number(), sha256: Sha256 })

/** One hand-over, as it was made. */
export const HandOver = Type.Object({
  id: Id,
  editionId: Id,
  renderId: Id,
  way: Type.Union([Type.Literal('folder'), Type.Literal('zip')]),
  /** The folder that was written, or the name of the archive. */
  folderName: Type.String(),
  /** Where it was written; absent of archives. */
  path: Type.Optional(Type.String()),
  files: Type.Array(HandOverFile),
  wards: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  givenTo: Type.String(),
  given: Signed,
})

/** A hand-over that is being written, or what came of it. */
export const HandOverWork = Type.Object({
  id: Id,
  state: Type.Union([Type.Literal('writing'), Type.Literal('checking'), Type.Literal('done'), Type.Literal('failed')]),
  /** 0…1. */
  fraction: Type.Number(),
  handOver: Type.Optional(HandOver),
  /** Where the archive is fetched. */
  zipPath: Type.Optional(Type.String()),
  /** Vietnamese: why it failed and what to do. */
  problem: Type.Optional(Type.Object({ message: Type.String(), next: Type.Optional(Type.String()) })),
})

/** Where a province keeps files: an S3-compatible bucket. */
export const BucketWritten = Type.Object({
  isOn: Type.Boolean(),
  /** `https://s3.example.vn`. */
  endpoint: Type.String({ minLength: 1, maxLength: 300 }),
  region: Type.String({ minLength: 1, maxLength: 60 }),
  bucket: Type.String({ minLength: 3, maxLength: 63, pattern: '^[a-z0-9][a-z0-9.-]+[a-z0-9]$' }),
  /** Before every name: `dai-sa-dec/`; empty: none. */
  prefix: Type.String({ maxLength: 200 }),
  /** `endpoint/bucket/name` instead of `bucket.endpoint/name`: what most servers of one's own want. */
  isPathStyle: Type.Boolean(),
  accessKeyId: Type.String({ minLength: 1, maxLength: 200 }),
  /** Absent: the one that is kept. Never told again. */
  secretAccessKey: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  /** How long a link to a file is good. */
  linkMinutes: Type.Integer({ minimum: 5, maximum: 10_080 }),
})

export const Bucket = Type.Object({
  settings: Type.Optional(Type.Omit(BucketWritten, ['secretAccessKey'])),
  set: Type.Optional(Signed),
  /** Files of editions that wards may take now: how many there are, how many of them lie in the bucket. */
  filesWanted: Type.Integer(),
  filesKept: Type.Integer(),
  /** Whether files are on their way at this moment. */
  isSending: Type.Boolean(),
  /** Vietnamese: what kept the last file from arriving. */
  problem: Type.Optional(Type.Object({ at: Instant, words: Type.String() })),
})

/** What trying a bucket showed: writing, reading back, the link without a key, removing. */
export const BucketTried = Type.Object({
  isGood: Type.Boolean(),
  steps: Type.Array(Type.Object({ words: Type.String(), isGood: Type.Boolean(), why: Type.Optional(Type.String()) })),
})

export type Exposed = Static<typeof Exposed>
export type PublicAddress = Static<typeof PublicAddress>
export type PublicAddressWritten = Static<typeof PublicAddressWritten>
export type AddressFinding = Static<typeof AddressFinding>
export type AddressTest = Static<typeof AddressTest>
export type LinkOrigin = Static<typeof LinkOrigin>
export type HandOverPlace = Static<typeof HandOverPlace>
export type HandOverPlaces = Static<typeof HandOverPlaces>
export type HandOverAsked = Static<typeof HandOverAsked>
export type HandOverFile = Static<typeof HandOverFile>
export type HandOver = Static<typeof HandOver>
export type HandOverWork = Static<typeof HandOverWork>
export type Bucket = Static<typeof Bucket>
export type BucketWritten = Static<typeof BucketWritten>
export type BucketTried = Static<typeof BucketTried>

import { Type } from 'typebox'
import { Id, Instant, Signed } from './common.ts'

export const WardStation = Type.Object({
  id: Id,
  name: Type.String(),
  /** The page behind the secret link: a path on this server. Absent when revoked. */
  linkPath: Type.Optional(Type.String()),
  created: Signed,
  /** Instant of the last complete download. */
  lastDownloadAt: Type.Optional(Instant),
})

export const WardStationMade = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) })

/** What narrows the list of stations: words of the name; those whose link is in use, or was revoked. */
export const WardStationsAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  link: Type.Optional(Type.Union([Type.Literal('in-use'), Type.Literal('revoked')])),
})

/** What narrows and orders the log of downloads. */
export const DownloadsAsked = Type.Object({
  /** Looked for in ward, edition and file, with or without marks. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  taken: Type.Optional(Type.Union([Type.Literal('whole'), Type.Literal('part'), Type.Literal('unknown')])),
  order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('ward')])),
})

/** A line of the download log. */
export const Download = Type.Object({
  id: Id,
  wardName: Type.String(),
  editionTitle: Type.String(),
  fileName: Type.String(),
  startedAt: Instant,
  bytesSent: Type.Number(),
  bytesTotal: Type.Number(),
  /** Taken and closed cleanly: true the whole file, false a part of it; absent when unknown (“chưa rõ”). */
  whole: Type.Optional(Type.Boolean()),
  fromAddress: Type.String(),
})

import { Type } from 'typebox'
import { CalendarDate, Id, Instant, Signed } from './common.ts'

export const WardStation = Type.Object({
  id: Id,
  name: Type.String(),
  /** The page behind the secret link: a path on this server. Absent when revoked. */
  linkPath: Type.Optional(Type.String()),
  /** When that link was given; absent when revoked. */
  linkMadeAt: Type.Optional(Instant),
  /** The instant from which it opens nothing any more; absent: it holds until it is revoked. */
  linkExpiresAt: Type.Optional(Instant),
  created: Signed,
  /** Instant of the last complete download. */
  lastDownloadAt: Type.Optional(Instant),
})

/** The last date on which a link holds; absent: until it is revoked. */
export const WardLinkTerm = Type.Object({ expiresOn: Type.Optional(CalendarDate) })

export const WardStationMade = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  expiresOn: Type.Optional(CalendarDate),
})

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
  /** Heard in the ward's page, not taken. */
  listened: Type.Optional(Type.Boolean()),
  /** It went to a proxy: what the ward has is known only when its page or player confirms the hash. */
  throughProxy: Type.Optional(Type.Boolean()),
  fromAddress: Type.String(),
})

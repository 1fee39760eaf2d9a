import { Type } from 'typebox'
import { CalendarDate, Id, Instant, Sha256, Signed } from './common.ts'

/** How an office is reached. Kept once; announcements take it from here. */
export const HotlineContactFacts = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 300 }),
  address: Type.Optional(Type.String({ maxLength: 300 })),
  telephone: Type.Optional(Type.String({ maxLength: 60 })),
  email: Type.Optional(Type.String({ maxLength: 200 })),
  /** When somebody answers: “giờ hành chính”. */
  hours: Type.Optional(Type.String({ maxLength: 200 })),
})

export const HotlineContactWritten = Type.Object({ ...HotlineContactFacts.properties, validFrom: CalendarDate })

export const HotlineContactVersion = Type.Object({ ...HotlineContactWritten.properties, noted: Signed })

export const HotlineContact = Type.Object({
  id: Id,
  /** As it is today; of one that begins later, as it will be. */
  now: HotlineContactVersion,
  /** What will change, the nearest first. */
  coming: Type.Array(HotlineContactVersion),
  /** What was noted, the newest first. */
  history: Type.Array(HotlineContactVersion),
  /** The titles of the announcements that name it. */
  usedBy: Type.Array(Type.String()),
})

/** Đường dây nóng, spot tuyên truyền, tác phẩm đoạt giải. */
export const LibraryKind = Type.Union([Type.Literal('hotline'), Type.Literal('spot'), Type.Literal('work')])

export const WorkSource = Type.Union([
  /** Cấp trên gửi xuống. */
  Type.Literal('above'),
  /** Hội thi, liên hoan. */
  Type.Literal('contest'),
  Type.Literal('own'),
  Type.Literal('other'),
])

export const WorkFacts = Type.Object({
  author: Type.Optional(Type.String({ maxLength: 300 })),
  award: Type.Optional(Type.String({ maxLength: 300 })),
  year: Type.Optional(Type.Integer({ minimum: 1945, maximum: 2200 })),
  source: WorkSource,
})

/** As a person writes it. `parentNumber`: the version that was edited; 0 for a new one. */
export const LibraryWritten = Type.Object({
  kind: LibraryKind,
  parentNumber: Type.Integer({ minimum: 0 }),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  /** Read by an announcer. {tên}, {địa chỉ}, {điện thoại}, {thư điện tử}, {giờ} stand for what the contact says. */
  text: Type.Optional(Type.String({ maxLength: 20_000 })),
  contactId: Type.Optional(Id),
  /** The last day on which it may be used. */
  expiresOn: Type.Optional(CalendarDate),
  work: Type.Optional(WorkFacts),
})

export const LibraryStanding = Type.Union([
  Type.Literal('good'),
  /** It expires within two weeks. */
  Type.Literal('expiring'),
  Type.Literal('expired'),
  Type.Literal('retired'),
])

export const LibrarySound = Type.Object({
  /** The same sound in the station's library of sounds: by it rundowns and templates take it. */
  tuneId: Id,
  fileName: Type.String(),
  durationMs: Type.Number(),
  mediaSha256: Sha256,
  /** Vietnamese sentences about the sound. */
  warnings: Type.Array(Type.String()),
  added: Signed,
})

export const Plays = Type.Object({
  /** How often it was heard whole, by the as-run log. */
  count: Type.Integer(),
  lastAt: Type.Optional(Instant),
})

export const LibraryEntry = Type.Object({
  id: Id,
  kind: LibraryKind,
  number: Type.Integer(),
  title: Type.String(),
  text: Type.Optional(Type.String()),
  /** The text as it is read today, with the contact's facts in it. */
  spoken: Type.Optional(Type.String()),
  contact: Type.Optional(Type.Object({ id: Id, name: Type.String() })),
  sound: Type.Optional(LibrarySound),
  expiresOn: Type.Optional(CalendarDate),
  standing: LibraryStanding,
  work: Type.Optional(WorkFacts),
  /** Vietnamese sentences: expired, the number has changed since it was recorded, the contact has no address … */
  warnings: Type.Array(Type.String()),
  plays: Plays,
  saved: Signed,
  retired: Type.Optional(Signed),
})

/** One time that an entry was heard. */
export const LibraryPlay = Type.Object({
  at: Instant,
  editionId: Id,
  editionTitle: Type.String(),
  /** Aired by other means, as somebody noted. */
  isOutside: Type.Boolean(),
})

/** An entry's text enters an edition's script as a notice. */
export const LibraryPlaced = Type.Object({ editionId: Id })

export const LibraryAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  kind: Type.Optional(LibraryKind),
  standing: Type.Optional(LibraryStanding),
  order: Type.Optional(
    Type.Union([
      Type.Literal('title'),
      Type.Literal('plays'),
      Type.Literal('year'),
      Type.Literal('expires'),
      Type.Literal('author'),
    ]),
  ),
})

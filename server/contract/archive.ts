import { type Static, Type } from 'typebox'
import { AiringState } from './airings.ts'
import { Id, Instant, Sha256, Signed } from './common.ts'
import { LogApproval, LogItem } from './log-book.ts'

/** The years in which anything was aired, the newest first. */
export const ArchiveYears = Type.Object({
  years: Type.Array(Type.Object({ year: Type.Integer(), airings: Type.Integer() })),
})

/**
 * Something that was aired and is kept: an edition as it sounded (rendered anew in between, it is two), an announcement, or
 * what was aired without a sound of the station's: by other means, or live.
 */
export const ArchiveEntry = Type.Object({
  key: Type.String(),
  kind: Type.Union([Type.Literal('edition'), Type.Literal('announcement'), Type.Literal('without-sound')]),
  title: Type.String(),
  programmeId: Type.Optional(Id),
  programmeName: Type.String(),
  editionId: Type.Optional(Id),
  renderId: Type.Optional(Id),
  /** Where it is heard from. */
  soundPath: Type.Optional(Type.String()),
  /** As a file: what is kept as master. */
  masterPath: Type.Optional(Type.String()),
  masterSha256: Type.Optional(Sha256),
  durationMs: Type.Optional(Type.Number()),
  items: Type.Array(LogItem),
  readers: Type.Array(Type.String()),
  approval: Type.Optional(LogApproval),
  /** In order of time; only those of the year. */
  airings: Type.Array(
    Type.Object({
      airingId: Id,
      at: Instant,
      outcome: AiringState,
      /** In whose place it sounded: the title of another edition. */
      insteadOf: Type.Optional(Type.String()),
    }),
  ),
})

export const ArchiveAsked = Type.Object({
  /** Looked for in titles, items, their words and people, with or without marks. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  programmeId: Type.Optional(Id),
})

/** A yearly package that was made; what it holds never changes. */
export const ArchivePackage = Type.Object({
  id: Id,
  year: Type.Integer(),
  withMasters: Type.Boolean(),
  fileCount: Type.Integer(),
  /** Of the archive as it is fetched. */
  bytes: Type.Number(),
  editions: Type.Integer(),
  /** Vietnamese: what should be in it and is not. */
  lacks: Type.Array(Type.String()),
  zipPath: Type.String(),
  made: Signed,
  /** Folders that it was written to. */
  copies: Type.Array(Type.Object({ path: Type.String(), made: Signed })),
})

export const ArchiveYear = Type.Object({
  year: Type.Integer(),
  isOver: Type.Boolean(),
  entries: Type.Array(ArchiveEntry),
  /** Before they were narrowed. */
  total: Type.Integer(),
  /** What the sounds of the whole year take: to hear, and as masters. */
  mp3Bytes: Type.Number(),
  masterBytes: Type.Number(),
  freeBytes: Type.Number(),
  packages: Type.Array(ArchivePackage),
})

/** A package that is being made, or written to a folder. */
export const ArchiveWork = Type.Object({
  id: Id,
  what: Type.Union([Type.Literal('package'), Type.Literal('copy')]),
  year: Type.Integer(),
  state: Type.Union([
    Type.Literal('gathering'),
    Type.Literal('checking'),
    Type.Literal('writing'),
    Type.Literal('proving'),
    Type.Literal('done'),
    Type.Literal('failed'),
    Type.Literal('cancelled'),
  ]),
  /** 0…1. */
  fraction: Type.Number(),
  begun: Instant,
  packageId: Type.Optional(Id),
  /** The folder that was written. */
  path: Type.Optional(Type.String()),
  /** Vietnamese: why it failed and what to do. */
  problem: Type.Optional(Type.Object({ message: Type.String(), next: Type.Optional(Type.String()) })),
})

export const ArchivePackageAsked = Type.Object({
  /** With the WAV masters, which take ten times the room. */
  withMasters: Type.Boolean(),
})

export const ArchiveCopyAsked = Type.Object({ path: Type.String({ minLength: 1, maxLength: 1000 }) })

export type ArchiveYears = Static<typeof ArchiveYears>
export type ArchiveEntry = Static<typeof ArchiveEntry>
export type ArchiveAsked = Static<typeof ArchiveAsked>
export type ArchivePackage = Static<typeof ArchivePackage>
export type ArchiveYear = Static<typeof ArchiveYear>
export type ArchiveWork = Static<typeof ArchiveWork>
export type ArchivePackageAsked = Static<typeof ArchivePackageAsked>
export type ArchiveCopyAsked = Static<typeof ArchiveCopyAsked>

import { Type } from 'typebox'
import { ErrorBody, Id, Instant } from './common.ts'
import { Take } from './takes.ts'

/**
 * How far a file is that comes in pieces (tus): `sending` the rest of it is still to come; `waiting` it is whole and others
 * are looked at first; `checking` it is decoded and measured; then `ready`, or `failed` with its reason.
 */
export const FileUploadState = Type.Union([
  Type.Literal('sending'),
  Type.Literal('waiting'),
  Type.Literal('checking'),
  Type.Literal('ready'),
  Type.Literal('failed'),
])

/**
 * A file on its way to become a read. It is begun by `POST /api/uploads` and sent by `PATCH`, both as the tus protocol 1.0
 * has them; `Upload-Metadata` holds `editionId`, `itemId`, `revisionId`, `fileName`, `mediaType` and `modifiedAt`.
 */
export const FileUpload = Type.Object({
  id: Id,
  editionId: Id,
  itemId: Id,
  revisionId: Id,
  fileName: Type.String(),
  bytes: Type.Number(),
  /** When the file was last changed where it came from, UTC ms: with name and size it tells whether a file is the same. */
  modifiedAt: Type.Optional(Type.Number()),
  begunAt: Instant,
  state: FileUploadState,
  /** How much of it the station has. */
  receivedBytes: Type.Number(),
  /** Some page is sending it at this moment. */
  isComing: Type.Boolean(),
  /** How far the look at it is, 0…1, where that is known. */
  fraction: Type.Optional(Type.Number()),
  /** What became of it. */
  take: Type.Optional(Take),
  /** Why nothing became of it, and what to do. */
  refusal: Type.Optional(ErrorBody),
  /** The reason lies with the station, which still has the file: it can be looked at again without being sent again. */
  mayCheckAgain: Type.Optional(Type.Boolean()),
})

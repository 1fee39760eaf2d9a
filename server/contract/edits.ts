import { Type } from 'typebox'
import { ErrorBody, Id } from './common.ts'
import { Take } from './takes.ts'

/** A stretch of an original read; both ends in ms of that read, fractions of a ms included (a frame is 1/48 ms). */
export const TakePiece = Type.Object({
  takeId: Id,
  fromMs: Type.Number({ minimum: 0, maximum: 14_400_000 }),
  toMs: Type.Number({ minimum: 0, maximum: 14_400_000 }),
})

/**
 * A read to be made: pieces of original reads (never of edited ones), in the order in which they will sound. Where two meet
 * that did not touch before, they go over into each other within 10 ms; the length is exactly that of the pieces.
 */
export const TakeEditAsked = Type.Object({ pieces: Type.Array(TakePiece, { minItems: 1, maxItems: 500 }) })

/** What a read is cut from. An original is one piece: all of itself. */
export const TakeEdit = Type.Object({
  takeId: Id,
  /** The read that it was begun from; absent for an original. */
  parentTakeId: Type.Optional(Id),
  pieces: Type.Array(TakePiece),
  /** The originals that the pieces are of. */
  sources: Type.Array(Take),
})

/** An edited read while it is made: told when asked for, and `changed/takes` comes over the live line when it is there. */
export const EditJob = Type.Object({
  id: Id,
  /** The read that was edited. */
  takeId: Id,
  state: Type.Union([Type.Literal('making'), Type.Literal('made'), Type.Literal('failed'), Type.Literal('cancelled')]),
  /** 0…1. */
  fraction: Type.Number(),
  /** The new read, once it is made. */
  take: Type.Optional(Take),
  /** Why it was not made. */
  problem: Type.Optional(ErrorBody),
})

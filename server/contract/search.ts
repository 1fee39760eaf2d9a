import { Type } from 'typebox'
import { Id, Instant } from './common.ts'

/** What can be found: scripts by their items, and the registers of the station. */
export const SearchKind = Type.Union([
  Type.Literal('script'),
  Type.Literal('submission'),
  Type.Literal('question'),
  Type.Literal('library'),
  Type.Literal('feedback'),
  Type.Literal('evaluation'),
  Type.Literal('unit'),
  Type.Literal('task'),
  Type.Literal('sound'),
  Type.Literal('programme'),
])

export const SearchAsked = Type.Object({
  words: Type.String({ minLength: 1, maxLength: 200 }),
  kind: Type.Optional(SearchKind),
})

/** A piece of a text; `isHit`: it is what was looked for. */
export const SearchPiece = Type.Object({ text: Type.String(), isHit: Type.Boolean() })

export const SearchResult = Type.Object({
  kind: SearchKind,
  refId: Id,
  /** The item of the script, the list of the task. */
  partId: Type.Optional(Id),
  title: Type.Array(SearchPiece),
  /** Where it stands: the edition, the unit, the year. */
  context: Type.String(),
  /** The words around what was found; empty where only the title has it. */
  snippet: Type.Array(SearchPiece),
  at: Instant,
})

export const SearchAnswer = Type.Object({
  /** The best first, at most fifty. */
  results: Type.Array(SearchResult),
  /** How many of each kind were found; counting ends at 1,000. */
  counts: Type.Array(Type.Object({ kind: SearchKind, count: Type.Integer() })),
  /** Not all texts have been read yet: the answer may lack some. */
  isCatchingUp: Type.Boolean(),
})

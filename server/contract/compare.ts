import { Type } from 'typebox'
import { Id, Instant, Signed } from './common.ts'
import { ItemKind } from './rundowns.ts'
import { Revision } from './scripts.ts'

/**
 * A stretch of a text and what became of it. Those that stayed and those removed are the text before, those that stayed and
 * those added the text after.
 */
export const TextSegment = Type.Object({
  kind: Type.Union([Type.Literal('same'), Type.Literal('removed'), Type.Literal('added')]),
  text: Type.String(),
})

/** What became of one item from a revision to another. Kind, title and unit are those after; of a removed item those before. */
export const ItemChange = Type.Object({
  itemId: Id,
  change: Type.Union([Type.Literal('same'), Type.Literal('changed'), Type.Literal('added'), Type.Literal('removed')]),
  /** It went past items that stayed in their order. */
  isMoved: Type.Boolean(),
  /** Its number after and before, from 1. */
  number: Type.Optional(Type.Integer()),
  numberBefore: Type.Optional(Type.Integer()),
  kind: ItemKind,
  kindBefore: Type.Optional(ItemKind),
  title: Type.String(),
  unitName: Type.Optional(Type.String()),
  unitNameBefore: Type.Optional(Type.String()),
  /** Empty where nothing was changed. */
  titleWords: Type.Array(TextSegment),
  textWords: Type.Array(TextSegment),
})

/** Two revisions of one edition, item by item. */
export const ScriptChanges = Type.Object({
  before: Type.Object({ id: Id, number: Type.Integer(), created: Signed }),
  after: Type.Object({ id: Id, number: Type.Integer(), created: Signed }),
  items: Type.Array(ItemChange),
})

/** An item while it is typed: it may still lack its title. */
export const DraftedItem = Type.Object({
  itemId: Type.Optional(Id),
  kind: Type.Optional(ItemKind),
  title: Type.String({ maxLength: 300 }),
  text: Type.String(),
  unitName: Type.Optional(Type.String({ maxLength: 300 })),
})
const DraftedItems = Type.Array(DraftedItem, { maxItems: 100 })

/** What a person typed and has not saved as a revision; one a person and edition. */
export const ScriptDraft = Type.Object({
  /** The revision that it was begun from; absent: there was none. */
  baseId: Type.Optional(Id),
  items: DraftedItems,
  savedAt: Instant,
  /** The window that wrote it. */
  windowId: Type.String(),
})

export const ScriptDraftKept = Type.Object({
  baseId: Type.Optional(Id),
  items: DraftedItems,
  windowId: Type.String({ minLength: 1, maxLength: 64 }),
  /** `savedAt` of the draft that the window knows; absent: it knows of none. */
  follows: Type.Optional(Instant),
  /** Takes the place of what another window wrote; that is put aside as a version of its own. */
  isMeant: Type.Optional(Type.Boolean()),
})

export const DraftSaved = Type.Object({ savedAt: Instant })

/** A text that did not become a revision and is kept all the same. */
export const SideSummary = Type.Object({
  id: Id,
  /** Another had saved meanwhile, or another window of the same person wrote over it. */
  why: Type.Union([Type.Literal('saved-meanwhile'), Type.Literal('other-window')]),
  kept: Signed,
  isMine: Type.Boolean(),
  itemCount: Type.Integer(),
  baseNumber: Type.Optional(Type.Integer()),
  /** Absent while nobody decided what becomes of it. */
  outcome: Type.Optional(
    Type.Object({
      outcome: Type.Union([Type.Literal('merged'), Type.Literal('set-aside')]),
      revisionNumber: Type.Optional(Type.Integer()),
      decided: Signed,
    }),
  ),
})

export const SideVersion = Type.Object({
  ...SideSummary.properties,
  editionId: Id,
  baseId: Type.Optional(Id),
  items: DraftedItems,
})

export const SideDecided = Type.Object({
  outcome: Type.Union([Type.Literal('merged'), Type.Literal('set-aside')]),
  /** The revision that it went into. */
  revisionId: Type.Optional(Id),
})

/** What is being written on an edition's script besides its revisions. */
export const ScriptDesk = Type.Object({
  mine: Type.Optional(ScriptDraft),
  /** Others who have typed something that is not saved. */
  others: Type.Array(Type.Object({ by: Type.String(), savedAt: Instant })),
  sides: Type.Array(SideSummary),
})

export const MergeAsked = Type.Object({ baseId: Type.Optional(Id), items: DraftedItems })

/** One item of two scripts that were made of one. */
export const MergedItem = Type.Object({
  /** Names it in this merge: the item's id, or one of a new item. */
  key: Type.String(),
  /**
   * `same`: nobody touched it, or both alike; `mine`, `theirs`: one of the two did; `joined`: both did, in different places,
   * and both are in; `conflict`: both did in the same place, a person chooses.
   */
  outcome: Type.Union([
    Type.Literal('same'),
    Type.Literal('mine'),
    Type.Literal('theirs'),
    Type.Literal('joined'),
    Type.Literal('conflict'),
  ]),
  /** What the merge makes of it; of a conflict mine. Absent: it is removed. */
  item: Type.Optional(DraftedItem),
  /** Of a conflict and of a joined item: both sides, a missing one has removed it. */
  base: Type.Optional(DraftedItem),
  mine: Type.Optional(DraftedItem),
  theirs: Type.Optional(DraftedItem),
  /** From their words to mine; empty when one side has none. */
  betweenWords: Type.Optional(Type.Array(TextSegment)),
})

/** My text merged into the newest revision, item by item. */
export const ScriptMerge = Type.Object({
  /** What it would be saved upon: the newest revision. */
  newest: Revision,
  items: Type.Array(MergedItem),
  /** Both put the items into another order; theirs was taken. */
  isOrderContested: Type.Boolean(),
})

/** What was said of an item while it is edited. */
export const ItemRemark = Type.Object({
  id: Id,
  itemId: Id,
  /** The revision that was read. */
  revisionNumber: Type.Integer(),
  text: Type.String(),
  made: Signed,
  /** Absent while it is open. */
  done: Type.Optional(Signed),
})

export const ItemRemarkMade = Type.Object({ text: Type.String({ minLength: 1, maxLength: 5000 }) })
export const ItemRemarkState = Type.Object({ isDone: Type.Boolean() })

export const TextAsked = Type.Object({ text: Type.String({ maxLength: 200_000 }) })

import type { DraftedItem, ItemKind, MergedItem } from '../contract/index.ts'
import { joinTexts } from './join.ts'
import { movedOf } from './scripts.ts'
import { compareTexts } from './texts.ts'

/** A script as one of the sides has it; texts in the form in which they are stored. */
export type MergeSide = readonly DraftedItem[]

interface Face {
  itemId: string | undefined
  kind: ItemKind
  title: string
  text: string
  unitName: string
}

/**
 * Joins two scripts that were made of one, item by item (pure). What one side did to an item, a field of it or sentences apart
 * from the other's is taken; where both changed the same place both sides are given and a person chooses, and whichever is
 * chosen carries what the other did elsewhere in the item. An item that one removed and the other changed is such a conflict.
 * Nothing that either side wrote is missing from the answer.
 */
export function mergeScripts(
  base: MergeSide,
  mine: MergeSide,
  theirs: MergeSide,
): { items: MergedItem[]; isOrderContested: boolean } {
  const was = keyed(base, 'base')
  const others = keyed(theirs, 'theirs')
  const ours = keyed(withoutTwins(mine, base, theirs), 'new')
  const { order, isContested } = orderOf([...was.keys()], [...ours.keys()], [...others.keys()])
  const items = order.flatMap((key) => mergeItem(key, was.get(key), ours.get(key), others.get(key)) ?? [])
  return { items, isOrderContested: isContested }
}

function mergeItem(
  key: string,
  base: Face | undefined,
  mine: Face | undefined,
  theirs: Face | undefined,
): MergedItem | undefined {
  if (mine && theirs) return mergeBoth(key, base, mine, theirs)
  const left = mine ?? theirs
  if (!left) return undefined
  const by = mine ? 'mine' : 'theirs'
  const told = { item: written(left) }
  if (!base) return { key, outcome: by, ...told }
  // The other side removed it.
  if (isSame(base, left)) return { key, outcome: mine ? 'theirs' : 'mine', base: written(base) }
  return {
    key,
    outcome: 'conflict',
    base: written(base),
    ...(mine ? { ...told, mine: told.item } : { theirs: told.item }),
    betweenWords: [],
  }
}

function mergeBoth(key: string, base: Face | undefined, mine: Face, theirs: Face): MergedItem {
  const was = base ?? { itemId: mine.itemId, kind: 'item', title: '', text: '', unitName: '' }
  const kind = pick(was.kind, mine.kind, theirs.kind)
  const title = pick(was.title, mine.title, theirs.title)
  const unitName = pick(was.unitName, mine.unitName, theirs.unitName)
  const text = pick(was.text, mine.text, theirs.text)
  const joined = text.by === 'both' ? joinTexts(was.text, mine.text, theirs.text) : undefined
  const fields = [kind, title, unitName]
  const isContested = fields.some(({ by }) => by === 'both') || (text.by === 'both' && joined === undefined)
  const asMine: Face = {
    itemId: mine.itemId,
    kind: kind.mine,
    title: title.mine,
    unitName: unitName.mine,
    text: joined ?? text.mine,
  }
  const told = { key, item: written(asMine), ...(base && { base: written(base) }) }
  if (isContested) {
    const asTheirs: Face = {
      itemId: mine.itemId,
      kind: kind.theirs,
      title: title.theirs,
      unitName: unitName.theirs,
      text: joined ?? text.theirs,
    }
    return {
      ...told,
      outcome: 'conflict',
      mine: written(asMine),
      theirs: written(asTheirs),
      betweenWords: compareTexts(asTheirs.text, asMine.text),
    }
  }
  const by = new Set([...fields, text].map((field) => field.by).filter((side) => side !== 'same'))
  if (joined !== undefined || by.size > 1) {
    return { ...told, outcome: 'joined', mine: written(mine), theirs: written(theirs) }
  }
  return { key, outcome: by.has('mine') ? 'mine' : by.has('theirs') ? 'theirs' : 'same', item: written(asMine) }
}

/** One field of an item: who changed it, and what it is where mine or theirs is preferred. */
function pick<T>(base: T, mine: T, theirs: T): { by: 'same' | 'mine' | 'theirs' | 'both'; mine: T; theirs: T } {
  if (mine === theirs) return { by: 'same', mine, theirs }
  if (theirs === base) return { by: 'mine', mine, theirs: mine }
  if (mine === base) return { by: 'theirs', mine: theirs, theirs }
  return { by: 'both', mine, theirs }
}

/** Who put the items into another order is followed; where both did, theirs is, for it is saved already. */
function orderOf(base: string[], mine: string[], theirs: string[]): { order: string[]; isContested: boolean } {
  const inAll = base.filter((key) => mine.includes(key) && theirs.includes(key))
  const [ours, others] = [mine.filter((key) => inAll.includes(key)), theirs.filter((key) => inAll.includes(key))]
  const isTheirs = movedOf(inAll, others).size > 0
  const isContested = isTheirs && movedOf(inAll, ours).size > 0 && movedOf(ours, others).size > 0
  const [lead, other] = isTheirs ? [theirs, mine] : [mine, theirs]
  const order = [...lead]
  for (const [place, key] of other.entries()) {
    if (order.includes(key)) continue
    const before = other.slice(0, place).findLast((known) => order.includes(known))
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key)
  }
  return { order, isContested }
}

/** An item that both brought in with the same words is one item. */
function withoutTwins(mine: MergeSide, base: MergeSide, theirs: MergeSide): MergeSide {
  const added = theirs.filter(({ itemId }) => !base.some((item) => item.itemId === itemId))
  return mine.filter(
    (item) => item.itemId !== undefined || !added.some(({ title, text }) => title === item.title && text === item.text),
  )
}

function keyed(items: MergeSide, word: string): Map<string, Face> {
  return new Map(items.map((item, place) => [item.itemId ?? `${word}-${place + 1}`, faceOf(item)]))
}

function faceOf({ itemId, kind, title, text, unitName }: DraftedItem): Face {
  return { itemId, kind: kind ?? 'item', title, text, unitName: unitName ?? '' }
}

function isSame(a: Face, b: Face): boolean {
  return a.kind === b.kind && a.title === b.title && a.text === b.text && a.unitName === b.unitName
}

function written({ itemId, kind, title, text, unitName }: Face): DraftedItem {
  return { kind, title, text, ...(itemId !== undefined && { itemId }), ...(unitName !== '' && { unitName }) }
}

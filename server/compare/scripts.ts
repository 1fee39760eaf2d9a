import { diffArrays } from 'diff'
import type { ItemChange, ScriptItem, TextSegment } from '../contract/index.ts'
import { compareTexts } from './texts.ts'

type Item = Pick<ScriptItem, 'itemId' | 'kind' | 'title' | 'text' | 'unitName'>

/**
 * What became of a script, item by item (pure): in the order of the script after, the removed ones where they stood. An item is
 * the same one by its id, whatever its words; it was moved when it went past others that stayed in their order.
 */
export function compareScripts(before: readonly Item[], after: readonly Item[]): ItemChange[] {
  const was = new Map(before.map((item, place) => [item.itemId, { item, number: place + 1 }]))
  const is = new Map(after.map((item, place) => [item.itemId, { item, number: place + 1 }]))
  const stayed = before.map(({ itemId }) => itemId).filter((id) => is.has(id))
  const moved = movedOf(
    stayed,
    after.map(({ itemId }) => itemId).filter((id) => was.has(id)),
  )
  const changes = after.map((item, place): ItemChange => {
    const old = was.get(item.itemId)
    const number = place + 1
    if (!old) return { ...faceOf(item), change: 'added', isMoved: false, number, ...changedWords(undefined, item) }
    const words = changedWords(old.item, item)
    const isChanged = old.item.text !== item.text || isOtherwiseLabelled(old.item, item)
    return {
      ...faceOf(item),
      change: isChanged ? 'changed' : 'same',
      isMoved: moved.has(item.itemId),
      number,
      numberBefore: old.number,
      ...(isChanged ? words : { titleWords: [], textWords: [] }),
      ...(old.item.kind !== item.kind && { kindBefore: old.item.kind }),
      ...(old.item.unitName !== item.unitName &&
        old.item.unitName !== undefined && { unitNameBefore: old.item.unitName }),
    }
  })
  for (const [place, item] of before.entries()) {
    if (is.has(item.itemId)) continue
    const gone: ItemChange = {
      ...faceOf(item),
      change: 'removed',
      isMoved: false,
      numberBefore: place + 1,
      ...changedWords(item, undefined),
    }
    changes.splice(placeAfter(changes, before.slice(0, place)), 0, gone)
  }
  return changes
}

/** The ids that went past others, the fewest that explain the new order. */
export function movedOf(before: readonly string[], after: readonly string[]): Set<string> {
  return new Set(diffArrays([...before], [...after]).flatMap(({ added, value }) => (added ? value : [])))
}

/** Behind the nearest item that stood before it and is still told of. */
function placeAfter(changes: readonly ItemChange[], before: readonly Item[]): number {
  for (const { itemId } of before.toReversed()) {
    const place = changes.findIndex((change) => change.itemId === itemId)
    if (place >= 0) return place + 1
  }
  return 0
}

function faceOf({ itemId, kind, title, unitName }: Item): Pick<ItemChange, 'itemId' | 'kind' | 'title' | 'unitName'> {
  return { itemId, kind, title, ...(unitName !== undefined && { unitName }) }
}

function isOtherwiseLabelled(a: Item, b: Item): boolean {
  return a.title !== b.title || a.kind !== b.kind || (a.unitName ?? '') !== (b.unitName ?? '')
}

function changedWords(
  before: Item | undefined,
  after: Item | undefined,
): { titleWords: TextSegment[]; textWords: TextSegment[] } {
  return {
    titleWords: compareTexts(before?.title ?? '', after?.title ?? ''),
    textWords: compareTexts(before?.text ?? '', after?.text ?? ''),
  }
}

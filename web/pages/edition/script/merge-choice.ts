import type { DraftedItem, MergedItem } from '../../../../server/contract/index.ts'

/** Which side of a contested item is taken; `both`: theirs, and mine as an item of its own behind it. */
export type Choice = 'mine' | 'theirs' | 'both'

/** What a choice makes of an item (pure). Both: the other's keeps its place and its reads, mine becomes a new item. */
export function chosenOf({ outcome, item, mine, theirs }: MergedItem, choice: Choice): DraftedItem[] {
  if (outcome !== 'conflict') return item ? [item] : []
  if (choice === 'mine') return mine ? [mine] : []
  if (choice === 'theirs') return theirs ? [theirs] : []
  if (!mine || !theirs) return [mine ?? theirs].filter((one) => one !== undefined)
  const { itemId: _, ...anew } = mine
  return [theirs, anew]
}

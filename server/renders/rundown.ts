import type { Rundown } from '../../audio/index.ts'
import type { ScriptItem, SlotKind, Take, TuneRole } from '../contract/index.ts'

/** Silence between parts, as a listener expects it: a breath after the tune, a little more between items. */
const GAP_AFTER_TUNE_MS = 400
const GAP_AFTER_ITEM_MS = 700

/**
 * The order of a simple edition: intro, the items with a sting between them, outro (Thông tư 09/2020: a programme has
 * a recognisable opening and close). A role without a tune is left out.
 */
export function rundownOf(
  reads: readonly { item: Pick<ScriptItem, 'title'>; take: Pick<Take, 'mediaSha256'> }[],
  tunes: Partial<Record<TuneRole, { title: string; mediaSha256: string }>>,
): Rundown {
  const tune = (role: TuneRole & SlotKind): Rundown => {
    const chosen = tunes[role]
    return chosen ? [{ role, title: chosen.title, sha256: chosen.mediaSha256, gapAfterMs: GAP_AFTER_TUNE_MS }] : []
  }
  return [
    ...tune('intro'),
    ...reads.flatMap(
      ({ item, take }, place): Rundown => [
        ...(place === 0 ? [] : tune('sting')),
        { role: 'item', title: item.title, sha256: take.mediaSha256, gapAfterMs: GAP_AFTER_ITEM_MS },
      ],
    ),
    ...tune('outro').map((slot) => ({ ...slot, gapAfterMs: 0 })),
  ]
}

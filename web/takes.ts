/** What the pages know of a read: the same rule as the station's. */
import type { ScriptItem, Take } from '../server/contract/index.ts'

/** Whether a read is in use: kept, and not sent back by a listener since. */
export function isInUse({ choice, listening }: Pick<Take, 'choice' | 'listening'>): boolean {
  return choice === 'kept' && listening !== 'sent-back'
}

/** Whether a read in use is one of these very words. */
export function isReadOf(
  item: Pick<ScriptItem, 'itemId' | 'textHash'>,
  take: Pick<Take, 'itemId' | 'textHash' | 'choice' | 'listening'>,
): boolean {
  return take.itemId === item.itemId && take.textHash === item.textHash && isInUse(take)
}

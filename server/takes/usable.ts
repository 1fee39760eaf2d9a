import type { Take } from '../contract/index.ts'

/** Whether a read may sound at all: nobody threw it away, and no listener sent it back (pure). */
export function mayBeUsed({ choice, listening }: Pick<Take, 'choice' | 'listening'>): boolean {
  return choice !== 'discarded' && listening !== 'sent-back'
}

/**
 * Whether a read is in use: kept, and not sent back since (pure). A verdict that approves it puts it back in use; nobody
 * has to keep it a second time.
 */
export function isInUse({ choice, listening }: Pick<Take, 'choice' | 'listening'>): boolean {
  return choice === 'kept' && listening !== 'sent-back'
}

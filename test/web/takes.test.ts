import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayBeUsed, isInUse as stationSays } from '../../server/takes/usable.ts'
import { isInUse, isReadOf } from '../../web/takes.ts'

const choice = fc.option(fc.constantFrom('kept' as const, 'discarded' as const), { nil: undefined })
const listening = fc.option(fc.constantFrom('approved' as const, 'sent-back' as const), { nil: undefined })
const take = fc.record({ choice, listening }).map((given) => ({
  ...(given.choice && { choice: given.choice }),
  ...(given.listening && { listening: given.listening }),
}))

describe('a read', () => {
  test('is in use on the pages exactly when it is at the station: kept and not sent back', () => {
    fc.assert(
      fc.property(take, (given) => {
        expect(isInUse(given)).toBe(stationSays(given))
        expect(isInUse(given)).toBe(given.choice === 'kept' && given.listening !== 'sent-back')
        if (stationSays(given)) expect(mayBeUsed(given)).toBe(true)
      }),
    )
  })

  test('is of an item only by its very words', () => {
    const kept = { itemId: 'a', textHash: 'words', choice: 'kept' as const }
    expect(isReadOf({ itemId: 'a', textHash: 'words' }, kept)).toBe(true)
    expect(isReadOf({ itemId: 'a', textHash: 'other words' }, kept)).toBe(false)
    expect(isReadOf({ itemId: 'b', textHash: 'words' }, kept)).toBe(false)
    expect(isReadOf({ itemId: 'a', textHash: 'words' }, { ...kept, listening: 'sent-back' })).toBe(false)
  })
})

import type { WardStation } from '../../../server/contract/index.ts'

/** What a person wants with a link, before it is done: exchange, give again, prolong, end. */
export interface LinkAsked {
  station: WardStation
  what: 'renew' | 'again' | 'term' | 'revoke'
}

/** Tra cứu. Rejects with ApiError (see request.ts). */
import type { SearchAnswer, SearchKind } from '../server/contract/index.ts'
import { ask } from './request.ts'

export const searchApi = {
  search: (words: string, kind?: SearchKind) =>
    ask<SearchAnswer>('GET', `/api/search?${new URLSearchParams({ words, ...(kind && { kind }) })}`),
}

import { type SearchAnswer, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { highlighted, snippet } from './highlight.ts'
import { inOrder } from './order.ts'
import { readQuestion } from './question.ts'
import { SearchReading } from './reading.ts'
import { countTexts, findTexts } from './store.ts'

/** Nobody reads further: more words find better. */
const MOST_RESULTS = 50
const MOST_COUNTED = 1000

/** One box for everything that was written: with or without marks, the best first. */
export function registerSearch(app: App, deps: Deps): void {
  const { db } = deps
  const reading = new SearchReading(deps)
  app.addHook('onReady', async () => reading.start())
  app.addHook('onClose', () => reading.close())

  app.get(
    '/api/search',
    { schema: { querystring: schema.SearchAsked, response: { 200: schema.SearchAnswer } } },
    async (request): Promise<SearchAnswer> => {
      const isCatchingUp = !(await reading.catchUp())
      const question = readQuestion(request.query.words)
      if (!question) return { results: [], counts: [], isCatchingUp }
      const found = inOrder(question, await findTexts(db, question, request.query.kind))
      return {
        results: found.slice(0, MOST_RESULTS).map(({ kind, refId, partId, title, context, body, at }) => ({
          kind,
          refId,
          title: highlighted(question, title),
          context,
          snippet: snippet(question, body),
          at,
          ...(partId !== undefined && { partId }),
        })),
        counts: await countTexts(db, question, MOST_COUNTED),
        isCatchingUp,
      }
    },
  )
}

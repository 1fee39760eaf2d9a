import { type SearchAnswer, type SearchAsked, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { isToldTo, listEditionIds, listProgrammes } from '../programmes/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { highlighted, snippet } from './highlight.ts'
import { inOrder } from './order.ts'
import { readQuestion } from './question.ts'
import { SearchReading } from './reading.ts'
import { resultsTab } from './sheet.ts'
import { countTexts, findTexts } from './store.ts'

/** Nobody reads further: more words find better. */
const MOST_RESULTS = 50
const MOST_COUNTED = 1000

/**
 * One box for everything that was written: with or without marks, the best first. A ward's people find what is in the ward's own
 * programmes and editions, and nothing of any register.
 */
export function registerSearch(app: App, deps: Deps): void {
  const { db } = deps
  const reading = new SearchReading(deps)
  app.addHook('onReady', async () => reading.start())
  app.addHook('onClose', () => reading.close())

  app.get(
    '/api/search',
    { schema: { querystring: schema.SearchAsked, response: { 200: schema.SearchAnswer } } },
    (request) => answerOf(request.query, request.wardStationId),
  )

  app.get('/api/search/xlsx', { schema: { querystring: schema.SearchAsked } }, async (request, reply) => {
    const { results } = await answerOf(request.query, request.wardStationId)
    return sendSheet(reply, await writeSheet([resultsTab(results)]), 'Kết quả tra cứu.xlsx')
  })

  async function answerOf(asked: SearchAsked, wardStationId: string | undefined): Promise<SearchAnswer> {
    const isCatchingUp = !(await reading.catchUp())
    const question = readQuestion(asked.words)
    if (!question) return { results: [], counts: [], isCatchingUp }
    const within = await thingsOf(wardStationId)
    const found = inOrder(question, await findTexts(db, question, { kind: asked.kind, within }))
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
      counts: await countTexts(db, question, { within }, MOST_COUNTED),
      isCatchingUp,
    }
  }

  /** The programmes of a ward and their editions; undefined: everything, for the station's own people. */
  async function thingsOf(wardStationId: string | undefined): Promise<string[] | undefined> {
    if (wardStationId === undefined) return undefined
    const programmes = (await listProgrammes(db)).filter((one) => isToldTo(one, wardStationId)).map(({ id }) => id)
    const editions: string[] = []
    for (const id of programmes) editions.push(...(await listEditionIds(db, id)).values())
    return [...programmes, ...editions]
  }
}

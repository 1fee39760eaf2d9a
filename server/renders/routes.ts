import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type Render, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendMedia } from '../media/index.ts'
import { withCurrency } from './currency.ts'
import { airFactsOf, missingForRender } from './facts.ts'
import type { RenderQueue } from './queue.ts'
import { keptTake } from './readiness.ts'
import { recipeOf } from './recipe.ts'
import { addRender, findPeaks, findRender, findSheet } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** Assembly: ask for a render, follow it, cancel it, hear and take what it delivered, read its quality sheet. */
export function registerRenders(app: App, deps: Deps, queue: RenderQueue): void {
  const { db, clock, media } = deps

  app.post(
    '/api/editions/:id/renders',
    { schema: { params: ById, response: { 202: schema.Render } } },
    async (request, reply) => {
      const editionId = request.params.id
      const now = await recipeOf(db, editionId)
      if (!now) throw new StationError('not-found')
      const { recipe, reads, fileName, normMs } = now
      const facts = await airFactsOf(db, editionId)
      const missing = await missingForRender(db, editionId, facts)
      if (missing.length > 0 || !facts.latest || !recipe) throw new StationError('not-ready-to-render', { missing })
      const id = await addRender(db, {
        editionId,
        revisionId: facts.latest.id,
        targetLufs: recipe.targetLufs,
        sources: {
          recipe,
          fileName,
          normMs,
          reads: reads.map((read) => {
            const isKept = keptTake(facts.takes, read.itemId, read.textHash)?.id === read.takeId
            return { ...read, ...(!isKept && { isChosen: true }) }
          }),
        },
        by: personOf(request).id,
        at: Math.round(clock.now()),
      })
      queue.add(id)
      return reply.code(202).send(await render(id))
    },
  )

  app.get('/api/renders/:id', { schema: { params: ById, response: { 200: schema.Render } } }, async (request) => {
    const found = await render(request.params.id)
    const [told] = await withCurrency(db, found.editionId, [found])
    return told ?? found
  })

  app.post(
    '/api/renders/:id/cancel',
    { schema: { params: ById, response: { 200: schema.Render } } },
    async (request) => {
      const { id, state } = await render(request.params.id)
      if (state !== 'queued' && state !== 'running') throw new StationError('render-over')
      await queue.cancel(id)
      return render(id)
    },
  )

  for (const [file, mediaType, fileOf] of [
    ['programme.mp3', 'audio/mpeg', ({ mp3 }: Render) => mp3],
    ['programme-mono.mp3', 'audio/mpeg', ({ mono }: Render) => mono],
    ['master.wav', 'audio/wav', ({ master, mp3 }: Render) => master && { ...master, fileName: wavName(mp3?.fileName) }],
  ] as const) {
    app.get(`/api/renders/:id/${file}`, { schema: { params: ById } }, async (request, reply) => {
      const found = fileOf(await render(request.params.id))
      if (!found) throw new StationError('not-found')
      const { sha256, fileName } = found
      await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType, saveAs: fileName })
      return reply
    })
  }

  app.get(
    '/api/renders/:id/sheet',
    { schema: { params: ById, response: { 200: schema.QualitySheet } } },
    async (request) => {
      const { id, state } = await render(request.params.id)
      const sheet = await findSheet(db, id)
      if (!sheet) throw new StationError(state === 'verified' ? 'no-sheet' : 'no-sheet-yet')
      return sheet
    },
  )

  app.get('/api/renders/:id/peaks', { schema: { params: ById, response: { 200: schema.Peaks } } }, async (request) => {
    const found = await findPeaks(db, request.params.id)
    if (!found) throw new StationError('not-found')
    return found
  })

  async function render(id: string): Promise<Render> {
    const found = await findRender(db, id)
    if (!found) throw new StationError('not-found')
    return queue.withProgress(found)
  }
}

function wavName(mp3Name = 'chuong-trinh.mp3'): string {
  return mp3Name.replace(/\.mp3$/, '.wav')
}

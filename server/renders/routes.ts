import { Type } from 'typebox'
import { planRecipe } from '../../audio/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Render, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { asciiName, sendMedia } from '../media/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findStation } from '../station/index.ts'
import { tunesInUse } from '../tunes/index.ts'
import { airFactsOf } from './facts.ts'
import type { RenderQueue } from './queue.ts'
import { keptTake, missingForRender, missingSentence } from './readiness.ts'
import { rundownOf } from './rundown.ts'
import { addRender, findPeaks, findRender } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** Assembly: ask for a render, follow it, cancel it, hear and take what it delivered. */
export function registerRenders(app: App, deps: Deps, queue: RenderQueue): void {
  const { db, clock, media } = deps

  app.post(
    '/api/editions/:id/renders',
    { schema: { params: ById, response: { 202: schema.Render } } },
    async (request, reply) => {
      const editionId = request.params.id
      const names = await findEditionNames(db, editionId)
      const station = await findStation(db)
      if (!names || !station) throw new StationError('not-found')
      const facts = await airFactsOf(db, editionId)
      const missing = missingForRender(facts).map(missingSentence)
      if (missing.length > 0 || !facts.latest) throw new StationError('not-ready-to-render', { missing })
      const reads = facts.latest.items.flatMap((item) => {
        const take = keptTake(facts.takes, item.itemId, item.textHash)
        return take ? [{ item, take }] : []
      })
      const recipe = planRecipe(rundownOf(reads, await tunesInUse(db)), {
        targetLufs: station.targetLufs,
        tags: {
          title: names.title,
          artist: station.name,
          album: names.programmeName,
          date: `${names.month}-01`,
          comment: reads.map(({ item }, place) => `${place + 1}. ${item.title}`).join('\n'),
        },
      })
      const id = await addRender(db, {
        editionId,
        revisionId: facts.latest.id,
        targetLufs: station.targetLufs,
        sources: {
          recipe,
          fileName: `${asciiName(names.title)}.mp3`,
          reads: reads.map(({ item, take }) => ({
            itemId: item.itemId,
            textHash: item.textHash,
            takeId: take.id,
            mediaSha256: take.mediaSha256,
          })),
        },
        by: personOf(request).id,
        at: Math.round(clock.now()),
      })
      queue.add(id)
      return reply.code(202).send(await render(id))
    },
  )

  app.get('/api/renders/:id', { schema: { params: ById, response: { 200: schema.Render } } }, (request) =>
    render(request.params.id),
  )

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

  app.get('/api/renders/:id/programme.mp3', { schema: { params: ById } }, async (request, reply) => {
    const { mp3 } = await render(request.params.id)
    if (!mp3) throw new StationError('not-found')
    await sendMedia(request, reply, {
      path: media.files.pathOf(mp3.sha256),
      sha256: mp3.sha256,
      mediaType: 'audio/mpeg',
      saveAs: mp3.fileName,
    })
    return reply
  })

  app.get('/api/renders/:id/master.wav', { schema: { params: ById } }, async (request, reply) => {
    const { master, mp3 } = await render(request.params.id)
    if (!master || !mp3) throw new StationError('not-found')
    const saveAs = mp3.fileName.replace(/\.mp3$/, '.wav')
    await sendMedia(request, reply, {
      path: media.files.pathOf(master.sha256),
      sha256: master.sha256,
      mediaType: 'audio/wav',
      saveAs,
    })
    return reply
  })

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

import { Type } from 'typebox'
import { previewMix, type Recipe, treatedMp3 } from '../../audio/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { recipeOf } from '../renders/index.ts'
import { findTakeSound } from '../takes/index.ts'
import { Listeners } from './listeners.ts'
import { registerSamples } from './samples.ts'
import { Surveys } from './surveys.ts'

const ById = Type.Object({ id: schema.Id })
const LONGEST_MS = 24 * 3_600_000
const PlaceMs = Type.Number({ minimum: 0, maximum: LONGEST_MS })
const YesNo = Type.Union([Type.Literal('0'), Type.Literal('1')])
const From = Type.Object({ fromMs: Type.Optional(PlaceMs) })
const Treated = Type.Object({
  highPass: Type.Optional(YesNo),
  noiseReduction: Type.Optional(schema.Strength),
  deClick: Type.Optional(schema.Strength),
  fromMs: Type.Optional(PlaceMs),
  toMs: Type.Optional(PlaceMs),
})

/** Hearing before a render: the picture of the whole, the whole from any point, a read as a treatment makes it. */
export function registerHearing(app: App, deps: Deps): { close: () => Promise<void> } {
  const { db, media, ffmpeg, parts } = deps
  const surveys = new Surveys(deps)
  const listeners = new Listeners(deps)
  const pathOf = (sha256: string) => media.files.pathOf(sha256)
  registerSamples(app, deps)

  app.get(
    '/api/editions/:id/rundown/picture',
    { schema: { params: ById, response: { 200: schema.RundownPicture } } },
    async (request) => surveys.pictureOf(await soundOf(request.params.id)),
  )

  // HEAD would begin a mix that nobody hears.
  app.get(
    '/api/editions/:id/rundown/listen',
    { exposeHeadRoute: false, schema: { params: ById, querystring: From } },
    async (request, reply) => {
      const { recipe } = await soundOf(request.params.id)
      const { fromMs = 0 } = request.query
      return listeners.send(reply, (io) => previewMix(recipe, { ...io, parts, pathOf, ffmpeg, fromMs }))
    },
  )

  app.get(
    '/api/takes/:id/treated',
    { exposeHeadRoute: false, schema: { params: ById, querystring: Treated } },
    async (request, reply) => {
      const { highPass = '0', noiseReduction = 'off', deClick = 'off', fromMs, toMs } = request.query
      if (toMs !== undefined && toMs <= (fromMs ?? 0)) {
        throw new StationError('bad-request', { what: 'đoạn nghe kết thúc trước khi bắt đầu' })
      }
      const take = await findTakeSound(db, request.params.id)
      if (!take) throw new StationError('not-found')
      const { mediaSha256, fileName } = take
      const treatment = { highPass: highPass === '1', noiseReduction, deClick }
      const range = { ...(fromMs !== undefined && { fromMs }), ...(toMs !== undefined && { toMs }) }
      return listeners.send(
        reply,
        (io) => treatedMp3(pathOf(mediaSha256), treatment, { ...io, ...range, ffmpeg }),
        fileName,
      )
    },
  )

  /** What an edition would sound like now. Refuses `not-found` and, where a sound is missing, `nothing-to-hear`. */
  async function soundOf(editionId: string): Promise<{ editionId: string; recipe: Recipe; slotIds: string[] }> {
    const now = await recipeOf(db, editionId)
    if (!now) throw new StationError('not-found')
    const { recipe, slotIds, missing } = now
    if (!recipe || missing.length > 0) throw new StationError('nothing-to-hear', { missing })
    return { editionId, recipe, slotIds }
  }

  return {
    async close() {
      await Promise.all([surveys.close(), listeners.close()])
    },
  }
}

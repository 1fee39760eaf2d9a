import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { findAiring } from '../airings/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveForm } from '../media/index.ts'
import type { ProofDesk } from './desk.ts'
import { recordedFromOf } from './instants.ts'
import { masterToProve } from './masters.ts'
import { listProofs } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** Đối soát: recordings of what was received, compared with the master that was to air. */
export function registerProofs(app: App, deps: Deps, desk: ProofDesk): void {
  const { db, media, config } = deps

  app.get(
    '/api/airings/:id/proofs',
    { schema: { params: ById, response: { 200: Type.Array(schema.Proof) } } },
    async (request) => {
      const { id } = await airing(request.params.id)
      return listProofs(db, id)
    },
  )

  app.post(
    '/api/airings/:id/proofs',
    { schema: { params: ById, response: { 201: schema.Proof } } },
    async (request, reply) => {
      const found = await airing(request.params.id)
      // Said before an hour's recording is sent for nothing.
      await masterToProve(deps, found)
      const { upload, texts } = await receiveForm(request, media, config.uploadLimitBytes)
      let recordedFrom: number | undefined
      try {
        const text = texts.recordedFrom ?? ''
        recordedFrom = text === '' ? undefined : recordedFromOf(text, found.startsAt)
      } catch (cause) {
        await media.files.drop(upload.file)
        throw cause
      }
      return reply.code(201).send(await desk.prove(found, upload, { recordedFrom, by: personOf(request).id }))
    },
  )

  async function airing(id: string) {
    const found = await findAiring(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }
}

/** Nghe thử: takes, renders and tunes on the station's own listening device, apart from the air. */
import { type ListenAsked, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findRender } from '../renders/index.ts'
import type { Listening } from '../station/index.ts'
import { findTakeSound } from '../takes/index.ts'
import { listTunes } from '../tunes/index.ts'

/** Start and stop listening on the device that the station chose for it. */
export function registerListening(app: App, deps: Deps, listening: Listening): void {
  app.post('/api/listen', { schema: { body: schema.ListenAsked, response: { 200: schema.Done } } }, async (request) => {
    const sha256 = await soundOf(deps, request.body)
    if (sha256 === undefined) throw new StationError('not-found')
    await listening.begin(deps.media.files.pathOf(sha256))
    return { done: true } as const
  })

  app.post('/api/listen/stop', { schema: { response: { 200: schema.Done } } }, async () => {
    await listening.end()
    return { done: true } as const
  })
}

async function soundOf({ db }: Deps, { kind, id }: ListenAsked): Promise<string | undefined> {
  switch (kind) {
    case 'take':
      return (await findTakeSound(db, id))?.mediaSha256
    case 'render':
      return (await findRender(db, id))?.master?.sha256
    case 'tune':
      return (await listTunes(db)).find((tune) => tune.id === id)?.mediaSha256
  }
}

import { personOf } from '../accounts/index.ts'
import { type BucketWritten, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { BucketDesk } from './desk.ts'
import { findBucket, type KeptBucket, setBucket } from './store.ts'
import { tryBucket } from './trial.ts'

/** The bucket: its settings, whose secret is never told again, a trial, and how far it is. */
export function registerBucket(app: App, deps: Deps, desk: BucketDesk): void {
  const { db, clock } = deps

  app.get('/api/bucket', { schema: { response: { 200: schema.Bucket } } }, () => desk.state())

  app.put(
    '/api/bucket',
    { schema: { body: schema.BucketWritten, response: { 200: schema.Bucket } } },
    async (request) => {
      await setBucket(db, await whole(request.body), personOf(request).id, Math.round(clock.now()))
      await desk.changed()
      return desk.state()
    },
  )

  app.post(
    '/api/bucket/try',
    { schema: { body: schema.BucketWritten, response: { 200: schema.BucketTried } } },
    async (request) => tryBucket(deps, await whole(request.body)),
  )

  app.addHook('onReady', async () => desk.start())
  app.addHook('onClose', () => desk.close())

  /** What was written, tidied, with the secret that is kept where none was written. */
  async function whole(written: BucketWritten): Promise<KeptBucket> {
    const kept = await findBucket(db)
    const endpoint = URL.parse(written.endpoint.trim())
    if (!endpoint || !/^https?:$/.test(endpoint.protocol) || endpoint.pathname !== '/' || endpoint.username !== '') {
      throw new StationError('bucket-endpoint', { endpoint: written.endpoint })
    }
    // A kept secret goes to the server that it was given for, and to no other.
    const isSame = kept?.endpoint === endpoint.origin && kept.accessKeyId === written.accessKeyId.trim()
    const secretAccessKey = written.secretAccessKey?.trim() ?? (isSame ? kept.secretAccessKey : undefined)
    if (!secretAccessKey) throw new StationError('bucket-secret-missing')
    const prefix = written.prefix
      .trim()
      .replace(/^\/+/, '')
      .replace(/\/*$/, (end) => (written.prefix.trim() === '' ? end : '/'))
    return {
      ...written,
      endpoint: endpoint.origin,
      region: written.region.trim(),
      accessKeyId: written.accessKeyId.trim(),
      secretAccessKey,
      prefix,
    }
  }
}

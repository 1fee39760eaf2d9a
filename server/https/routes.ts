import { schema, type Trust } from '../contract/index.ts'
import type { App } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { Authority } from './authority.ts'
import type { HttpsSide } from './https-side.ts'
import { configurationProfile } from './profile.ts'

/**
 * What a device needs to trust the station, for anybody on the network and over plain HTTP too: how HTTPS stands, the
 * authority's certificate in the two shapes that devices take, and an address that answers only a device that trusts.
 * `plainAddresses` are those of the HTTP side.
 */
export function registerTrust(app: App, side: HttpsSide | undefined, plainAddresses: () => string[]): void {
  app.get('/api/trust', { config: { open: true }, schema: { response: { 200: schema.Trust } } }, async () =>
    trustOf(side, plainAddresses()),
  )

  app.get('/tin-cay/ca.crt', { config: { open: true } }, (_request, reply) => {
    const { certificate } = authorityOf(side)
    // Not as an attachment: Firefox then offers to trust it, instead of keeping a file.
    return reply
      .header('content-disposition', 'inline; filename="Len-Song-CA.crt"')
      .header('cache-control', 'no-store')
      .type('application/x-x509-ca-cert')
      .send(certificate.raw)
  })

  app.get('/tin-cay/len-song.mobileconfig', { config: { open: true } }, (_request, reply) =>
    reply
      .header('content-disposition', 'inline; filename="Len-Song.mobileconfig"')
      .header('cache-control', 'no-store')
      .type('application/x-apple-aspen-config')
      .send(configurationProfile(authorityOf(side))),
  )

  app.get(
    '/tin-cay/thu',
    { config: { open: true } },
    // Asked for by a page of the HTTP side: to a browser that is another site.
    (_request, reply) =>
      reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store').code(204).send(),
  )

  app.addHook('preClose', async () => side?.close())
}

function trustOf(side: HttpsSide | undefined, plainAddresses: string[]): Trust {
  const now = side?.state ?? { state: 'off' as const }
  const authority = now.state === 'serving' || now.state === 'failed' ? now.authority : undefined
  return {
    state: now.state,
    plainAddresses,
    ...(now.state === 'failed' && { why: now.error.sentence }),
    ...(now.state === 'serving' && { port: now.port, names: [...now.names] }),
    ...(authority && {
      authority: {
        name: authority.name,
        endsAt: authority.notAfter,
        sha256: authority.certificate.fingerprint256,
        sha1: authority.certificate.fingerprint,
      },
    }),
  }
}

function authorityOf(side: HttpsSide | undefined): Authority {
  const now = side?.state
  if (now?.state === 'serving') return now.authority
  if (now?.state === 'failed') {
    if (now.authority !== undefined) return now.authority
    throw now.error
  }
  throw new StationError('https-off')
}

import type { App } from '../deps.ts'
import { mayPass } from './exposed.ts'
import type { PublicSide } from './public-side.ts'

/** Link pages are nobody's to find. */
const ROBOTS = 'User-agent: *\nDisallow: /\n'

/**
 * The door to the outside, before every other: by the public address only links answer, unless the station opened all of
 * itself. Everything else is as if it were not there, whether it is or not and whoever is signed in.
 */
export function registerPublicGate(app: App, side: PublicSide): void {
  app.addHook('onReady', () => side.load())

  app.addHook('onRequest', async (request, reply) => {
    if (side.kept.exposed === 'everything' || !side.isOutside(request)) return
    const pathname = URL.parse(request.url, 'http://station')?.pathname ?? ''
    if (mayPass(request.method, request.routeOptions.url, pathname)) return
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store')
    if (pathname === '/robots.txt') await reply.send(ROBOTS)
    else await reply.code(404).send('Không có trang này.\n')
  })
}

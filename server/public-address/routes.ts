import { randomUUID } from 'node:crypto'
import { personOf } from '../accounts/index.ts'
import { type AddressTest, type PublicAddress, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { lanAddresses } from '../station/index.ts'
import { isOutside, type KeptAddress, readOrigin } from './caller.ts'
import { OPEN_PATHS } from './exposed.ts'
import { lookAt } from './look.ts'
import { isNetwork, isOwnNetwork, Networks } from './networks.ts'
import { Probes } from './probes.ts'
import { callerOf, type PublicSide } from './public-side.ts'
import { addTest, findAddress, newestTest, setAddress } from './store.ts'

/** The public address: what it is, who may hand on to it, what is open there, and a trial of it. */
export function registerPublicAddress(app: App, deps: Deps, side: PublicSide): void {
  const { db, clock, config, live } = deps
  const probes = new Probes(deps, side)
  probes.register(app)

  app.get('/api/public-address', { schema: { response: { 200: schema.PublicAddress } } }, () => address())

  app.get('/api/public-address/origin', { schema: { response: { 200: schema.LinkOrigin } } }, () => {
    const { origin } = side.kept
    return origin === undefined ? {} : { origin }
  })

  app.put(
    '/api/public-address',
    { schema: { body: schema.PublicAddressWritten, response: { 200: schema.PublicAddress } } },
    async (request) => {
      const { exposed } = request.body
      const origin = originOf(request.body.origin)
      refuseOwnAddress(origin, lanAddresses(config.port, '0.0.0.0'))
      const proxies = [...new Set(request.body.proxies.map((proxy) => proxy.trim()))]
      const wrong = proxies.find((proxy) => !isNetwork(proxy))
      if (wrong !== undefined) throw new StationError('proxy-not-an-address', { proxy: wrong })
      refuseLockingOut({ origin, proxies, exposed }, isOutside(origin, new Networks(proxies), callerOf(request)))
      await setAddress(db, { origin, proxies, exposed, by: personOf(request).id, at: Math.round(clock.now()) })
      await side.load()
      live.tell({ event: 'changed', data: { what: 'station' } })
      return address()
    },
  )

  app.post('/api/public-address/test', { schema: { response: { 200: schema.PublicAddress } } }, async (request) => {
    const { origin, proxies, exposed } = side.kept
    if (origin === undefined) throw new StationError('no-public-address')
    const id = randomUUID()
    const findings = await lookAt({ origin, proxies, exposed, ...probes.open(id) })
    await addTest(db, { id, origin, findings, by: personOf(request).id, at: Math.round(clock.now()) })
    return address()
  })

  async function address(): Promise<PublicAddress> {
    const kept = await findAddress(db)
    const test = kept?.origin === undefined ? undefined : await testOf(kept.origin)
    return {
      ...(kept?.origin !== undefined && { origin: kept.origin }),
      proxies: [...(kept?.proxies ?? [])],
      exposed: kept?.exposed ?? 'links',
      ...(kept && { set: kept.set }),
      port: portOf(app) ?? config.port,
      openPaths: [...OPEN_PATHS],
      ...(test && { test }),
    }
  }

  async function testOf(origin: string): Promise<AddressTest | undefined> {
    const newest = await newestTest(db, origin)
    if (!newest) return undefined
    const { id, arrived, ...test } = newest
    const phonePath = probes.phonePathOf(id)
    return {
      ...test,
      ...(phonePath !== undefined && { phonePath }),
      ...(arrived && { arrived: { ...arrived, isOwnNetwork: isOwnNetwork(arrived.from) } }),
    }
  }
}

function originOf(written: string | null): string | undefined {
  if (written === null || written.trim() === '') return undefined
  const origin = readOrigin(written)
  if (origin === undefined) throw new StationError('address-not-an-origin', { origin: written.trim() })
  return origin
}

/** By an address of this machine its own people come: they would find links alone behind it. */
function refuseOwnAddress(origin: string | undefined, lan: readonly string[]): void {
  const own = ['http://localhost', 'http://127.0.0.1', 'http://[::1]', ...lan].map((one) => new URL(one).hostname)
  if (origin !== undefined && own.includes(new URL(origin).hostname))
    throw new StationError('address-is-ours', { origin })
}

/** Who sets it must be able to unset it. */
function refuseLockingOut({ exposed }: KeptAddress, isAskedFromOutside: boolean): void {
  if (exposed === 'links' && isAskedFromOutside) throw new StationError('address-locks-out')
}

function portOf(app: App): number | undefined {
  const address = app.server.address()
  return typeof address === 'object' ? address?.port : undefined
}

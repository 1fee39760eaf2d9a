import { api } from './api.ts'
import { waysOutApi } from './api-ways-out.ts'
import { ApiError } from './request.ts'

const LOCAL = ['localhost', '127.0.0.1', '[::1]']
let found: Promise<string> | undefined

/**
 * What stands before a link that is sent to somebody else: the public address where the station has one, else its address on
 * its network, wherever this page was opened. The page’s own address where the station cannot be asked.
 */
export function stationOrigin(): Promise<string> {
  found ??= ask().catch((thrown: unknown) => {
    found = undefined
    if (!(thrown instanceof ApiError)) throw thrown
    return location.origin
  })
  return found
}

/** The public address has changed: the next link asks anew. */
export function forgetStationOrigin(): void {
  found = undefined
}

async function ask(): Promise<string> {
  const { origin } = await waysOutApi.linkOrigin()
  if (origin !== undefined) return origin
  if (!LOCAL.includes(location.hostname)) return location.origin
  return (await api.health()).lanAddresses[0] ?? location.origin
}

import { api } from './api.ts'
import { ApiError } from './request.ts'

const LOCAL = ['localhost', '127.0.0.1', '[::1]']
let found: Promise<string> | undefined

/**
 * What stands before a link that is sent to somebody else: the station's address on its network, wherever this page was opened.
 * The page’s own address where the station cannot be asked.
 */
export function stationOrigin(): Promise<string> {
  if (!LOCAL.includes(location.hostname)) return Promise.resolve(location.origin)
  found ??= api.health().then(
    ({ lanAddresses }) => lanAddresses[0] ?? location.origin,
    (thrown) => {
      found = undefined
      if (!(thrown instanceof ApiError)) throw thrown
      return location.origin
    },
  )
  return found
}

import { networkInterfaces } from 'node:os'

/** How other machines on the station's network reach a port of this one; none when it listens to itself alone. */
export function lanAddresses(port: number, host: string): string[] {
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return []
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`)
}

import { hostname, networkInterfaces } from 'node:os'
import type { MachineNames } from './names.ts'

/** This machine's name and its addresses at this moment, without the loopback ones. */
export function machineNames(): MachineNames {
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal }) => !internal)
    // An address of one link alone is written with the name of the visitor's own cable: no browser can be sent there.
    .filter(({ address }) => !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address)
  return { hostName: hostname(), addresses }
}

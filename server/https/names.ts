import { isIP } from 'node:net'
import type { Permits } from './constraints.ts'
import { canonicalAddress } from './ranges.ts'

/** What this machine is called, and where it stands in its networks, as the operating system says it. */
export interface MachineNames {
  readonly hostName: string
  readonly addresses: readonly string[]
}

/** What a certificate of the station says, as far as its renewal goes. Instants in UTC ms. */
export interface LeafFacts {
  /** Host names and addresses, in the canonical way of writing them. */
  readonly names: readonly string[]
  readonly notBefore: number
  readonly notAfter: number
}

/** Why a leaf is made anew. */
export type ReissueReason = 'absent' | 'names-missing' | 'not-yet-valid' | 'near-its-end'

const DAY_MS = 86_400_000
/** Before a leaf ends there must be time for a station that is switched on once a month. */
const RENEWED_BEFORE_MS = 40 * DAY_MS
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The host names by which a machine is found on its own network: `localhost`, its name as it is, its first label, and
 * that label under `.local` (RFC 6762, which Windows 10, macOS, iOS, Android 12 and Avahi answer). What DNS could not
 * carry is left out.
 */
export function hostNames(hostName: string): string[] {
  const whole = hostName.toLowerCase().replace(/\.$/, '')
  const labels = whole.split('.')
  const [first = ''] = labels
  if (!labels.every((label) => LABEL.test(label)) || isIP(whole) !== 0) return ['localhost']
  return distinct(['localhost', first, whole, `${first}.local`])
}

/**
 * The names of a leaf: this machine by any name that its authority may sign. Always holds `localhost` and the loopback
 * addresses; sorted, each once.
 */
export function leafNames(machine: MachineNames, permits: Permits): string[] {
  const addresses = ['127.0.0.1', '::1', ...machine.addresses].flatMap((address) => canonicalAddress(address) ?? [])
  return distinct([...hostNames(machine.hostName), ...addresses])
    .filter(permits)
    .sort()
}

/**
 * Whether a leaf must be made anew at an instant: there is none, it lacks a name that is wanted, or its time has not come
 * or is nearly over. Names that it has besides do no harm: a cable pulled and put back changes nothing. `lastEnd` is how
 * far a new one could reach; one that could not reach further is not made.
 */
export function reissueReason(
  leaf: LeafFacts | undefined,
  wanted: readonly string[],
  now: number,
  lastEnd: number,
): ReissueReason | undefined {
  if (leaf === undefined) return 'absent'
  if (wanted.some((name) => !leaf.names.includes(name))) return 'names-missing'
  if (leaf.notBefore > now) return 'not-yet-valid'
  if (leaf.notAfter - now < RENEWED_BEFORE_MS && leaf.notAfter < lastEnd) return 'near-its-end'
  return undefined
}

/** The names in a certificate, from the text that Node makes of its subjectAltName. */
export function namesIn(subjectAltName: string | undefined): string[] {
  return (subjectAltName ?? '').split(', ').flatMap((entry) => {
    if (entry.startsWith('DNS:')) return [entry.slice(4).toLowerCase()]
    if (entry.startsWith('IP Address:')) return canonicalAddress(entry.slice(11)) ?? []
    return []
  })
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)]
}

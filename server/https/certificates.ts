import { isIP } from 'node:net'
import { NAME_CONSTRAINTS, nameConstraints } from './constraints.ts'
import type { MachineNames } from './names.ts'

/** A certificate with its private key, both as PEM. */
export interface KeyedCertificate {
  readonly keyPem: string
  readonly certificatePem: string
}

/** How a leaf is asked for. Instants in UTC ms. */
export interface LeafAsked {
  readonly names: readonly string[]
  readonly now: number
  /** The end of the authority, which no leaf outlives. */
  readonly lastEnd: number
}

const DAY_MS = 86_400_000
const AUTHORITY_MS = 3653 * DAY_MS
/** Browsers refuse leaves of more than 398 days (Apple, HT211025); one day less, for those that count both ends. */
const LEAF_MS = 397 * DAY_MS
/** A telephone whose clock is behind must not find the certificate to be of tomorrow. */
const BEGUN_BEFORE_MS = DAY_MS

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const
const ORGANISATION = 'Lên Sóng'

/**
 * Before this instant no station ran: a clock that says so has lost its battery. Every authority begins here, so that one
 * made by a clock ahead of time is good as soon as the clock is right.
 */
export const FIRST_STATION = Date.UTC(2026, 0, 1)

/**
 * Makes a root authority good for ten years from now: ECDSA P-256 with SHA-256, bound to the machine's own networks, and
 * signing leaves only. `name` is what people find it by in their lists of certificates.
 */
export async function makeAuthority(name: string, machine: MachineNames, now: number): Promise<KeyedCertificate> {
  const x509 = await loadX509()
  const keys = await crypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ O: [ORGANISATION] }, { CN: [name] }],
    notBefore: toSecond(FIRST_STATION),
    notAfter: toSecond(now + AUTHORITY_MS),
    signingAlgorithm: SIGNATURE,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(NAME_CONSTRAINTS, true, new Uint8Array(nameConstraints(machine))),
    ],
  })
  return keyed(x509, keys.privateKey, certificate)
}

/** Makes a leaf for these names, signed by the authority, with a key of its own; at most 397 days long. */
export async function issueLeaf(authority: KeyedCertificate, asked: LeafAsked): Promise<KeyedCertificate> {
  const x509 = await loadX509()
  const [rawKey] = x509.PemConverter.decode(authority.keyPem)
  if (rawKey === undefined) throw new RangeError('the authority has no key')
  const signingKey = await crypto.subtle.importKey('pkcs8', rawKey, KEY, false, ['sign'])
  const issuer = new x509.X509Certificate(authority.certificatePem)
  const keys = await crypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
  const begins = asked.now - BEGUN_BEFORE_MS
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ O: [ORGANISATION] }, { CN: [ORGANISATION] }],
    issuer: issuer.subjectName,
    notBefore: toSecond(begins),
    notAfter: toSecond(Math.min(begins + LEAF_MS, asked.lastEnd)),
    signingAlgorithm: SIGNATURE,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        asked.names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return keyed(x509, keys.privateKey, certificate)
}

type X509 = typeof import('@peculiar/x509')
let loading: Promise<X509> | undefined

/** Only when something is made, once a year: the library is large, and asks for a change to the global Reflect first. */
function loadX509(): Promise<X509> {
  loading ??= import('reflect-metadata').then(() => import('@peculiar/x509'))
  return loading
}

async function keyed(
  x509: X509,
  privateKey: CryptoKey,
  certificate: InstanceType<X509['X509Certificate']>,
): Promise<KeyedCertificate> {
  const key = await crypto.subtle.exportKey('pkcs8', privateKey)
  return {
    keyPem: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
    certificatePem: `${certificate.toString('pem')}\n`,
  }
}

/** Certificates count whole seconds. */
function toSecond(instant: number): Date {
  return new Date(Math.floor(instant / 1000) * 1000)
}

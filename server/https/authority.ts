import { createPrivateKey, X509Certificate } from 'node:crypto'
import { dateAt, vietnameseDate } from '../../schedules/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { FIRST_STATION, issueLeaf, type KeyedCertificate, makeAuthority } from './certificates.ts'
import { type Permits, permitsOf } from './constraints.ts'
import { AUTHORITY_FILE, httpsFolder, readKept, writeKept } from './keeping.ts'
import { type LeafFacts, type MachineNames, namesIn } from './names.ts'

/** The station's own root authority, which people's devices have been told to trust. */
export interface Authority extends KeyedCertificate {
  readonly certificate: X509Certificate
  /** What it is called in the lists of devices. */
  readonly name: string
  readonly notAfter: number
  readonly permits: Permits
}

/** What the station shows to browsers. */
export interface Leaf extends KeyedCertificate, LeafFacts {}

/**
 * The authority of a data folder; made once, when there is none, and never again: devices trust this one. Throws
 * `authority-damaged` where its file is there but cannot be used, `authority-over` after its end, `clock-behind`
 * where one would have to be made by a clock that cannot be right.
 */
export async function keepAuthority(
  dataDir: string,
  machine: MachineNames,
  now: number,
): Promise<{ authority: Authority; isNew: boolean }> {
  const { authorityPath } = httpsFolder(dataDir)
  const kept = await readKept(authorityPath)
  if (kept !== undefined) {
    const authority = readAuthority(kept)
    if (authority === undefined) throw new StationError('authority-damaged', { file: AUTHORITY_FILE })
    const date = vietnameseDate(dateAt(authority.notAfter, STATION_ZONE))
    if (authority.notAfter <= now) throw new StationError('authority-over', { file: AUTHORITY_FILE, date })
    return { authority, isNew: false }
  }
  if (now < FIRST_STATION) {
    throw new StationError('clock-behind', { date: vietnameseDate(dateAt(now, STATION_ZONE)) })
  }
  const [host = ''] = machine.hostName.split('.')
  const name = `Lên Sóng ${host} ${vietnameseDate(dateAt(now, STATION_ZONE))}`.replace(/\s+/g, ' ')
  const made = await makeAuthority(name, machine, now)
  const authority = readAuthority(`${made.keyPem}${made.certificatePem}`)
  if (authority === undefined)
    throw new StationError('https-failed', { reason: 'chứng chỉ vừa lập không đọc lại được' })
  await writeKept(authorityPath, made)
  return { authority, isNew: true }
}

/** The leaf of a data folder, where there is one that this authority has signed; anything else is as good as none. */
export async function readLeaf(dataDir: string, authority: Authority): Promise<Leaf | undefined> {
  const kept = await readKept(httpsFolder(dataDir).leafPath)
  return kept === undefined ? undefined : leafOf(kept, authority)
}

/** Makes a leaf for these names; it is not kept yet. */
export async function newLeaf(authority: Authority, names: readonly string[], now: number): Promise<Leaf> {
  const made = await issueLeaf(authority, { names, now, lastEnd: authority.notAfter })
  const leaf = leafOf(`${made.keyPem}${made.certificatePem}`, authority)
  if (leaf === undefined) throw new StationError('https-failed', { reason: 'chứng chỉ vừa cấp không đọc lại được' })
  return leaf
}

/** Keeps a leaf for the next start. Rejects when it cannot be written; it serves all the same until then. */
export function keepLeaf(dataDir: string, leaf: Leaf): Promise<void> {
  return writeKept(httpsFolder(dataDir).leafPath, leaf)
}

function readAuthority(text: string): Authority | undefined {
  const read = readPair(text)
  if (read === undefined || !read.certificate.ca || !isSignedBy(read.certificate, read.certificate)) return undefined
  return {
    ...read,
    name: /^CN=(.*)$/m.exec(read.certificate.subject)?.[1] ?? 'Lên Sóng',
    notAfter: read.certificate.validToDate.getTime(),
    permits: permitsOf(read.certificate.raw),
  }
}

function leafOf(text: string, authority: Authority): Leaf | undefined {
  const read = readPair(text)
  if (read === undefined || !isSignedBy(read.certificate, authority.certificate)) return undefined
  return {
    keyPem: read.keyPem,
    certificatePem: read.certificatePem,
    names: namesIn(read.certificate.subjectAltName),
    notBefore: read.certificate.validFromDate.getTime(),
    notAfter: read.certificate.validToDate.getTime(),
  }
}

const KEY_BLOCK = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n?/
const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/

/** A key and the certificate that belongs to it; undefined when anything about them is not whole. */
function readPair(text: string): (KeyedCertificate & { certificate: X509Certificate }) | undefined {
  const [keyPem, certificatePem] = [KEY_BLOCK.exec(text)?.[0], CERTIFICATE_BLOCK.exec(text)?.[0]]
  if (keyPem === undefined || certificatePem === undefined) return undefined
  try {
    const certificate = new X509Certificate(certificatePem)
    return certificate.checkPrivateKey(createPrivateKey(keyPem)) ? { keyPem, certificatePem, certificate } : undefined
  } catch {
    // OpenSSL says in many ways that a text is no key or no certificate: all of them mean the same here.
    return undefined
  }
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

import { chmod, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readIfThere, writeAtomically } from '../handover/index.ts'
import type { KeyedCertificate } from './certificates.ts'

/** For its owner alone: whoever has the authority's key can pretend to be the station. */
const FOR_OWNER = 0o600
const FOLDER_FOR_OWNER = 0o700

/** Inside the data folder, as people are told it. */
export const AUTHORITY_FILE = 'https/authority.pem'

/** Where a data folder keeps them: key and certificate in one file each, so that no power cut can part them. */
export function httpsFolder(dataDir: string): { authorityPath: string; leafPath: string } {
  return { authorityPath: join(dataDir, AUTHORITY_FILE), leafPath: join(dataDir, 'https', 'leaf.pem') }
}

/** The text of a kept file; undefined when there is none. */
export async function readKept(path: string): Promise<string | undefined> {
  const text = await readIfThere(path)
  // A folder copied back from a backup may have lost its rights.
  if (text !== undefined) await chmod(path, FOR_OWNER).catch(() => undefined)
  return text
}

/** Keeps a key and its certificate, readable by its owner alone. Rejects when the disk is full or may not be written. */
export async function writeKept(path: string, { keyPem, certificatePem }: KeyedCertificate): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: FOLDER_FOR_OWNER })
  await writeAtomically(path, `${keyPem}${certificatePem}`, FOR_OWNER)
}
